import { parseArgs } from 'node:util';

/** What a contract run against a live tenant is told. Addresses end without a slash. */
export type LiveSettings = {
  readonly tenantId: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Delegated access token of an Admin agent of the tenant, for Partner Center. */
  readonly userToken: string;
  readonly api: string;
  readonly authority: string;
  /** Whether transfers may be created and withdrawn again. */
  readonly writes: boolean;
  /** What the tests are about; those whose facts are missing are not run. */
  readonly facts: Readonly<Partial<Record<Fact, string>>>;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is missing or makes no sense; one sentence, without the value of any secret. */
export class BadContractSetting extends Error {
  override readonly name = 'BadContractSetting';
}

const CREDENTIALS = ['CONTRACT_TENANT_ID', 'CONTRACT_APP_ID', 'CONTRACT_APP_SECRET', 'CONTRACT_USER_TOKEN'] as const;

/** Fact -> the variable that names it. */
export const FACTS = {
  customer: 'CONTRACT_CUSTOMER', provider: 'CONTRACT_PROVIDER', withoutProvider: 'CONTRACT_CUSTOMER_WITHOUT_PROVIDER',
  attested: 'CONTRACT_CUSTOMER_ATTESTED', noAgreement: 'CONTRACT_CUSTOMER_NO_AGREEMENT',
  withAddons: 'CONTRACT_SUBSCRIPTION_WITH_ADDONS', plain: 'CONTRACT_SUBSCRIPTION_PLAIN', azure: 'CONTRACT_SUBSCRIPTION_AZURE',
  suspended: 'CONTRACT_SUBSCRIPTION_SUSPENDED', newCommerce: 'CONTRACT_SUBSCRIPTION_NEW_COMMERCE', partnerOfRecord: 'CONTRACT_PARTNER_OF_RECORD',
} as const;
export type Fact = keyof typeof FACTS;

/** Set by scripts/contract.ts alone, from `--writes`. */
export const WRITES = 'CONTRACT_WRITES';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const text = (env: Environment, name: string): string => (env[name] ?? '').trim();

/** The tenant that `--writes` names; undefined for a run that only reads. */
export const readWrites = (args: readonly string[]): string | undefined => {
  try {
    return parseArgs({ args: [...args], options: { writes: { type: 'string' } } }).values.writes?.toLowerCase();
  } catch {
    throw new BadContractSetting('npm run contract takes one option: --writes <tenant id>.');
  }
};

const guid = (env: Environment, name: string): string => {
  const value = text(env, name).toLowerCase();
  if (!GUID.test(value)) throw new BadContractSetting(`${name} must be a GUID.`);
  return value;
};

/** HTTPS, or a twin on this machine: a secret goes to this address. */
const address = (env: Environment, name: string, usual: string): string => {
  const value = text(env, name);
  if (value === '') return usual;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === '127.0.0.1');
  if (url === undefined || !isSafe || url.pathname !== '/') throw new BadContractSetting(`${name} must be an https address without a path, or http://127.0.0.1 with a port.`);
  return url.origin;
};

const claimsOf = (token: string): { tid?: unknown; exp?: unknown } => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as object;
  } catch {
    throw new BadContractSetting('CONTRACT_USER_TOKEN is not an access token.');
  }
};

const userToken = (env: Environment, tenantId: string, now: Date): string => {
  const token = text(env, 'CONTRACT_USER_TOKEN');
  const { tid, exp } = claimsOf(token);
  if (String(tid).toLowerCase() !== tenantId) throw new BadContractSetting('CONTRACT_USER_TOKEN is of another tenant than CONTRACT_TENANT_ID.');
  if (typeof exp !== 'number' || exp * 1000 <= now.getTime()) throw new BadContractSetting('CONTRACT_USER_TOKEN has run out; such a token lives about an hour.');
  return token;
};

const readFacts = (env: Environment): LiveSettings['facts'] => {
  const set = (Object.keys(FACTS) as Fact[]).filter((fact) => text(env, FACTS[fact]) !== '');
  return Object.fromEntries(set.map((fact) => [fact, fact === 'partnerOfRecord' ? text(env, FACTS[fact]) : guid(env, FACTS[fact])]));
};

/**
 * The live tenant of the environment; undefined when none is named, which means the twin.
 * @throws {BadContractSetting}
 */
export const readContractSettings = (env: Environment, now: Date): LiveSettings | undefined => {
  const missing = CREDENTIALS.filter((name) => text(env, name) === '');
  const writes = text(env, WRITES).toLowerCase();
  if (missing.length === CREDENTIALS.length) {
    if (writes !== '') throw new BadContractSetting(`--writes names a tenant, but there are no credentials for one: set ${CREDENTIALS.join(', ')}.`);
    return undefined;
  }
  if (missing.length > 0) throw new BadContractSetting(`A run against a live tenant also needs ${missing.join(', ')}; without any of ${CREDENTIALS.join(', ')} the twin is asked.`);
  const tenantId = guid(env, 'CONTRACT_TENANT_ID');
  if (writes !== '' && writes !== tenantId) throw new BadContractSetting('--writes must name the tenant of CONTRACT_TENANT_ID; nothing was sent.');
  return {
    tenantId, appId: guid(env, 'CONTRACT_APP_ID'), appSecret: text(env, 'CONTRACT_APP_SECRET'), userToken: userToken(env, tenantId, now),
    api: address(env, 'CONTRACT_API_ADDRESS', 'https://api.partnercenter.microsoft.com'),
    authority: address(env, 'CONTRACT_AUTHORITY', 'https://login.microsoftonline.com'),
    writes: writes !== '', facts: readFacts(env),
  };
};
