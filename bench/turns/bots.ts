import { randomBytes, randomUUID } from 'node:crypto';
import { freshDatabase } from '../../test/helpers/postgres.ts';
import { freePort, start } from '../program.ts';
import type { Program, ProgramOptions } from '../program.ts';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import type { Setup } from './setup.ts';
import { serviceUrlOf } from './setup.ts';

/** The world around the measured bots: Entra twin, counting connector, database. None of them is measured. */
export type World = {
  setup: Omit<Setup, 'port'>;
  serviceUrl: string;
  databaseUrl: string;
  token: string;
  replies(): Promise<number>;
  stop(): Promise<void>;
};

export type Bot = 'floor' | 'stock' | 'oursInMemory' | 'ours';

const origin = (port: number): string => `http://127.0.0.1:${port}`;

const channelToken = async (entra: string, serviceUrl: string): Promise<string> => {
  const reply = await fetch(`${entra}/twin/channel-token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ serviceUrl }) });
  if (!reply.ok) throw new Error(`The Entra twin gave no channel token (${reply.status}).`);
  return ((await reply.json()) as { token: string }).token;
};

const startEntra = (port: number, { appId, appSecret, appTenantId }: Omit<Setup, 'port'>): Promise<Program> =>
  start({ file: '../simulator/entra/main.ts', port, env: { TWIN_ENTRA_PORT: String(port), TWIN_APP_ID: appId, TWIN_APP_SECRET: appSecret, TWIN_APP_TENANT_ID: appTenantId } });

export const startWorld = async (): Promise<World> => {
  const [entraPort, connectorPort] = [await freePort(), await freePort()];
  const setup = { appId: randomUUID(), appSecret: randomBytes(24).toString('base64url'), appTenantId: FJORDLINE, entra: origin(entraPort), connector: origin(connectorPort) };
  const serviceUrl = serviceUrlOf(setup.connector);
  const database = await freshDatabase();
  const programs = [await startEntra(entraPort, setup), await start({ file: 'turns/connector.ts', port: connectorPort, args: [JSON.stringify({ ...setup, port: connectorPort })] })];
  return {
    setup, serviceUrl, databaseUrl: database.url,
    token: await channelToken(setup.entra, serviceUrl),
    replies: async () => ((await (await fetch(`${setup.connector}/count`)).json()) as { replies: number }).replies,
    stop: async () => {
      await Promise.all(programs.map((program) => program.stop()));
      await database.drop();
    },
  };
};

/** Settings of the whole bot as `npm run bot` reads them. */
const settings = ({ setup, databaseUrl }: World, port: number): Record<string, string> => ({
  MICROSOFT_APP_ID: setup.appId, MICROSOFT_APP_PASSWORD: setup.appSecret, MICROSOFT_APP_TENANT_ID: setup.appTenantId, MICROSOFT_APP_TYPE: 'SingleTenant',
  PORT: String(port), DATABASE_URL: databaseUrl, VAXLA_SEALING_KEY: randomBytes(32).toString('base64'), LOG_LEVEL: 'warn',
  VAXLA_ORGANISATIONS: `${FJORDLINE}:partner:7000123:Fjordline IT AB;${NORDVIND}:provider:7000456:Nordvind Distribution`,
  TWIN_ENTRA_ADDRESS: setup.entra, TWIN_PARTNER_CENTER_ADDRESS: setup.connector, TWIN_TEAMS_ADDRESS: setup.connector, TWIN_CLOCK_ADDRESS: setup.connector,
});

const FILES = { floor: 'turns/floor.ts', stock: 'turns/stock.ts', oursInMemory: 'turns/ours-in-memory.ts' } as const;

/** How to start one of the bots on a free port. */
export const botOptions = async (bot: Bot, world: World): Promise<ProgramOptions> => {
  const port = await freePort();
  if (bot === 'ours') return { file: '../bot/index.ts', port, env: settings(world, port) };
  return { file: FILES[bot], port, args: [JSON.stringify({ ...world.setup, port })] };
};
