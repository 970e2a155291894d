import { join } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { startEmbedded } from '../../ledger/embedded.ts';
import type { Text } from '../../locales/text.ts';
import type { Ending } from './child.ts';
import { ensureFolder, moveAside, stopDatabase } from './data-folder.ts';
import { readFacts } from './facts.ts';
import { chooseStory, keysPath, makeKeys, readKeys, refuseLostKeys } from './keys.ts';
import type { Keys } from './keys.ts';
import { takeLock } from './lock.ts';
import { openLog } from './log-file.ts';
import { checkPorts } from './ports.ts';
import { addressOf, botEnv, programsOf } from './programs.ts';
import type { Organisation } from './programs.ts';
import { readyLines, shown } from './screen.ts';
import type { Environment, Settings } from './settings.ts';
import { supervise } from './supervise.ts';

type Deps = { settings: Settings; env: Environment; text: Text };
type Outcome = 'interrupted' | 'ready' | Error;

/** Programs of a rehearsal that was killed notice it at once, but may be in the middle of something. */
const PATIENCE_MS = 8_000;

const seconds = (text: Text): string => text.number(Math.round(performance.now() / 100) / 10);

const say = (text: Text, line: string): void => console.log(`${seconds(text).padStart(5)} s  ${line}`);

const onInterrupt = (again: () => void): Promise<'interrupted'> =>
  new Promise((resolve) => {
    let times = 0;
    const take = (): void => {
      times += 1;
      if (times > 1) again();
      resolve('interrupted');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, take);
  });

type Prepared = { keys: Keys; organisations: readonly Organisation[] };

/** Everything that can be refused is refused here, before any program runs and before anything is moved. */
const prepare = async ({ settings, text }: Deps, patienceMs: number): Promise<Prepared> => {
  const { dataDir, fresh } = settings;
  const onWait = (): void => say(text, text.t('start.line.waiting'));
  const [{ stories, organisations }] = await Promise.all([readFacts(), checkPorts(settings.ports, patienceMs, onWait)]);
  await refuseLostKeys(dataDir);
  const found = fresh ? undefined : await readKeys(dataDir);
  const story = chooseStory(settings.story, found, stories);
  const earlier = fresh ? await moveAside(dataDir, new Date()) : undefined;
  if (earlier !== undefined) say(text, text.t('start.line.fresh', { folder: shown(earlier) }));
  if (found !== undefined) return { keys: found, organisations };
  const keys = await makeKeys(dataDir, story);
  say(text, text.t('start.line.keys', { file: shown(keysPath(dataDir)) }));
  return { keys, organisations };
};

const describe = (text: Text) => ({ code, signal }: Ending): string =>
  signal === null ? text.t('start.why.code', { code: String(code) }) : text.t('start.why.signal', { signal });

const start = ({ settings, env, text }: Deps, { keys, organisations }: Prepared) => {
  const { dataDir, databaseUrl } = settings;
  const parts = { settings, env, keys, organisations };
  // Throws a ConfigError now rather than in a child's log.
  readConfig(botEnv(parts));
  say(text, text.t('start.line.begin', { folder: shown(join(dataDir, 'logs')) }));
  // The bot would start its database itself, after loading; begun here, both happen at the same time, and the bot attaches.
  const database = databaseUrl === undefined ? startEmbedded({ dataDir }).then(() => say(text, text.t('start.line.database'))) : Promise.resolve();
  const supervised = supervise({
    programs: programsOf(parts),
    openLog: (name) => openLog(join(dataDir, 'logs'), name),
    onReady: (name, address) => say(text, text.t('start.line.ready', { program: text.t(`start.program.${name}`), address })),
    onAgain: ({ name, ending, count, most }) =>
      say(text, text.t('start.line.again', { program: text.t(`start.program.${name}`), why: describe(text)(ending), count: String(count), most: String(most) })),
    describe: describe(text),
    now: () => performance.now(),
  });
  return { supervised, database };
};

const run = async (deps: Deps, patienceMs: number): Promise<number> => {
  const { settings, text } = deps;
  let kill = (): void => undefined;
  const interrupted = onInterrupt(() => kill());
  const prepared = await prepare(deps, patienceMs);
  const { supervised, database } = start(deps, prepared);
  kill = supervised.kill;
  const databaseFault = database.then(() => new Promise<Error>(() => undefined), (error: unknown) => error as Error);
  const up = Promise.all([supervised.ready, database]).then(() => 'ready' as const, () => databaseFault);
  let outcome: Outcome = await Promise.race([interrupted, supervised.failed, databaseFault, up]);
  if (outcome === 'ready') {
    for (const line of readyLines(text, { settings, organisations: prepared.organisations, seconds: seconds(text) })) console.log(line);
    outcome = await Promise.race([interrupted, supervised.failed]);
  }
  if (outcome === 'interrupted') say(text, text.t('start.line.stopping'));
  await supervised.stop();
  // Only a database that has finished starting can be stopped; why it could not start is told by `databaseFault`.
  await database.catch(() => undefined);
  if (settings.databaseUrl === undefined) await stopDatabase(settings.dataDir);
  if (outcome instanceof Error) throw outcome;
  say(text, text.t('start.line.stopped'));
  return 0;
};

/**
 * Runs the rehearsal until it is interrupted, which is its normal end. Returns the exit code.
 * @throws {Refusal | ConfigError | StartFault} with what to tell the person; everything is stopped by then
 */
export const rehearse = async (deps: Deps): Promise<number> => {
  const { dataDir } = deps.settings;
  await ensureFolder(dataDir);
  const lock = await takeLock(dataDir, addressOf(deps.settings, 'teams'));
  try {
    return await run(deps, lock.inherited ? PATIENCE_MS : 0);
  } finally {
    await lock.release();
  }
};
