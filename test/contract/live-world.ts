import type { TokenSource } from '../../partnercenter/access.ts';
import { readClaims } from '../../partnercenter/claims.ts';
import { TokenError } from '../../partnercenter/errors.ts';
import type { Fetch } from '../../partnercenter/http.ts';
import { createPartnerCenter } from '../../partnercenter/partner-center.ts';
import { createTokens } from '../../partnercenter/tokens.ts';
import { FACTS, type Fact, type LiveSettings } from '../../scripts/contract/settings.ts';
import { memoryPartitions } from '../partnercenter/memory-partitions.ts';
import type { ContractCheck, ContractWorld } from './partner-center.ts';
import { networkOver, redirecting } from './twin-world.ts';

const PARTNER_CENTER = 'https://api.partnercenter.microsoft.com';

/** Why a check is not for this run; undefined when it may run. Whatever nobody could take back never runs outside the twin. */
export const whyNotLive = (settings: LiveSettings, { deed, needs }: ContractCheck): string | undefined => {
  if (deed === 'staged') return 'needs weather and a clock that only the twin has';
  if (deed === 'lasting') return 'does what cannot be taken back, or acts for other companies';
  if (deed === 'reversible' && !settings.writes) return 'writes, and this run only reads; --writes <tenant id> allows what can be taken back';
  const missing = needs.filter((fact) => settings.facts[fact] === undefined);
  return missing.length === 0 ? undefined : `needs ${missing.map((fact) => FACTS[fact]).join(', ')}`;
};

const TAKEN_BACK = /^\/v1\/customers\/[^/]+\/transfers(\/[^/]+)?$/;

/** The last gate: whatever a check or the client does, nothing leaves that this run must not send. */
const guarded = (outbound: Fetch, settings: LiveSettings): Fetch => async (url, init) => {
  const { origin, pathname } = new URL(url);
  const method = init.method ?? 'GET';
  const mayPass = origin !== PARTNER_CENTER || method === 'GET' || method === 'HEAD' || (settings.writes && (method === 'POST' || method === 'DELETE') && TAKEN_BACK.test(pathname));
  if (!mayPass) throw new Error(`${method} ${pathname} must not be sent in this run.`);
  return outbound(url, init);
};

/** The application by its own secret, the one person by the token that was handed in, and nobody else. */
const tokenSource = (settings: LiveSettings, outbound: Fetch): TokenSource => {
  const { appId, appSecret, tenantId, userToken } = settings;
  const personId = readClaims(userToken)?.personId;
  const tokens = createTokens({ appId, appSecret, networkClient: networkOver(outbound), partitions: memoryPartitions(), clock: { now: () => new Date() } });
  return async (access, options) => {
    if (access.kind === 'app') return tokens.source(access, options);
    if (access.tenantId !== tenantId || access.personId !== personId) throw new TokenError('sign-in-needed', {});
    return userToken;
  };
};

const onlyTheTwin = (): Promise<never> => Promise.reject(new Error('Only the twin can do this.'));

/** A live tenant as the suite sees it. Facts that were not given are empty: the checks that need them do not run. */
export const makeLiveWorld = async (settings: LiveSettings): Promise<ContractWorld> => {
  const outbound = guarded(redirecting({ [PARTNER_CENTER]: settings.api, 'https://login.microsoftonline.com': settings.authority }), settings);
  const partnerCenter = createPartnerCenter({ fetch: outbound, tokens: tokenSource(settings, outbound), clock: { now: () => new Date() } });
  const fact = (name: Fact): string => settings.facts[name] ?? '';
  const { tenantId } = settings;
  const person = { kind: 'person', tenantId, personId: readClaims(settings.userToken)?.personId ?? '' } as const;
  const id = fact('customer');
  const name = id === '' ? '' : (await partnerCenter.customers.get(person, id)).name;
  const providers = id === '' ? [] : await partnerCenter.customers.relationshipsOf(person, id);
  return {
    partnerCenter, partnerApp: { kind: 'app', tenantId }, partnerAdmin: person,
    providerAdmin: person, providerHelpdesk: person, bystanderAdmin: person,
    partnerOfRecord: fact('partnerOfRecord'),
    customer: {
      id, name, provider: { tenantId: fact('provider'), name: providers.find((one) => one.tenantId === fact('provider'))?.name ?? '' },
      withoutProvider: fact('withoutProvider'), attested: fact('attested'), noAgreement: fact('noAgreement'),
    },
    holdings: { withAddons: fact('withAddons'), plain: fact('plain'), azure: fact('azure'), suspended: fact('suspended'), newCommerce: fact('newCommerce') },
    settle: onlyTheTwin, failNextAccept: onlyTheTwin, disturb: onlyTheTwin,
    close: () => Promise.resolve(),
  };
};
