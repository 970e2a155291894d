import { key } from '../partner-center/ids.ts';
import type { CustomerRecord, PartnerRecord, State } from '../partner-center/state.ts';
import { PEOPLE, type AgentRole, type TwinPerson } from '../people.ts';
import { PortalError } from './errors.ts';

export const customerOf = (state: State, id: string): CustomerRecord => {
  const customer = state.customers.get(key(id));
  if (customer === undefined) throw new PortalError(404, 'There is no such customer.');
  return customer;
};

export const partnerOf = (state: State, id: string): PartnerRecord => {
  const partner = state.partners.get(key(id));
  if (partner === undefined) throw new PortalError(404, 'There is no such partner.');
  return partner;
};

type Wanted = { readonly tenantId: string; readonly roles: readonly AgentRole[]; readonly personId?: string | undefined };

/**
 * Who sits in front of the portal: the person named, if that person may do this, or else the last one of the company who may.
 * The bot's own people come first in the list, so that a deed by hand is told from a deed through it.
 */
export const personOf = ({ tenantId, roles, personId }: Wanted): TwinPerson => {
  const may = (person: TwinPerson): boolean => person.roles.some((role) => roles.includes(role));
  const own = PEOPLE.filter((person) => person.tenantId === tenantId);
  const found = personId === undefined ? own.filter(may).at(-1) : own.find((person) => person.id === personId);
  if (found === undefined) throw new PortalError(409, 'Nobody of that partner may do this.');
  if (!may(found)) throw new PortalError(403, `${found.name} does not hold a role that may do this: ${roles.join(', ')}.`);
  return found;
};
