import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { ConversationState, MemoryStorage } from 'botbuilder';
import { wallClock } from '../../bot/clock.ts';
import { createGuard } from '../../bot/edge/guard.ts';
import { createKeyCache } from '../../bot/edge/key-cache.ts';
import { createServer } from '../../bot/edge/server.ts';
import { createLog } from '../../bot/log.ts';
import { createOutbound } from '../../bot/outbound/outbound.ts';
import { VaxlaAdapter } from '../../bot/teams/adapter.ts';
import { createConnectors } from '../../bot/teams/connector.ts';
import { createConnectorTokens } from '../../bot/teams/connector-tokens.ts';
import { createSignIn } from '../../bot/teams/sign-in.ts';
import { speakerOf, textOf } from '../../bot/teams/turn.ts';
import { VaxlaBot } from '../../bot/teams/vaxla-bot.ts';
import { createRoot } from '../../dialogs/root.ts';
import type { KnownPerson } from '../../ledger/people.ts';
import { FJORDLINE } from '../../simulator/people.ts';
import { SENDER } from './messages.ts';
import { readSetup } from './setup.ts';

/**
 * Our turn without its database: the real edge, guard, adapter, activity handler and dialogs over memory, one person who is always
 * known and never signed in. The difference to the whole bot is what PostgreSQL costs.
 */

const { port, appId, appSecret: password, appTenantId: tenantId, entra, connector } = readSetup();
const app = { id: appId, password, tenantId };
const log = createLog({ level: 'warn', destination: process.stderr });
const outbound = createOutbound({ twins: { entra, partnerCenter: connector, teams: connector, clock: connector } });
const { isTrustedServiceUrl, transport } = outbound;
const organisations = [{ tenantId: FJORDLINE, side: 'partner' as const, mpnId: '7000123', name: 'Fjordline IT AB' }];
const tokens = createConnectorTokens({ app, networkClient: outbound.msalNetworkClient, clock: wallClock });
const adapter = new VaxlaAdapter({ appId, connectors: createConnectors({ tokens, transport, isTrustedServiceUrl }), log, apology: () => '' });
const guard = createGuard({ appId, organisations, keys: createKeyCache({ fetch: outbound.fetch, clock: wallClock, log }), isTrustedServiceUrl, clock: wallClock });

/** Parts of the bot that these two messages must not reach. */
const notReached = (): never => {
  throw new Error('The measured turn went somewhere else.');
};
const person: KnownPerson = {
  tenantId: FJORDLINE, personId: SENDER?.id ?? '', name: SENDER?.name ?? '', side: 'partner', roles: ['admin-agent'], locale: 'en', timeZone: 'Europe/Stockholm', rolesReadAt: undefined,
};
const signIn = createSignIn({
  appId, newId: randomUUID, resumeParked: notReached,
  tokens: { has: () => Promise.resolve(false), exchange: notReached, forget: notReached },
});
const root = createRoot({
  speaker: speakerOf, text: textOf, newId: randomUUID, newHandle: () => randomBytes(16).toString('base64url'),
  isSignedIn: signIn.isSignedIn, signInMessage: signIn.message, partnerOfRecord: notReached, movableCustomers: notReached, movableLines: notReached, enrolmentGate: notReached, customerGate: notReached, showTransfer: notReached,
  orderTransfer: notReached, isOrdered: notReached, sayHelp: notReached, sayStatus: notReached, sayCustomers: notReached, sayGreeting: notReached, signOut: notReached, chooseLanguage: notReached,
  explainFault: () => Promise.resolve(false),
  partnerCenter: {} as PartnerCenter, now: () => new Date(), portal: (path) => path, factsOf: notReached, transfersOf: notReached, takeStep: notReached, choiceOf: notReached, saveChoice: notReached,
}, new ConversationState(new MemoryStorage()));
const bot = new VaxlaBot({
  root, signIn, people: { meet: () => Promise.resolve(person), withFreshRoles: notReached },
  answerPress: { execute: notReached, submit: () => Promise.resolve(false) }, reminderPresses: () => Promise.resolve(false),
  inTurn: (_context, work) => work(), isFirstDelivery: () => Promise.resolve(true), claimWelcome: notReached, reportFault: notReached, organisationName: notReached, leave: notReached,
});

const server = createServer({
  config: { listen: { host: '127.0.0.1', port } },
  guard, log, clock: wallClock, ready: () => Promise.resolve(true),
  handle: (activity, claims) => adapter.deliver(activity, claims, (context) => bot.run(context)),
});
await server.listen();
