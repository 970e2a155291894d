import { randomBytes, randomUUID } from 'node:crypto';
import { startApp } from '../../bot/app.ts';
import type { App } from '../../bot/app.ts';
import type { Config } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import type { Transfer } from '../../journey/records.ts';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { createTwinClock } from '../../simulator/clock.ts';
import type { TwinClock } from '../../simulator/clock.ts';
import { startEntra } from '../../simulator/entra/entra.ts';
import { Journal } from '../../simulator/journal.ts';
import { startPartnerCenter } from '../../simulator/partner-center/partner-center.ts';
import type { StoryData } from '../../simulator/partner-center/seed.ts';
import { PEOPLE, TENANTS } from '../../simulator/people.ts';
import { STORIES } from '../../simulator/stories/stories.ts';
import { startTeams } from '../../simulator/teams/teams.ts';
import { BotProcess } from './bot-process.ts';
import { freePort } from './free-port.ts';
import { freshDatabase } from './postgres.ts';
import { createRoom } from './room.ts';
import type { Room } from './room.ts';
import { until } from './until.ts';

export type WorldOptions = {
  /** `inside`: the bot runs in this process. `process`: as a program of its own, so that it can be killed. */
  readonly bot?: 'inside' | 'process';
  /** What the rehearsal begins with; a name of simulator/stories. */
  readonly story?: string;
  /** Customers of the story by the first word of their names; everybody when left out. */
  readonly only?: readonly string[];
  /** Milliseconds of business time from accept to Complete. */
  readonly completionDelayMs?: number;
  /** The bot asks Partner Center for its events; off unless wanted, so that what the watcher does by itself is seen. */
  readonly events?: boolean;
  /** Teams' own rate limits; off unless wanted. */
  readonly limits?: boolean;
};

export type World = {
  readonly room: Room;
  readonly clock: TwinClock;
  readonly db: Database;
  readonly addresses: { readonly teams: string; readonly partnerCenter: string; readonly portal: string; readonly entra: string; readonly bot: string };
  /** The bot as a program; only with `bot: 'process'`. */
  readonly botProcess: BotProcess;
  /** One more bot on the same database; Teams speaks to the first only, the work is shared. Stopped with the world. */
  replica(): Promise<BotProcess>;
  /** Control of the portal: a path and a body, or a GET without one. */
  portal<T = Record<string, unknown>>(path: string, body?: object): Promise<T>;
  entra(path: string, body: object): Promise<Record<string, unknown>>;
  /** Moves business time on, and returns when the bot goes by the new time. */
  pass(ms: number): Promise<void>;
  transfers(): Promise<Transfer[]>;
  /** How often a write took effect at Partner Center, by the last part of its route (`accept`, `transfers`, …). */
  effects(route: RegExp): Promise<number>;
  /** Partner Center knows no MS-RequestId any more: how long the real one remembers is not published (F17). */
  forgetRequests(): void;
  close(): Promise<void>;
};

/** A clock that tells how often its offset was read, which is what the bot's program asks the portal for. */
const readable = (clock: TwinClock): { clock: TwinClock; timesRead: () => number } => {
  let reads = 0;
  const offset = (): number => {
    reads += 1;
    return clock.offset();
  };
  return { clock: { ...clock, offset }, timesRead: () => reads };
};

const onlySome = (story: StoryData, names: readonly string[]): StoryData => {
  const customers = story.customers.filter(({ name }) => names.includes(name.split(' ')[0] ?? ''));
  const ids = new Set(customers.map(({ id }) => id));
  return { ...story, customers, subscriptions: story.subscriptions.filter(({ customerId }) => ids.has(customerId)), transfers: story.transfers.filter(({ customerId }) => ids.has(customerId)) };
};

const call = async (url: string, body?: object): Promise<unknown> => {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
};

