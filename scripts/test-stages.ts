import { existsSync, globSync, readdirSync } from 'node:fs';

export type Stage =
  | { kind: 'tool'; name: string; group: string; program: string; args: string[] }
  | { kind: 'mocha'; name: string; group: string; files: string[]; timeout: number; lanes: number };

const MINUTE = 60_000;
const UNIT = ['journey', 'cards', 'locales', 'ledger', 'commands', 'partnercenter', 'watcher', 'dialogs', 'bot', 'simulator', 'bench', 'manifest', 'docs'];
/** Folders whose tests start several programs, with the time that one test may take unless it says otherwise. */
const WIDER = { contract: MINUTE, scripts: 2 * MINUTE, scenarios: 2 * MINUTE, browser: 3 * MINUTE };
/**
 * Folders whose files run in processes of their own, so many at a time. Scenarios mostly wait for programs that they have started, and share nothing:
 * every process has its own database server and free ports.
 */
const LANES: Readonly<Record<string, number>> = { scenarios: 2 };

const testsIn = (folder: string): string[] => globSync(`test/${folder}/**/*.test.ts`).toSorted();
const unit = (name: string): Stage => ({ kind: 'mocha', name, group: 'unit', files: testsIn(name), timeout: 20_000, lanes: 1 });
const wider = ([name, timeout]: [string, number]): Stage => ({ kind: 'mocha', name, group: name, files: testsIn(name), timeout, lanes: LANES[name] ?? 1 });

/** Every stage in the order in which `npm test` runs them: cheapest answer first. */
export const stages = (): Stage[] => [
  { kind: 'tool', name: 'types', group: 'types', program: 'node_modules/typescript/bin/tsc', args: ['--noEmit'] },
  { kind: 'tool', name: 'lint', group: 'lint', program: 'node_modules/eslint/bin/eslint.js', args: ['.'] },
  { kind: 'mocha', name: 'architecture', group: 'architecture', files: globSync('test/*.test.ts').toSorted(), timeout: 20_000, lanes: 1 },
  ...UNIT.map(unit),
  ...Object.entries(WIDER).map(wider),
];

/** The stages that `--only` names, by their own name or by their group; throws `RangeError` with the choices when there is none. */
export const pick = (all: Stage[], only: string | undefined): Stage[] => {
  const picked = only === undefined ? all : all.filter((stage) => stage.name === only || stage.group === only);
  if (picked.length === 0) throw new RangeError(`There is no stage "${only}". There are: ${[...new Set(all.flatMap((one) => [one.group, one.name]))].join(', ')}.`);
  return picked;
};

/** Folders below test/ that hold tests which no stage would run: forgotten tests are as bad as none. */
export const forgottenFolders = (): string[] => {
  const known = new Set([...UNIT, ...Object.keys(WIDER)]);
  const folders = existsSync('test') ? readdirSync('test', { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
  return folders.map((entry) => entry.name).filter((name) => !known.has(name) && testsIn(name).length > 0);
};
