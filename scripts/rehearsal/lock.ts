import { once } from 'node:events';
import { open, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { Refusal } from './refusal.ts';

/** `rehearsal.lock`: who runs here. The door is a port that the holder keeps open: a process id alone may be somebody else's by now. */
type Note = { pid: number; door: number; address: string };

export type Lock = {
  /** The lock of a rehearsal that was killed was found; its programs may still be going. */
  readonly inherited: boolean;
  release(): Promise<void>;
};

const isNote = (value: unknown): value is Note => {
  const { pid, door, address } = (value ?? {}) as Partial<Record<keyof Note, unknown>>;
  return typeof pid === 'number' && typeof door === 'number' && door > 0 && door < 65_536 && typeof address === 'string';
};

const readNote = async (path: string): Promise<Note | undefined> => {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isNote(value) ? value : undefined;
  } catch {
    // Gone, or cut short by a kill: nobody holds it.
    return undefined;
  }
};

const opens = async (door: number): Promise<boolean> => {
  const socket = connect(door, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

const write = async (path: string, note: Note): Promise<boolean> => {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(note));
    await file.close();
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
};

const openDoor = async (): Promise<Server> => {
  const server = createServer((socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.unref();
};

/** One rehearsal per data folder. `address` is what a second one is told to open. @throws {Refusal} that names the one that runs */
export const takeLock = async (dataDir: string, address: string): Promise<Lock> => {
  const path = join(dataDir, 'rehearsal.lock');
  const server = await openDoor();
  const note: Note = { pid: process.pid, door: (server.address() as AddressInfo).port, address };
  let inherited = false;
  while (!(await write(path, note))) {
    const other = await readNote(path);
    if (other !== undefined && (await opens(other.door))) {
      server.close();
      throw new Refusal({ key: 'start.refused.running', values: { folder: dataDir, pid: String(other.pid), address: other.address } });
    }
    inherited = true;
    await rm(path, { force: true });
  }
  const release = async (): Promise<void> => {
    await rm(path, { force: true });
    server.close();
  };
  return { inherited, release };
};
