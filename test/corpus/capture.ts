import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HALTS, keep } from './halts.ts';
import { playedLedger } from './ledger-rows.ts';

/** `npm run corpus`: keeps what this release stores, for the upgrade tests of all later ones. What was kept once is never written over. */
const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const folder = join(import.meta.dirname, version);
if (existsSync(folder)) throw new Error(`The stored states of ${version} are kept already. Raise the version in package.json first.`);
const [dialogs, ledger] = [await Promise.all(HALTS.map(keep)), await playedLedger()];
mkdirSync(folder);
writeFileSync(join(folder, 'dialogs.json'), `${JSON.stringify(dialogs, null, 1)}\n`);
writeFileSync(join(folder, 'ledger.json'), `${JSON.stringify(ledger, null, 1)}\n`);
process.exit(0);
