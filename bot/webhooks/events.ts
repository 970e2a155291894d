import type { CommandDeps } from '../../commands/deps.ts';
import { takeHint } from '../../commands/take-hint.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { IncomingEvent } from '../edge/server.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/outbound.ts';
import { createSigningKeys } from './certificates.ts';
import { createEventDoor } from './door.ts';
import { createRegistrar } from './registrar.ts';

export type EventsDeps = {
  readonly config: Pick<Config, 'organisations' | 'twins' | 'webhookAddress'>;
  readonly fetch: Outbound['fetch'];
  readonly commands: CommandDeps;
  /** Real time. */
  readonly clock: Clock;
  readonly log: Log;
};

export type Events = { readonly take: (event: IncomingEvent) => Promise<void>; readonly register: () => Promise<void> };

/** The door for Partner Center's events and the request to have them sent there; undefined where no address was configured. */
export const createEvents = ({ config, fetch, commands, clock, log }: EventsDeps): Events | undefined => {
  const { organisations, twins, webhookAddress: address } = config;
  if (address === undefined) return undefined;
  const keys = createSigningKeys({ fetch, twin: twins?.partnerCenter, clock, log });
  const registrar = createRegistrar({ webhooks: commands.partnerCenter.webhooks, organisations, address, newId: commands.newId, clock, log });
  return { take: createEventDoor({ organisations, keys, takeHint: (hint) => takeHint(commands, hint) }), register: () => registrar.ensure() };
};
