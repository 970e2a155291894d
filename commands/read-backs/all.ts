import type { Facts } from '../../journey/facts.ts';
import { factsOf } from '../../ledger/facts.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { CommandDeps } from '../deps.ts';
import { recordReadings } from '../take-step.ts';
import { readBackAgreement, wantsAgreementReadBack } from './agreement.ts';
import { readCloses } from './close.ts';
import { readCustomers, readProviders, wantsCustomerReadBack } from './customers.ts';

type Deps = Pick<CommandDeps, 'db' | 'now' | 'newId' | 'partnerCenter' | 'organisation'>;

/** Reads back whatever the organisation's steps are waiting to have confirmed (architecture idea 2). Throws what Partner Center or Entra throw. */
export const readBack = async (deps: Deps, tenantId: string): Promise<void> => {
  const facts = await factsOf(deps.db, tenantId);
  if (wantsAgreementReadBack(facts)) await readBackAgreement(deps, tenantId);
  const access = asker(facts, tenantId);
  if (access === undefined) return;
  if (wantsProviderReadBack(facts)) await recordReadings(deps, tenantId, await readProviders(deps, access, facts));
  if (wantsCustomerReadBack(facts)) await recordReadings(deps, tenantId, await readCustomers(deps, access, facts));
  await recordReadings(deps, tenantId, await readCloses(deps, access, facts));
};

/** A provider has been asked or has invited, and no partnership with it was seen yet (R51). */
const wantsProviderReadBack = (facts: Facts): boolean => {
  const invited = facts.all.filter((fact) => fact.kind === 'provider-invited' || fact.kind === 'provider-asked').at(-1);
  const accepted = facts.all.filter((fact) => fact.kind === 'provider-accepted').at(-1);
  return invited !== undefined && (accepted === undefined || accepted.at < invited.at);
};

/** These lists are open to people only: they are read in the name of whoever took the newest step. */
const asker = (facts: Facts, tenantId: string): PersonAccess | undefined => {
  const by = facts.all.findLast((fact) => fact.by !== undefined)?.by;
  return by === undefined ? undefined : { kind: 'person', tenantId, personId: by.personId };
};
