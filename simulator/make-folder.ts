import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Throws an error with one sentence. Not `mkdirSync` with `recursive`: that one never returns in a place like
 * /proc, where a new folder "does not exist" although the one above it does.
 */
export const makeFolder = (path: string): void => {
  if (isFolder(path)) return;
  if (!isFolder(dirname(path))) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (cause) {
    throw new Error(`The folder ${path} cannot be made (${(cause as NodeJS.ErrnoException).code}): name another one.`, { cause });
  }
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
