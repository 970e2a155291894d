import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BAD_SETTING, Refusal } from './refusal.ts';
import type { Place } from './refusal.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Settings = {
  help: boolean;
  fresh: boolean;
  /** Undefined: the story of the rehearsal that is there, or the first one. */
  story: string | undefined;
  ports: Readonly<Record<Place, number>>;
  /** Absolute. */
  dataDir: string;
  /** A PostgreSQL of the person's own, instead of the one in the data folder. */
  databaseUrl: string | undefined;
};

export const PROJECT = dirname(dirname(import.meta.dirname));

export const PORTS: Readonly<Record<Place, { setting: string; usual: number }>> = {
  teams: { setting: 'REHEARSAL_PORT', usual: 4000 },
  bot: { setting: 'PORT', usual: 3978 },
  'partner-center': { setting: 'PARTNER_CENTER_PORT', usual: 4010 },
  entra: { setting: 'ENTRA_PORT', usual: 4020 },
  portal: { setting: 'PORTAL_PORT', usual: 4030 },
};

/** In the environment of `npm start` these belong to a real bot, or to somebody who thinks that they have an effect here. */
const MADE_HERE = /^(MICROSOFT_APP_(ID|PASSWORD|TENANT_ID|TYPE)|VAXLA_(ORGANISATIONS|SEALING_KEY|WATCH_PARENT|WEBHOOK_ADDRESS)|TWIN_[A-Z_]+)$/;

const OPTIONS = { help: { type: 'boolean', short: 'h' }, fresh: { type: 'boolean' }, story: { type: 'string' } } as const;

const bad = (key: 'option' | 'port' | 'same-port' | 'contradiction' | 'fresh-database', values: Record<string, string>): Refusal =>
  new Refusal({ key: `start.refused.${key}`, values, code: BAD_SETTING });

const readOptions = (args: string[]): { help?: boolean; fresh?: boolean; story?: string } => {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch {
    // The parser's own sentence names its rules; the person needs the word that was not understood.
    throw bad('option', { option: args.find((word) => !['--fresh', '--help', '-h'].includes(word)) ?? args.join(' ') });
  }
};

const readPort = (env: Environment, place: Place): number => {
  const { setting, usual } = PORTS[place];
  const text = (env[setting] ?? '').trim();
  if (text === '') return usual;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw bad('port', { setting, value: text });
  return port;
};

const readPorts = (env: Environment): Record<Place, number> => {
  const ports = Object.fromEntries(Object.keys(PORTS).map((place) => [place, readPort(env, place as Place)])) as Record<Place, number>;
  const owners = new Map<number, string>();
  for (const [place, port] of Object.entries(ports)) {
    const { setting } = PORTS[place as Place];
    const first = owners.get(port);
    if (first !== undefined) throw bad('same-port', { first, second: setting, port: String(port) });
    owners.set(port, setting);
  }
  return ports;
};

/** @throws {Refusal} on the first option or variable that makes no sense */
export const readSettings = (args: string[], env: Environment): Settings => {
  const { help = false, fresh = false, story } = readOptions(args);
  const folder = (env['VAXLA_DATA_DIR'] ?? '').trim();
  const databaseUrl = (env['DATABASE_URL'] ?? '').trim() || undefined;
  if (!help) {
    const setting = Object.keys(env).find((name) => MADE_HERE.test(name) && (env[name] ?? '').trim() !== '');
    if (setting !== undefined) throw bad('contradiction', { setting });
    if (fresh && databaseUrl !== undefined) throw bad('fresh-database', {});
  }
  return { help, fresh, story, databaseUrl, ports: readPorts(help ? {} : env), dataDir: folder === '' ? join(PROJECT, 'data') : resolve(folder) };
};
