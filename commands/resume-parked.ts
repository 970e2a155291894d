import { changeDecision, parkedDecisions } from '../ledger/decisions.ts';
import type { Decision } from '../ledger/decisions.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';

/** Unless it is known that nothing has left, `sent` makes the worker believe nothing but what it reads. */
const stateOf = (decision: Decision): Decision['state'] =>
  (decision.last_answer as { nothingSent?: boolean } | null)?.nothingSent === true ? 'recorded' : 'sent';

/** The person has signed in again: what waited for their token goes on. */
export const resumeParked = async (deps: CommandDeps, tenantId: string, personId: string): Promise<number> =>
  deps.db.transaction().execute(async (trx) => {
    const parked = await parkedDecisions(trx, tenantId, personId);
    for (const decision of parked) {
      await changeDecision(trx, decision, { state: stateOf(decision), nextAt: deps.now() });
      await deps.send(trx, QUEUES.carryOut, { decisionId: decision.decision_id }, { singletonKey: decision.decision_id });
    }
    return parked.length;
  });
