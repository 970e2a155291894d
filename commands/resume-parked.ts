import { changeDecision, parkedDecisions } from '../ledger/decisions.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';

/** The person has signed in again: what waited for their token goes on. `sent` makes the worker read before it writes. */
export const resumeParked = async (deps: CommandDeps, tenantId: string, personId: string): Promise<number> =>
  deps.db.transaction().execute(async (trx) => {
    const parked = await parkedDecisions(trx, tenantId, personId);
    for (const decision of parked) {
      await changeDecision(trx, decision, { state: 'sent', nextAt: deps.now() });
      await deps.send(trx, QUEUES.carryOut, { decisionId: decision.decision_id }, { singletonKey: decision.decision_id });
    }
    return parked.length;
  });
