import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kept } from './halts.ts';
import type { KeptLedger } from './ledger-rows.ts';

/** Releases whose stored states are kept, oldest first. */
export const RELEASES: readonly string[] = readdirSync(import.meta.dirname).filter((name) => existsSync(join(import.meta.dirname, name, 'ledger.json'))).toSorted();

const read = (release: string, file: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, release, file), 'utf8'));

export const keptDialogs = (release: string): readonly Kept[] => read(release, 'dialogs.json') as Kept[];
export const keptLedger = (release: string): KeptLedger => read(release, 'ledger.json') as KeptLedger;
