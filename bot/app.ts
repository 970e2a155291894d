import { randomUUID } from 'node:crypto';
import { ConversationState } from 'botbuilder';
import type { CommandDeps, CrashPoint } from '../commands/deps.ts';
import { KEEP_HINTS_MS } from '../commands/take-hint.ts';
import { openDatabase } from '../ledger/database.ts';
import type { Database } from '../ledger/database.ts';
import { createJobs } from '../ledger/jobs.ts';
import { createMemoryStore } from '../ledger/memory-store.ts';
import { createMemory, memoryKey } from '../ledger/memory.ts';
import { migrate } from '../ledger/migrate.ts';
import { createSealedTokens } from '../ledger/sealed-tokens.ts';
import { forgetHints } from '../ledger/hints.ts';
import { forgetActivities } from '../ledger/seen-activities.ts';
import { createTurnLock } from '../ledger/turn-lock.ts';
import { createText, localeOf } from '../locales/text.ts';
import { createGraph } from '../partnercenter/graph.ts';
import { createPartnerCenter } from '../partnercenter/partner-center.ts';
import { createTokens } from '../partnercenter/tokens.ts';
import { createClock, wallClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createGuard } from './edge/guard.ts';
import { createKeyCache } from './edge/key-cache.ts';
import { createServer } from './edge/server.ts';
import type { Log } from './log.ts';
import { createOutbound } from './outbound/outbound.ts';
import { VaxlaAdapter } from './teams/adapter.ts';
import { createConnectorTokens } from './teams/connector-tokens.ts';
import { createConnectors } from './teams/connector.ts';
import { createConversations } from './teams/conversations.ts';
import { createStorage } from './teams/storage.ts';
import { createEvents } from './webhooks/events.ts';
import { ALL_QUEUES, startWorker } from './worker.ts';

export type AppOptions = {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly log: Log;
  /** Business time; real time unless a rehearsal or a test moves it. */
  readonly clock?: Clock;
  /** Ends the process between two steps where a test says so; does nothing otherwise. */
  readonly crashPoint?: (at: CrashPoint) => void;
};

export type App = { readonly address: string; readonly database: Database; stop(): Promise<void> };

/** The composition root: builds each object once, from the outside in, and listens when everything stands. */
export const startApp = async ({ config, databaseUrl, log, clock: given, crashPoint = () => undefined }: AppOptions): Promise<App> => {
  const onFault = (error: Error): void => log.warn({ error }, 'database');
  const outbound = createOutbound({ twins: config.twins });
  const ownClock = given === undefined ? createClock({ address: config.twins?.clock, fetch: outbound.fetch }) : undefined;
  const clock = given ?? (ownClock as Clock);
  await ownClock?.ready;

  const database = await openDatabase({ url: databaseUrl, onFault });
  await migrate(database);
  const jobs = createJobs({ url: databaseUrl, queues: ALL_QUEUES, onFault });
  await jobs.start();
  const turnLock = createTurnLock({ url: databaseUrl, onFault });
  const memory = createMemory(database, { namespace: 'conversation', ttl: 30 * 86_400_000 });

  const partitions = createSealedTokens({ db: database, key: config.sealingKey, onFault });
  const networkClient = outbound.msalNetworkClient;
  const tokens = createTokens({ appId: config.app.id, appSecret: config.app.password, networkClient, partitions, clock: wallClock });
  const graph = createGraph({ fetch: outbound.fetch, graphToken: tokens.graphToken });
  const partnerCenter = createPartnerCenter({ fetch: outbound.fetch, tokens: tokens.source, clock: wallClock });

  const organisations = new Map(config.organisations.map((organisation) => [organisation.tenantId, organisation]));
  const commands: CommandDeps = {
    db: database.kysely,
    send: jobs.send,
    partnerCenter,
    now: () => clock.now(),
    newId: () => randomUUID(),
    organisation: (tenantId) => organisations.get(tenantId),
    crashPoint,
  };

  const { transport, isTrustedServiceUrl } = outbound;
  const connectorTokens = createConnectorTokens({ app: config.app, networkClient, clock: wallClock });
  const connectors = createConnectors({ tokens: connectorTokens, transport, isTrustedServiceUrl });
  const apology = (locale: string | undefined): string => createText(localeOf(locale)).t('refusal.not-saved');
  const adapter = new VaxlaAdapter({ appId: config.app.id, connectors, log, apology });
  const state = new ConversationState(createStorage(memory, memoryKey));
  // The rehearsal's portal is one page.
  const portal = (path: string): string => (config.twins === undefined ? `https://partner.microsoft.com${path}` : `${config.twins.clock}/`);
  const conversations = createConversations({ appId: config.app.id, portal, commands, graph, tokens, turnLock, state, adapter, connectors, log });

  const keys = createKeyCache({ fetch: outbound.fetch, clock: wallClock, log });
  const guard = createGuard({ appId: config.app.id, organisations: config.organisations, keys, isTrustedServiceUrl, clock: wallClock });
  const events = createEvents({ config, fetch: outbound.fetch, commands, clock: wallClock, log });
  const server = createServer({
    config,
    guard,
    takeEvent: events?.take,
    handle: (activity, claims) => adapter.deliver(activity, claims, (context) => conversations.bot.run(context)),
    ready: () => database.isUp(),
    clock: wallClock,
    log,
  });
  const tidy = async (): Promise<void> => {
    await forgetActivities(database.kysely, clock.now());
    await createMemoryStore(database).sweep();
    await forgetHints(database.kysely, new Date(clock.now().getTime() - KEEP_HINTS_MS));
  };
  const worker = await startWorker({ jobs, commands, deliver: conversations.deliver, openDialog: conversations.openDialog, register: events?.register, tidy, log });
  const { address } = await server.listen();

  const stop = async (): Promise<void> => {
    await server.drain();
    await server.close();
    await worker.stop();
    ownClock?.stop();
    await turnLock.close();
    await database.close();
    await outbound.close();
  };
  return { address, database, stop };
};
