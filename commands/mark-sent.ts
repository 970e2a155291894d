import type { Transfer } from '../journey/records.ts';
import { changeDecision } from '../ledger/decisions.ts';
import type { Decision } from '../ledger/decisions.ts';
import { isAnotherOfferOut, lockOffers } from '../ledger/offers.ts';
import type { CommandDeps } from './deps.ts';

const PAUSE_MS = 2_000;

/**
 * Stores that a request is about to leave; undefined when it has to wait. Offers for one customer leave one after another: were the answers to two
 * lost, nobody could say which request is whose.
 */
export const markSent = async (deps: CommandDeps, decision: Decision, transfer: Transfer): Promise<Decision | undefined> => {
  if (decision.verb !== 'offer') return changeDecision(deps.db, decision, { state: 'sent' });
  return deps.db.transaction().execute(async (trx) => {
    await lockOffers(trx, transfer);
    if (!(await isAnotherOfferOut(trx, transfer))) return changeDecision(trx, decision, { state: 'sent' });
    await changeDecision(trx, decision, { nextAt: new Date(deps.now().getTime() + PAUSE_MS) });
    return undefined;
  });
};
