import type { WireMpnProfile } from '../../../partnercenter/wire.ts';
import { objectBody, objectType, ok, self, type Call, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { etag } from '../ids.ts';
import { initialBody, readProfile } from '../profile-bodies.ts';
import type { ProfileBody, ProfileKind, ProfileRecord } from '../profile-records.ts';
import { switchOf } from '../switches.ts';

const HOUR = 3_600_000;

/** §4.1: own profile, or somebody else's by MPN id. */
const mpnProfile = ({ ask, state, partner }: Call): WireMpnProfile => {
  const mpnId = ask.query.get('mpnId') ?? partner.mpnId;
  const found = state.partners.all().find((p) => p.mpnId === mpnId);
  if (found === undefined) throw new ApiError('mpnUnknown');
  return {
    mpnId, partnerName: found.name, profileType: 'MpnProfile', links: self(`/profiles/mpn?mpnId=${mpnId}`), attributes: objectType('MpnProfile'),
  };
};

const NAMES: Readonly<Record<ProfileKind, string>> = {
  legalbusiness: 'LegalBusinessProfile', organization: 'OrganizationProfile', billing: 'BillingProfile', support: 'SupportProfile',
};

const keyOf = ({ partner }: Call, kind: ProfileKind): string => `${partner.id}/${kind}`;
const stored = (call: Call, kind: ProfileKind): ProfileRecord | undefined => call.state.profiles.get(keyOf(call, kind));
const etagOf = (call: Call, kind: ProfileKind): string => etag(call.partner.id, stored(call, kind)?.version ?? 1);

/** The common frame; only the billing profile carries an etag (§4.3). */
const frame = (call: Call, kind: ProfileKind, body: ProfileBody): object => ({
  ...(kind === 'organization' ? { id: call.partner.id, tenantId: call.partner.id, domain: call.partner.domain } : {}),
  ...body, profileType: NAMES[kind], links: self(`/profiles/${kind}`),
  attributes: objectType(NAMES[kind], kind === 'billing' ? etagOf(call, kind) : undefined),
});

const plain = (call: Call, kind: ProfileKind): object => frame(call, kind, stored(call, kind)?.body ?? initialBody(call.partner, kind));

const isBeingVetted = ({ state, now }: Call, record: ProfileRecord): boolean =>
  now.getTime() - Date.parse(record.changedAt) < Number(switchOf(state, 'profiles.vettingHours')) * HOUR;

/** §4.2: a change is vetted anew; until that is done, LastFinalized still tells what held before. */
const legal = (call: Call): object => {
  const version = call.ask.query.get('vettingVersion') ?? 'Current';
  if (version !== 'Current' && version !== 'LastFinalized') throw new ApiError('badInput', 'vettingVersion is not known.');
  const record = stored(call, 'legalbusiness');
  const done = { vettingStatus: 'authorized', vettingSubStatus: 'none' };
  if (record === undefined || !isBeingVetted(call, record)) {
    return frame(call, 'legalbusiness', { ...(record?.body ?? initialBody(call.partner, 'legalbusiness')), ...done });
  }
  if (version === 'LastFinalized') return frame(call, 'legalbusiness', { ...record.before, ...done });
  return frame(call, 'legalbusiness', { ...record.body, vettingStatus: 'pending', vettingSubStatus: 'entry' });
};

const read = (call: Call, kind: ProfileKind): object => (kind === 'legalbusiness' ? legal(call) : plain(call, kind));

/** A write names the version that it was made from (§3.1); quotes and letter case of the header's value are those of the client. */
const requireEtag = (call: Call): void => {
  const sent = call.ask.headers['if-match'];
  if (typeof sent === 'string' && sent.replace(/^W\/|"/g, '') === etagOf(call, 'billing')) return;
  throw new ApiError(switchOf(call.state, 'subscriptions.staleEtag') === '412' ? 'preconditionFailed' : 'staleEtag');
};

const write = (call: Call, kind: ProfileKind): object => {
  const body = readProfile(kind, objectBody(call.ask));
  if (kind === 'billing') requireEtag(call);
  const old = stored(call, kind);
  const held = old?.body ?? initialBody(call.partner, kind);
  const before = old !== undefined && isBeingVetted(call, old) ? old.before : held;
  call.state.profiles.set(keyOf(call, kind), {
    partnerId: call.partner.id, kind, version: (old?.version ?? 1) + 1, changedAt: call.now.toISOString(), body, before,
  });
  return read(call, kind);
};

/** Global and admin agents write (§2.3 names no role for profiles, U); a person is needed but for reading the legal profile. */
const pair = (kind: ProfileKind): Resource[] => [
  { method: 'get', path: `/v1/profiles/${kind}`, modes: kind === 'legalbusiness' ? 'A/U' : 'U', handle: (call) => ok(read(call, kind)) },
  { method: 'put', path: `/v1/profiles/${kind}`, modes: 'U', roles: ['GlobalAdministrator', 'AdminAgents'], handle: (call) => ok(write(call, kind)) },
];

export const profiles: readonly Resource[] = [
  { method: 'get', path: '/v1/profiles/mpn', modes: 'U', handle: (call) => ok(mpnProfile(call)) },
  ...pair('legalbusiness'), ...pair('organization'), ...pair('billing'), ...pair('support'),
];
