import { enableCompileCache } from 'node:module';
import { ConfigError, readConfig, requireNode24 } from './config.ts';
import type { Config } from './config.ts';

// From the second start on, what was compiled before is read instead: loading the bot is most of its start.
enableCompileCache();

const BAD_SETTINGS = 78;

/** Prints what is wrong, one sentence a line, and ends with a code that is not 0. */
const giveUp = (error: unknown): never => {
  const lines = error instanceof ConfigError ? error.lines : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(error instanceof ConfigError ? BAD_SETTINGS : 1);
};

const readOrGiveUp = (): Config => {
  try {
    requireNode24();
    return readConfig();
  } catch (error) {
    return giveUp(error);
  }
};

const start = async (config: Config): Promise<void> => {
  // Loaded after the settings were found good: a wrong one is told at once, and nothing heavy is loaded for it.
  const { createLog, takeOverConsole } = await import('./log.ts');
  const { startApp } = await import('./app.ts');
  const log = createLog({ level: config.logLevel, destination: process.stderr });
  takeOverConsole(log);
  const database = await openServer(config);
  const app = await startApp({ config, databaseUrl: database.url, log, crashPoint: crashAt(config.crashAt) });
  process.stdout.write(`ready bot ${app.address}\n`);
  const stop = once(async () => {
    await app.stop();
    await database.stop();
    process.exit(0);
  });
  process.once('SIGTERM', stop).once('SIGINT', stop);
  if (config.watchParent) process.stdin.resume().once('end', stop).once('error', stop);
  const fall = (error: unknown): void => {
    log.error({ error }, 'unexpected fault, stopping');
    setTimeout(() => process.exit(1), 5_000).unref();
    void app.stop().finally(() => process.exit(1));
  };
  process.once('uncaughtException', fall).once('unhandledRejection', fall);
};

/** The server that `DATABASE_URL` names, or the real one from the npm package, which is ours to start and to stop. */
const openServer = async (config: Config): Promise<{ url: string; stop(): Promise<void> }> => {
  if ('url' in config.database) return { url: config.database.url, stop: () => Promise.resolve() };
  const { startEmbedded } = await import('../ledger/embedded.ts');
  return startEmbedded({ dataDir: config.database.dataDir, log: (line) => process.stdout.write(`… ${line}\n`) });
};

const BY_SIGNAL = 'signal:';

/** A test names the point at which this process has to die as if the plug were pulled: the first time it is reached, or after SIGUSR2. */
const crashAt = (wanted = ''): ((at: string) => void) => {
  const waits = wanted.startsWith(BY_SIGNAL);
  const point = waits ? wanted.slice(BY_SIGNAL.length) : wanted;
  let armed = !waits;
  if (waits) process.once('SIGUSR2', () => (armed = true));
  return (at) => {
    if (armed && at === point) process.kill(process.pid, 'SIGKILL');
  };
};

const once = (work: () => Promise<void>): (() => void) => {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    void work();
  };
};

start(readOrGiveUp()).catch(giveUp);
