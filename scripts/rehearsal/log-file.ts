import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A log and the one before it, so that no program can fill the disk. */
export type LogFile = { readonly path: string; write(line: string): void };

const MOST_BYTES = 5_000_000;

/** `<name>.log` begins anew at each start; the one before is `<name>.1.log`. Written at once: the last words of a killed program count most. */
export const openLog = (folder: string, name: string, mostBytes = MOST_BYTES): LogFile => {
  const path = join(folder, `${name}.log`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let file = openSync(path, 'a', 0o600);
  const rotate = (): void => {
    closeSync(file);
    renameSync(path, join(folder, `${name}.1.log`));
    file = openSync(path, 'a', 0o600);
  };
  let size = fstatSync(file).size;
  if (size > 0) rotate();
  size = 0;
  const write = (line: string): void => {
    const bytes = Buffer.from(`${line}\n`);
    if (size > 0 && size + bytes.length > mostBytes) {
      rotate();
      size = 0;
    }
    size += writeSync(file, bytes);
  };
  return { path, write };
};
