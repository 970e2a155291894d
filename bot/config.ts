import { isGuid, isLoopbackHost, readOrganisations, twinAddressFault, webhookAddressFault } from './config-checks.ts';
import type { OrganisationSetting } from './config-checks.ts';

export type { OrganisationSetting };

/** Addresses of the rehearsal's programs; they take the place of Microsoft's hosts (see bot/outbound/addresses.ts). */
export type TwinAddresses = { entra: string; partnerCenter: string; teams: string; clock: string };

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export type Config = {
  app: { id: string; password: string; tenantId: string };
  listen: { host: string; port: number };
  organisations: OrganisationSetting[];
  /** Either an address of PostgreSQL, or the folder where the embedded server keeps its data. */
  database: { url: string } | { dataDir: string };
  /** 32 bytes that seal refresh tokens at rest. */
  sealingKey: Buffer;
  logLevel: LogLevel;
  /** Set in a rehearsal only: all four, on loopback, and never beside production marks. */
  twins?: TwinAddresses;
  /** Origin under which Partner Center reaches this bot with its events; without it the bot only looks at intervals. */
  webhookAddress?: string;
  /** A test's wish to end the process between two steps (F01-F14); refused outside a rehearsal. */
  crashAt?: string;
  /** Stop when standard input ends, that is, when the program that started us is gone. */
  watchParent: boolean;
};

/** Settings that are missing or contradict each other: one line each. `index.ts` prints them and exits with 78 (EX_CONFIG). */
export class ConfigError extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
    this.lines = lines;
  }
}

type Reader = { text(name: string): string; required(name: string, hint: string): string; fault(line: string): void };

const LEVELS: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const TWINS = { entra: 'TWIN_ENTRA_ADDRESS', partnerCenter: 'TWIN_PARTNER_CENTER_ADDRESS', teams: 'TWIN_TEAMS_ADDRESS', clock: 'TWIN_CLOCK_ADDRESS' } as const;
const PRODUCTION_MARKS = ['WEBSITE_INSTANCE_ID', 'CONTAINER_APP_NAME'];

const readApp = (read: Reader): Config['app'] => {
  const id = read.required('MICROSOFT_APP_ID', 'the application (client) id of the bot; without it the bot would have to believe anybody');
  const password = read.required('MICROSOFT_APP_PASSWORD', 'the client secret of the bot');
  const tenantId = read.required('MICROSOFT_APP_TENANT_ID', 'the tenant where the bot is registered');
  const type = read.required('MICROSOFT_APP_TYPE', 'SingleTenant');
  if (id !== '' && !isGuid(id)) read.fault('MICROSOFT_APP_ID is not a GUID.');
  if (tenantId !== '' && !isGuid(tenantId)) read.fault('MICROSOFT_APP_TENANT_ID is not a GUID.');
  if (type !== '' && type !== 'SingleTenant') read.fault(`MICROSOFT_APP_TYPE must be SingleTenant, but is "${type}".`);
  return { id: id.toLowerCase(), password, tenantId: tenantId.toLowerCase() };
};

const readListen = (read: Reader): Config['listen'] => {
  const port = Number(read.text('PORT') || '3978');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) read.fault(`PORT must be a port number, but is "${read.text('PORT')}".`);
  return { host: read.text('HOST') || '127.0.0.1', port };
};

const readDatabase = (read: Reader): Config['database'] => {
  const url = read.text('DATABASE_URL');
  if (url === '') return { dataDir: read.text('VAXLA_DATA_DIR') || './data' };
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) read.fault('DATABASE_URL is not an address that begins with postgres://.');
  if (read.text('VAXLA_DATA_DIR') !== '') read.fault('DATABASE_URL and VAXLA_DATA_DIR contradict each other: set one of them.');
  return { url };
};

const readSealingKey = (read: Reader): Buffer => {
  const text = read.required('VAXLA_SEALING_KEY', '32 random bytes in base64; they seal the stored tokens');
  const key = Buffer.from(text, 'base64');
  const exact = /^[A-Za-z0-9+/]{43}=$/.test(text) && key.length === 32 && key.some((byte) => byte !== 0);
  if (text !== '' && !exact) read.fault('VAXLA_SEALING_KEY must be 32 random bytes in base64 (44 characters).');
  return key;
};

