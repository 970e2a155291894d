import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { BadContractSetting, readContractSettings, readWrites, WRITES, type LiveSettings } from './contract/settings.ts';
import { closingLine, type Counts } from './test-counts.ts';

/**
 * `npm run contract`: the contract suite between our client and a Partner Center. Without credentials in the environment it starts the
 * twin for itself; with them it asks a live tenant, and only reads unless `--writes <tenant id>` says otherwise.
 */

const PROJECT = dirname(import.meta.dirname);
/** EX_CONFIG of sysexits.h. */
const BAD_SETTING = 78;
const TIMEOUT_MS = '120000';
const FILES = { twin: ['test/contract/twin.test.ts', 'test/contract/profiles.test.ts'], live: ['test/contract/live.ts'] };

/** Secrets go to the child in its environment, and must not come back in what it prints. */
const redacted = (line: string, settings: LiveSettings | undefined): string =>
  [settings?.userToken, settings?.appSecret]
    .filter((secret) => secret !== undefined)
    .reduce((left, secret) => left.replaceAll(secret, '[secret]'), line)
    .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]');

const relay = async (stream: Readable | null, say: (line: string) => void): Promise<void> => {
  if (stream !== null) for await (const line of createInterface({ input: stream })) say(line);
};

const tell = ({ counts, settings }: { counts: Counts; settings: LiveSettings | undefined }): void => {
  if (counts.skipped.length > 0) console.log('\nNot run:');
  for (const { title, reason } of counts.skipped) console.log(`  ${title}: ${reason}`);
  const place = settings === undefined ? 'the twin' : `${settings.api}, tenant ${settings.tenantId}, ${settings.writes ? 'with writes that were taken back' : 'reads only'}`;
  console.log(`\n${closingLine(counts)} (${place})`);
};

const run = async (): Promise<number> => {
  const env = { ...process.env, [WRITES]: readWrites(process.argv.slice(2)) ?? '' };
  const settings = readContractSettings(env, new Date());
  const files = settings === undefined ? FILES.twin : FILES.live;
  const child = fork(join(PROJECT, 'scripts/test-mocha.ts'), [TIMEOUT_MS, ...files], { cwd: PROJECT, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let counts: Counts | undefined;
  child.once('message', (message) => (counts = message as Counts));
  const code = new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
  await Promise.all([relay(child.stdout, (line) => console.log(redacted(line, settings))), relay(child.stderr, (line) => console.error(redacted(line, settings)))]);
  const status = await code;
  if (counts !== undefined) tell({ counts, settings });
  return status;
};

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof BadContractSetting)) throw error;
  console.error(error.message);
  process.exitCode = BAD_SETTING;
}
