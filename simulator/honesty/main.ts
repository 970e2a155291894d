import { readFileSync, writeFileSync } from 'node:fs';
import { withTable } from './table.ts';

/** Writes the table of docs/simulator.md anew: `./node_modules/.bin/node simulator/honesty/main.ts`. */
const file = new URL('../../docs/simulator.md', import.meta.url);
writeFileSync(file, withTable(readFileSync(file, 'utf8')));
console.log('docs/simulator.md has its table.');
