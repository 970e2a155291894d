import type { Facts } from '../../journey/facts.ts';
import { factsOf } from '../../ledger/facts.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { CommandDeps } from '../deps.ts';
import { recordReadings } from '../take-step.ts';

type Deps = Pick<CommandDeps, 'db' | 'now' | 'newId' | 'partnerCenter' | 'organisation'>;

/** `nobody-to-ask`: no person of the organisation has taken a step yet in whose name it could be read; the question is not open to an app alone. */
export type AgreementReadBack = 'signed' | 'not-signed' | 'not-enrolled' | 'nobody-to-ask';

/**
 * Reads whether the organisation has accepted the indirect reseller agreement (API topic 5.6, R35) and records it as verified, once.
 * Asked in the name of the person who signed, submitted or prepared, whoever came last. Throws what Partner Center or Entra throw.
 */
export const readBackAgreement = async (deps: Deps, tenantId: string): Promise<AgreementReadBack> => {
  const facts = await factsOf(deps.db, tenantId);
  const access = asker(facts, tenantId);
  const mpnId = facts.latest('partner-id-confirmed')?.value.mpnId ?? deps.organisation(tenantId)?.mpnId;
  if (access === undefined || mpnId === undefined) return 'nobody-to-ask';
  const status = await deps.partnerCenter.compliance.agreementStatus(access, mpnId);
  if (!status.signed) return status.why;
  await recordReadings(deps, tenantId, [{ subject: 'organisation', kind: 'partner-agreement-signed', value: { mpnId }, proof: 'verified' }]);
  return 'signed';
};

/** Whether the watcher has anything to look for: approved, but not yet read as accepted. */
export const wantsAgreementReadBack = (facts: Facts): boolean => facts.has('enrol-approved') && facts.latest('partner-agreement-signed')?.proof !== 'verified';

const asker = (facts: Facts, tenantId: string): PersonAccess | undefined => {
  const kinds = ['authority-confirmed', 'enrol-approved', 'enrol-submitted', 'partner-id-confirmed'] as const;
  const by = kinds.map((kind) => facts.latest(kind)?.by).find((signature) => signature !== undefined);
  return by === undefined ? undefined : { kind: 'person', tenantId, personId: by.personId };
};
