import { join } from 'node:path';

/** Settings of the twins; the only place of the simulator that reads the environment. */
export type TwinConfig = {
  entraPort: number;
  partnerCenterPort: number;
  portalPort: number;
  teamsPort: number;
  /** App registration that the bot uses, made at run time by whoever starts the rehearsal. */
  appId: string;
  appSecret: string;
  appTenantId: string;
  /** Reply addresses of the app registration. Undefined: any address on loopback will do, which suits a client at a desk. */
  redirectUris: readonly string[] | undefined;
  botEndpoint: string;
  entraAddress: string;
  portalAddress: string;
  teamsAddress: string;
  /** Folder for journals; undefined keeps everything in memory. */
  dataDir: string | undefined;
  story: string;
  /** Stop when standard input ends, that is, when the program that started us is gone. */
  watchParent: boolean;
};

/** A setting that makes no sense; the message is one sentence that names it. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting';
}

const port = (env: NodeJS.ProcessEnv, name: string, fallback: number): number => {
  const text = env[name];
  const value = text === undefined || text === '' ? fallback : Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new BadSetting(`${name} must be a port number, but is "${text}".`);
  return value;
};

/** A list, divided by blanks or commas. */
const addresses = (env: NodeJS.ProcessEnv, name: string): readonly string[] | undefined => {
  const named = (env[name] ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const bad = named.find((one) => !URL.canParse(one));
  if (bad !== undefined) throw new BadSetting(`${name} must list whole addresses, but "${bad}" is none.`);
  return named.length === 0 ? undefined : named;
};

/** @throws {BadSetting} */
export const readTwinConfig = (env: NodeJS.ProcessEnv = process.env): TwinConfig => {
  const entraPort = port(env, 'TWIN_ENTRA_PORT', 4020);
  const portalPort = port(env, 'TWIN_PORTAL_PORT', 4030);
  const teamsPort = port(env, 'TWIN_TEAMS_PORT', 4000);
  return {
    entraPort,
    portalPort,
    teamsPort,
    partnerCenterPort: port(env, 'TWIN_PARTNER_CENTER_PORT', 4010),
    appId: env['TWIN_APP_ID'] ?? '',
    appSecret: env['TWIN_APP_SECRET'] ?? '',
    appTenantId: env['TWIN_APP_TENANT_ID'] ?? '',
    redirectUris: addresses(env, 'TWIN_REDIRECT_URIS'),
    botEndpoint: env['TWIN_BOT_ENDPOINT'] ?? 'http://127.0.0.1:3978/api/messages',
    entraAddress: env['TWIN_ENTRA_ADDRESS'] ?? `http://127.0.0.1:${entraPort}`,
    portalAddress: env['TWIN_PORTAL_ADDRESS'] ?? `http://127.0.0.1:${portalPort}`,
    teamsAddress: env['TWIN_TEAMS_ADDRESS'] ?? `http://127.0.0.1:${teamsPort}`,
    dataDir: env['TWIN_DATA_DIR'] === undefined ? undefined : join(env['TWIN_DATA_DIR']),
    story: env['TWIN_STORY'] ?? 'transfer-ready',
    watchParent: env['TWIN_WATCH_PARENT'] === '1',
  };
};

/** Whoever lists reply addresses wants them checked as Entra checks them. */
export const redirectsOf = ({ redirectUris }: TwinConfig): { redirectUris?: readonly string[]; onlyRegistered?: true } =>
  redirectUris === undefined ? {} : { redirectUris, onlyRegistered: true };
