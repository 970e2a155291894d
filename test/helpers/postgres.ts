import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../ledger/database.ts';
import { startEmbedded } from '../../ledger/embedded.ts';
import { withClient } from '../../ledger/embedded-server.ts';
import { migrate } from '../../ledger/migrate.ts';

export type FreshDatabase = { readonly url: string; drop(): Promise<void> };

const TEMPLATE = 'template_vaxla';
let server: Promise<string> | undefined;
let made = 0;

export const withName = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** Ends the server and removes its folders when the pipe to us closes, that is at our death of whatever kind. */
const guard = (dataDir: string): void => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'postgres-guard.ts'), dataDir], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
  child.unref();
  // A pipe of a child process keeps us alive unless told otherwise; its type does not say that it is a socket.
  (child.stdin as unknown as { unref(): void }).unref();
};

/** A folder for an embedded server of this test run; server and folder are gone soon after the run is. */
export const guardedDataDir = async (parent = tmpdir()): Promise<string> => {
  const dataDir = await mkdtemp(join(parent, 'vaxla-test-'));
  guard(dataDir);
  return dataDir;
};

const startServer = async (): Promise<string> => {
  const { url } = await startEmbedded({ dataDir: await guardedDataDir() });
  const template = withName(url, TEMPLATE);
  await withClient(url, async (client) => client.query(`create database ${TEMPLATE}`));
  const db = await openDatabase({ url: template });
  await migrate(db);
  await db.close();
  return url;
};

const create = async (template: string): Promise<FreshDatabase> => {
  server ??= startServer();
  const root = await server;
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await withClient(root, async (client) => client.query(`create database ${name} template ${template}`));
  const drop = async (): Promise<void> => {
    await withClient(root, async (client) => client.query(`drop database ${name} with (force)`));
  };
  return { url: withName(root, name), drop };
};

/** A migrated database without rows, on the one server that all tests of this process share. */
export const freshDatabase = async (): Promise<FreshDatabase> => create(TEMPLATE);

/** A database that no migration has seen. */
export const blankDatabase = async (): Promise<FreshDatabase> => create('template0');
