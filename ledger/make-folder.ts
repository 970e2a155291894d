import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, for their owner alone. Rejects with the system's error. Not `mkdir` with `recursive`: that one
 * never returns in a place like /proc, where a new folder "does not exist" although the one above it does.
 */
export const makeFolder = async (path: string): Promise<void> => {
  if (await isFolder(path)) return;
  if (!(await isFolder(dirname(path)))) await makeFolder(dirname(path));
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (thrown) {
    // Somebody else may have been quicker.
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || !(await isFolder(path))) throw thrown;
  }
};

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isDirectory() === true;
