import { parseArgs } from 'node:util';
import { BadSetting, type TwinConfig } from './config.ts';

/** How the simulator is started alone. */
export type SimulatorOptions = {
  readonly story: string;
  /** Teams, Partner Center, Entra, portal; 0 takes a free one. */
  readonly ports: { readonly teams: number; readonly partnerCenter: number; readonly entra: number; readonly portal: number };
  /** A state that was saved before, in place of a story. */
  readonly load: string | undefined;
  /** Where the state goes when the simulator stops. */
  readonly save: string | undefined;
  /** Port of the HTTPS front; undefined means none. */
  readonly https: number | undefined;
};

export const USAGE = `npm run simulator -- [--story <name>] [--port <first of four>] [--load <file>] [--save <file>] [--https <port>]`;

const LARGEST = 65_535;

const portOf = (text: string, name: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > LARGEST) throw new BadSetting(`${name} must be a port number, but is "${text}".`);
  return value;
};

const row = (first: number): SimulatorOptions['ports'] => {
  if (first === 0) return { teams: 0, partnerCenter: 0, entra: 0, portal: 0 };
  if (first + 30 > LARGEST) throw new BadSetting(`--port takes four ports, ten apart, and ${first} is too high for that.`);
  return { teams: first, partnerCenter: first + 10, entra: first + 20, portal: first + 30 };
};

/**
 * Reads the command line over the settings of the environment.
 * @throws {BadSetting} with one sentence that names what is wrong
 */
export const readOptions = (args: readonly string[], config: TwinConfig): SimulatorOptions => {
  const { story, port, load, save, https } = parse(args);
  const ports = { teams: config.teamsPort, partnerCenter: config.partnerCenterPort, entra: config.entraPort, portal: config.portalPort };
  return {
    story: story ?? config.story, load, save,
    ports: port === undefined ? ports : row(portOf(port, '--port')),
    https: https === undefined ? undefined : portOf(https, '--https'),
  };
};

const parse = (args: readonly string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { story: text, port: text, load: text, save: text, https: text } }).values;
  } catch (error) {
    throw new BadSetting(`${(error as Error).message} Usage: ${USAGE}`);
  }
};