const databaseHost = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

const readTwins = (read: Reader, listen: Config['listen'], database: Config['database']): TwinAddresses | undefined => {
  const given = Object.entries(TWINS).map(([key, name]) => ({ key, name, address: read.text(name) }));
  const missing = given.filter((twin) => twin.address === '');
  if (missing.length === given.length) return undefined;
  for (const { name } of missing) read.fault(`${name} is missing: the four TWIN_…_ADDRESS settings go together, all or none.`);
  for (const { name, address } of given) {
    const fault = address === '' ? undefined : twinAddressFault(address);
    if (fault !== undefined) read.fault(`${name} ${fault}.`);
  }
  const rehearsal = 'twins are for rehearsals on this machine only. Remove the TWIN_…_ADDRESS settings';
  if (read.text('NODE_ENV') === 'production') read.fault(`NODE_ENV is production, but ${rehearsal}, or NODE_ENV.`);
  for (const mark of PRODUCTION_MARKS) if (read.text(mark) !== '') read.fault(`${mark} says that this is a production host, but ${rehearsal}.`);
  if (!isLoopbackHost(listen.host)) read.fault(`HOST is not on loopback, but ${rehearsal}, or set HOST to 127.0.0.1.`);
  if ('url' in database && !isLoopbackHost(databaseHost(database.url))) read.fault(`DATABASE_URL is not on loopback, but ${rehearsal}, or DATABASE_URL.`);
  // Origins, so that later comparisons are exact.
  return Object.fromEntries(given.map(({ key, address }) => [key, URL.canParse(address) ? new URL(address).origin : ''])) as TwinAddresses;
};

/**
 * The only reader of the environment in the bot. Throws one `ConfigError` that names every missing or contradictory
 * setting, because a person who has to start five times to learn of five faults stops reading them.
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>> = process.env): Config => {
  const faults: string[] = [];
  const text = (name: string): string => (env[name] ?? '').trim();
  const required = (name: string, hint: string): string => {
    if (text(name) === '') faults.push(`${name} is missing: ${hint}.`);
    return text(name);
  };
  const read: Reader = { text, required, fault: (line) => void faults.push(line) };
  const app = readApp(read);
  const listen = readListen(read);
  const named = required('VAXLA_ORGANISATIONS', 'the organisations that may use the bot, as tenantId:side:PartnerID:name;…');
  const { organisations, faults: wrong } = named === '' ? { organisations: [], faults: [] } : readOrganisations(named);
  faults.push(...wrong);
  const database = readDatabase(read);
  const sealingKey = readSealingKey(read);
  const logLevel = text('LOG_LEVEL') || 'info';
  if (!LEVELS.includes(logLevel)) faults.push(`LOG_LEVEL must be one of ${LEVELS.join(', ')}, but is "${logLevel}".`);
  const twins = readTwins(read, listen, database);
  const webhook = text('VAXLA_WEBHOOK_ADDRESS');
  const badWebhook = webhook === '' ? undefined : webhookAddressFault(webhook, twins !== undefined);
  if (badWebhook !== undefined) faults.push(`VAXLA_WEBHOOK_ADDRESS ${badWebhook}.`);
  const crashAt = text('VAXLA_CRASH_AT');
  if (crashAt !== '' && twins === undefined) faults.push('VAXLA_CRASH_AT ends the process on purpose and is for rehearsals only: remove it.');
  if (faults.length > 0) throw new ConfigError(faults);
  const rehearsal = twins === undefined ? {} : { twins, ...(crashAt !== '' && { crashAt }) };
  const events = webhook === '' ? {} : { webhookAddress: new URL(webhook).origin };
  return { app, listen, organisations, database, sealingKey, logLevel: logLevel as LogLevel, watchParent: text('VAXLA_WATCH_PARENT') === '1', ...events, ...rehearsal };
};

/** Throws a `ConfigError` with one sentence on Node older than 24. Call it before anything else is imported. */
export const requireNode24 = (version: string = process.versions.node): void => {
  if (Number.parseInt(version, 10) >= 24) return;
  throw new ConfigError([`Växla needs Node 24 or newer, but this is Node ${version}: start it with an npm script (npm start, npm run bot), which brings its own.`]);
};
