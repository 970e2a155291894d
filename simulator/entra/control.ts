import { z } from 'zod';
import { Refusal } from '../http.ts';
import type { Ask, Handler, Reply, Route } from '../http.ts';
import type { TwinClock } from '../clock.ts';
import { channelClaims, ssoClaims } from './claims.ts';
import type { Directory, TwinApp } from './directory.ts';
import { sign } from './keys.ts';
import type { TwinKeys } from './keys.ts';
import type { Registration } from './registration.ts';

type Deps = {
  app: TwinApp;
  keys: TwinKeys;
  directory: Directory;
  registration: Registration;
  wallSeconds: () => number;
  clock: Pick<TwinClock, 'now'> & Partial<TwinClock>;
};

const personId = z.string().min(1);
const ChannelToken = z.strictObject({ serviceUrl: z.url() });
const SsoToken = z.strictObject({ tenantId: z.string().min(1), personId });
const Change = z.strictObject({
  roles: z.array(z.enum(['AdminAgents', 'SalesAgents', 'HelpdeskAgents', 'BillingAdmin', 'GlobalAdministrator'])).optional(),
  amr: z.array(z.string().min(1)).optional(),
  disabled: z.boolean().optional(),
  revoked: z.literal(true, 'A revocation is not taken back; the person signs in again.').optional(),
});
const FaultChange = z.strictObject({
  denyConditionalAccess: personId.nullable().optional(),
  requireMfa: personId.nullable().optional(),
  keysDown: z.union([z.enum(['entra', 'channel', 'all']), z.boolean()]).nullable().transform((which) => (which === true ? 'all' as const : which === false ? null : which)).optional(),
  tokenDown: z.boolean().optional(),
  refreshRotation: z.enum(['keep-old', 'single-use', 'none']).optional(),
  slowMs: z.number().int().min(0).max(60_000).optional(),
});
const KeyRoll = z.strictObject({ which: z.enum(['entra', 'channel']), keepOld: z.boolean().default(true) });
const KeyAnnouncement = z.strictObject({ which: z.enum(['entra', 'channel']) });
const AppChange = z.strictObject({ redirectUris: z.array(z.url()).optional(), onlyRegistered: z.boolean().optional(), certificate: z.string().min(1).optional() });
const ClockMove = z.strictObject({ offset: z.number().min(0) });

/** What only the other twins, the trainer's page and tests may ask; not part of what Microsoft serves. */
export const controlRoutes = (deps: Deps): Route[] => {
  const routes: Route[] = [
    ['post', '/twin/channel-token', (ask) => channelToken(deps, ask)],
    ['post', '/twin/sso-token', (ask) => ssoToken(deps, ask)],
    ['get', '/twin/people', () => ({ status: 200, body: { people: deps.directory.people() } })],
    ['post', '/twin/people/:personId', (ask) => changePerson(deps, ask)],
    ['get', '/twin/faults', () => ({ status: 200, body: deps.directory.faults() })],
    ['post', '/twin/faults', (ask) => ({ status: 200, body: deps.directory.setFaults(parse(FaultChange, ask)) })],
    ['post', '/twin/keys/roll', (ask) => rollKey(deps, ask)],
    ['post', '/twin/keys/announce', (ask) => announceKey(deps, ask)],
    ['get', '/twin/app', () => ({ status: 200, body: deps.registration.describe() })],
    ['post', '/twin/app', (ask) => changeApp(deps, ask)],
    ['get', '/twin/clock', () => clockReply(deps)],
    ['post', '/twin/clock', (ask) => moveClock(deps, ask)],
  ];
  return routes.map(([method, path, handler]) => [method, path, ownMachineOnly(handler)] as const);
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const isLoopback = (url: string): boolean => URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);

/** The twin listens on loopback; this also keeps out web pages that talk to it through a visitor's browser, by their origin or a name that points here. */
const ownMachineOnly = (handler: Handler): Handler => (ask) => {
  const { host, origin } = ask.headers;
  const fine = isLoopback(`http://${String(host ?? '')}`) && (origin === undefined || isLoopback(String(origin)));
  if (!fine) throw new Refusal({ status: 403, body: { message: 'This address is for programs on the same machine.' } });
  return handler(ask);
};

const parse = <T>(schema: z.ZodType<T>, ask: Ask): T => {
  const read = schema.safeParse(ask.body ?? {});
  if (read.success) return read.data;
  throw new Refusal({ status: 400, body: { message: z.prettifyError(read.error) } });
};

const unknownPerson = (): Refusal => new Refusal({ status: 404, body: { message: 'There is no such person in that tenant.' } });

const channelToken = async (deps: Deps, ask: Ask): Promise<Reply> => {
  const { serviceUrl } = parse(ChannelToken, ask);
  return { status: 200, body: { token: await sign(deps.keys.channel, channelClaims(deps.app.id, serviceUrl, deps.wallSeconds())) } };
};

/** Given for a disabled person too: Teams may go on using the sign-in token it holds, and the exchange is where it must fail. */
const ssoToken = async (deps: Deps, ask: Ask): Promise<Reply> => {
  const wanted = parse(SsoToken, ask);
  const person = deps.directory.person(wanted.personId);
  if (person === undefined || person.tenantId !== wanted.tenantId) throw unknownPerson();
  return { status: 200, body: { token: await sign(deps.keys.entra, ssoClaims(person, deps.app.id, deps.wallSeconds())) } };
};

/** A roll of good manners: the next key is to be seen before anything is signed with it. */
const announceKey = async ({ keys }: Deps, ask: Ask): Promise<Reply> => {
  const { which } = parse(KeyAnnouncement, ask);
  const { kid } = await keys.announce(which);
  return { status: 200, body: { kid, published: keys.published(which).map((key) => key.kid) } };
};

const rollKey = async ({ keys }: Deps, ask: Ask): Promise<Reply> => {
  const { which, keepOld } = parse(KeyRoll, ask);
  const { kid } = await keys.roll(which, keepOld);
  return { status: 200, body: { kid, published: keys.published(which).map((key) => key.kid) } };
};

const changeApp = ({ registration }: Deps, ask: Ask): Reply => {
  const { redirectUris, onlyRegistered, certificate } = parse(AppChange, ask);
  try {
    if (certificate !== undefined) registration.addCertificate(certificate);
  } catch (error) {
    throw new Refusal({ status: 400, body: { message: `The certificate cannot be read: ${(error as Error).message}` } });
  }
  if (redirectUris !== undefined) registration.setRedirectUris(redirectUris);
  if (onlyRegistered !== undefined) registration.setOnlyRegistered(onlyRegistered);
  return { status: 200, body: registration.describe() };
};

const changePerson = (deps: Deps, ask: Ask): Reply => {
  const person = deps.directory.change(ask.params['personId'] ?? '', parse(Change, ask));
  if (person === undefined) throw unknownPerson();
  return { status: 200, body: person };
};

const clockReply = ({ clock }: Deps): Reply => ({ status: 200, body: { now: clock.now().toISOString(), offset: clock.offset?.() ?? null } });

/** Moves business time to an offset from real time in milliseconds, so that one hand can keep several twins together. */
const moveClock = (deps: Deps, ask: Ask): Reply => {
  const { offset } = parse(ClockMove, ask);
  const { clock } = deps;
  if (clock.advance === undefined || clock.offset === undefined) throw new Refusal({ status: 409, body: { message: 'This clock is moved by whoever started the twin.' } });
  if (offset < clock.offset()) throw new Refusal({ status: 409, body: { message: 'The clock moves forward only.' } });
  clock.advance(offset - clock.offset());
  return clockReply(deps);
};