/** The whole rehearsal on free ports: three twins, a real database and the bot, with people to speak and press. */
export const startWorld = async ({ bot: kind = 'inside', story: name = 'transfer-ready', only, completionDelayMs = 8000, limits = false, events = false }: WorldOptions = {}): Promise<World> => {
  const { clock, timesRead } = readable(createTwinClock());
  const database = await freshDatabase();
  const db = await openDatabase({ url: database.url });
  const app = { id: randomUUID(), secret: randomUUID(), tenantId: randomUUID() };
  const entra = await startEntra({ port: 0, clock, journal: new Journal(), people: PEOPLE, tenants: TENANTS, app });
  const told = STORIES[name]?.(clock.now());
  if (told === undefined) throw new Error(`There is no story "${name}".`);
  const story = only === undefined ? told : onlySome(told, only);
  const memory = new Journal();
  const twin = await startPartnerCenter({ port: 0, portalPort: 0, clock, journal: memory, entraAddress: entra.address, story, completionDelayMs });
  const botPort = await freePort();
  const bot = `http://127.0.0.1:${botPort}`;
  const teams = await startTeams({
    port: 0, clock, journal: new Journal(), people: PEOPLE, tenants: TENANTS, appId: app.id, limits,
    botEndpoint: `${bot}/api/messages`, entraAddress: entra.address, portalAddress: twin.portal.address,
  });
  const config: Config = {
    app: { id: app.id, password: app.secret, tenantId: app.tenantId },
    listen: { host: '127.0.0.1', port: botPort },
    organisations: TENANTS.filter((tenant) => tenant.side !== 'bystander').map(({ id, side, mpnId, name }) => ({ tenantId: id, side: side as 'partner' | 'provider', mpnId, name })),
    database: { url: database.url },
    sealingKey: randomBytes(32),
    logLevel: 'silent',
    twins: { entra: entra.address, partnerCenter: twin.public.address, teams: teams.address, clock: twin.portal.address },
    watchParent: false,
    ...(events ? { webhookAddress: bot } : {}),
  };
  const botProcess = new BotProcess(config);
  let inside: App | undefined;
  if (kind === 'inside') inside = await startApp({ config, databaseUrl: database.url, log: createLog({ level: process.env['WORLD_LOG'] ?? 'silent' }), clock });
  else await botProcess.start();
  const replicas: BotProcess[] = [];
  const room = createRoom(teams.address);
  await room.everybodyWelcomed();
  return {
    room, clock, db, botProcess,
    addresses: { teams: teams.address, partnerCenter: twin.public.address, portal: twin.portal.address, entra: entra.address, bot },
    replica: async () => {
      const one = new BotProcess({ ...config, listen: { ...config.listen, port: await freePort() } });
      replicas.push(one);
      await one.start();
      return one;
    },
    portal: async <T>(path: string, body?: object) => (await call(`${twin.portal.address}${path}`, body)) as T,
    pass: async (ms) => {
      clock.advance(ms);
      // A bot of its own asks the portal again and again, one question at a time: the second one shows that the first was answered and heard.
      const before = timesRead();
      if (kind === 'process') await until('the bot has heard the new time', async () => timesRead() >= before + 2);
    },
    entra: async (path, body) => (await call(`${entra.address}${path}`, body)) as Record<string, unknown>,
    transfers: async () => (await db.kysely.selectFrom('transfer').select('record').orderBy('created_at').execute()).map((row) => row.record),
    effects: async (route) => {
      const counts = (await call(`${twin.portal.address}/counts`)) as Record<string, { effects: number }>;
      return Object.entries(counts).filter(([name]) => route.test(name)).reduce((sum, [, { effects }]) => sum + effects, 0);
    },
    forgetRequests: () => {
      for (const { c, k } of [...memory.entries()]) if (c === 'replays') memory.collection(c).delete(k);
    },
    close: async () => {
      await inside?.stop();
      await Promise.all([botProcess, ...replicas].map((one) => one.stop()));
      await Promise.all([teams.close(), twin.public.close(), twin.portal.close(), entra.close()]);
      await db.close();
      await database.drop();
    },
  };
};
