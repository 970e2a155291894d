import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Organisation } from './programs.ts';
import { PROJECT } from './settings.ts';

export type Facts = { readonly stories: readonly string[]; readonly organisations: readonly Organisation[] };

/** Nothing of the twins is imported here: what must be known of them, one of their own programs says. */
export const readFacts = async (): Promise<Facts> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['simulator/facts/main.ts'], { cwd: PROJECT });
  return JSON.parse(stdout) as Facts;
};
