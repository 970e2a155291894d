import type { Keys } from './keys.ts';
import type { Place } from './refusal.ts';
import type { Environment, Settings } from './settings.ts';

export type ProgramName = Exclude<Place, 'portal'>;
/** `file` from the project's root; `env` is all that the program sees of the environment. */
export type Program = { readonly name: ProgramName; readonly file: string; readonly env: Environment };

export type Organisation = { readonly tenantId: string; readonly side: 'partner' | 'provider'; readonly mpnId: string; readonly name: string };

type Parts = { settings: Settings; keys: Keys; organisations: readonly Organisation[]; env: Environment };

export const addressOf = (settings: Settings, place: Place): string => `http://127.0.0.1:${settings.ports[place]}`;

const twinEnv = ({ settings, keys, env }: Parts): Environment => ({
  ...env,
  DATABASE_URL: undefined,
  TWIN_ENTRA_PORT: String(settings.ports.entra),
  TWIN_PARTNER_CENTER_PORT: String(settings.ports['partner-center']),
  TWIN_PORTAL_PORT: String(settings.ports.portal),
  TWIN_TEAMS_PORT: String(settings.ports.teams),
  TWIN_APP_ID: keys.appId,
  TWIN_APP_SECRET: keys.appSecret,
  TWIN_APP_TENANT_ID: keys.appTenantId,
  TWIN_BOT_ENDPOINT: `${addressOf(settings, 'bot')}/api/messages`,
  TWIN_DATA_DIR: `${settings.dataDir}/twins`,
  TWIN_STORY: keys.story,
  TWIN_WATCH_PARENT: '1',
});

/** The bot is told of the twins by addresses only, and gets the same kinds of settings as in production. */
export const botEnv = ({ settings, keys, organisations, env }: Parts): Environment => ({
  ...env,
  VAXLA_DATA_DIR: settings.databaseUrl === undefined ? settings.dataDir : undefined,
  HOST: '127.0.0.1',
  PORT: String(settings.ports.bot),
  MICROSOFT_APP_ID: keys.appId,
  MICROSOFT_APP_PASSWORD: keys.appSecret,
  MICROSOFT_APP_TENANT_ID: keys.appTenantId,
  MICROSOFT_APP_TYPE: 'SingleTenant',
  VAXLA_ORGANISATIONS: JSON.stringify(organisations),
  VAXLA_SEALING_KEY: keys.sealingKey,
  VAXLA_WATCH_PARENT: '1',
  VAXLA_WEBHOOK_ADDRESS: addressOf(settings, 'bot'),
  TWIN_ENTRA_ADDRESS: addressOf(settings, 'entra'),
  TWIN_PARTNER_CENTER_ADDRESS: addressOf(settings, 'partner-center'),
  TWIN_TEAMS_ADDRESS: addressOf(settings, 'teams'),
  TWIN_CLOCK_ADDRESS: addressOf(settings, 'portal'),
});

/** The four programs of a rehearsal; the bot first, because it needs longest. */
export const programsOf = (parts: Parts): readonly Program[] => {
  const twins = twinEnv(parts);
  return [
    { name: 'bot', file: 'bot/index.ts', env: botEnv(parts) },
    { name: 'entra', file: 'simulator/entra/main.ts', env: twins },
    { name: 'partner-center', file: 'simulator/partner-center/main.ts', env: twins },
    { name: 'teams', file: 'simulator/teams/main.ts', env: twins },
  ];
};

/** A wish to die at some point is for one time: the plug is pulled once, and what is started again goes on. */
export const onceMore = (program: Program): Program => ({ ...program, env: { ...program.env, VAXLA_CRASH_AT: undefined } });
