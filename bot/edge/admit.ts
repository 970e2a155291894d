import { isGuid } from '../config-checks.ts';
import type { OrganisationSetting } from '../config.ts';

/** The activity as parsed JSON: every field is a claim of the sender and is checked before use. */
export type IncomingActivity = Record<string, unknown>;

export type Admitted = {
  admitted: true;
  /** The organisation whose tenant the conversation belongs to. */
  organisation: OrganisationSetting;
  tenantId: string;
  /** Object id of the person, lower case; undefined for activities that nobody in particular sent. */
  personId: string | undefined;
};
export type Admission = Admitted | { admitted: false; reason: string };

export type AdmitDeps = {
  appId: string;
  allowed: ReadonlyMap<string, OrganisationSetting>;
  isTrustedServiceUrl: (url: unknown) => boolean;
};

/** Activities that stand for something a person did; they must say who. */
const PERSONAL: ReadonlySet<unknown> = new Set(['message', 'invoke', 'event', 'messageUpdate', 'messageDelete', 'messageReaction']);

const field = (value: unknown, ...path: string[]): unknown => {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
};

/** The tenant of the conversation. Teams tells it in two places; where both speak they must agree. */
const tenantOf = (activity: IncomingActivity): string | undefined => {
  const told = [field(activity, 'conversation', 'tenantId'), field(activity, 'channelData', 'tenant', 'id')].filter((id) => id !== undefined && id !== null);
  const [first, second = first] = told;
  if (!isGuid(first) || !isGuid(second)) return undefined;
  return first.toLowerCase() === second.toLowerCase() ? first.toLowerCase() : undefined;
};

const fault = (deps: AdmitDeps, token: { serviceUrl: string }, activity: IncomingActivity): string | undefined => {
  const { serviceUrl, channelId } = activity;
  const personId = field(activity, 'from', 'aadObjectId');
  const recipient = field(activity, 'recipient', 'id');
  if (typeof activity['type'] !== 'string' || activity['type'] === '') return 'type';
  if (typeof serviceUrl !== 'string' || serviceUrl !== token.serviceUrl) return 'service-url';
  if (!deps.isTrustedServiceUrl(serviceUrl)) return 'service-url-host';
  if (channelId !== 'msteams') return 'channel';
  if (typeof recipient !== 'string' || recipient.toLowerCase() !== `28:${deps.appId.toLowerCase()}`) return 'recipient';
  if (typeof field(activity, 'conversation', 'id') !== 'string') return 'conversation';
  if (personId === undefined || personId === null ? PERSONAL.has(activity['type']) : !isGuid(personId)) return 'person';
  return undefined;
};

/** A good token proves the service, not the person nor the body (B2): what the body claims is compared with the token and with our lists. */
export const admitActivity = (deps: AdmitDeps, token: { serviceUrl: string }, activity: IncomingActivity): Admission => {
  const reason = fault(deps, token, activity);
  if (reason !== undefined) return { admitted: false, reason };
  const tenantId = tenantOf(activity);
  const organisation = tenantId === undefined ? undefined : deps.allowed.get(tenantId);
  if (tenantId === undefined || organisation === undefined) return { admitted: false, reason: 'tenant' };
  const personId = field(activity, 'from', 'aadObjectId');
  return { admitted: true, organisation, tenantId, personId: isGuid(personId) ? personId.toLowerCase() : undefined };
};
