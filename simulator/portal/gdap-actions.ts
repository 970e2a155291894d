import { randomUUID } from 'node:crypto';
import type { GdapRecord } from '../partner-center/portal-records.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { isLinked } from '../partner-center/state.ts';
import { announceGdap } from '../partner-center/webhooks/announce.ts';
import { customerOf, partnerOf } from './actors.ts';
import { PortalError } from './errors.ts';

type Deps = Pick<PipelineDeps, 'state' | 'clock'>;
const DAY = 86_400_000;

const put = ({ state, clock }: Deps, gdap: GdapRecord): GdapRecord => {
  announceGdap(state, state.gdap.set(gdap.id, gdap), { at: clock.now() });
  return gdap;
};

/** A partner asks for granular admin rights; the customer has still to approve them (§5.3). */
export const requestGdap = (deps: Deps, ask: { customerId: string; partnerId: string }): GdapRecord => {
  const customer = customerOf(deps.state, ask.customerId);
  const partner = partnerOf(deps.state, ask.partnerId);
  if (!isLinked(customer, partner.id)) throw new PortalError(409, 'The partner has no relationship with the customer.');
  return put(deps, { id: randomUUID(), partnerId: partner.id, customerId: customer.id, phase: 'created', changedAt: deps.clock.now().toISOString() });
};

const NEXT = { approve: { from: ['created'], to: 'approved' }, activate: { from: ['approved'], to: 'active' }, terminate: { from: ['created', 'approved', 'active'], to: 'terminated' } } as const;

export type GdapVerb = keyof typeof NEXT;

/** The customer approves for so many days, Microsoft activates, either side ends it. */
export const changeGdap = (deps: Deps, ask: { gdapId: string; verb: GdapVerb; days: number }): GdapRecord => {
  const gdap = deps.state.gdap.get(ask.gdapId);
  if (gdap === undefined) throw new PortalError(404, 'There is no such relationship.');
  const { from, to } = NEXT[ask.verb];
  if (!from.some((phase) => phase === gdap.phase)) throw new PortalError(409, `The relationship is ${gdap.phase}.`);
  const now = deps.clock.now();
  const ends = to === 'approved' ? { endsAt: new Date(now.getTime() + ask.days * DAY).toISOString() } : {};
  return put(deps, { ...gdap, phase: to, changedAt: now.toISOString(), ...ends });
};
