// The door of `npm start` and `npm run bot`: plain JavaScript, so that a Node too old to read TypeScript can still say what is wrong.
// node scripts/run.mjs <program.ts> [arguments of that program]
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const refuse = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const project = dirname(dirname(fileURLToPath(import.meta.url)));

if (Number.parseInt(process.versions.node, 10) < 24) {
  refuse(`Växla needs Node 24 or newer, but this is Node ${process.versions.node}: run "npm ci", then start with an npm script (npm start, npm run bot), which brings its own Node where there is one for this machine.`);
}
if (!existsSync(resolve(project, 'node_modules'))) refuse('The packages of Växla are not installed: run "npm ci" first.');

const [program] = process.argv.splice(2, 1);
if (program === undefined) refuse('scripts/run.mjs needs the name of a program: npm start and npm run bot name theirs.');
await import(pathToFileURL(resolve(project, program)).href);
