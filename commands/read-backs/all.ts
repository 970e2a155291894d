import { factsOf } from '../../ledger/facts.ts';
import type { CommandDeps } from '../deps.ts';
import { readBackAgreement, wantsAgreementReadBack } from './agreement.ts';

type Deps = Pick<CommandDeps, 'db' | 'now' | 'newId' | 'partnerCenter' | 'organisation'>;

/** Reads back whatever the organisation's steps are waiting to have confirmed (architecture idea 2). Throws what Partner Center or Entra throw. */
export const readBack = async (deps: Deps, tenantId: string): Promise<void> => {
  const facts = await factsOf(deps.db, tenantId);
  if (wantsAgreementReadBack(facts)) await readBackAgreement(deps, tenantId);
};
