import { doneBy } from '../done-by.ts';
import { resellerSeen } from '../rules/enrolment.ts';
import { confirmationOf, confirmationState, refusesUnconfirmed } from '../rules/second-person.ts';
import type { Step } from '../steps.ts';

/**
 * A person with authority accepts the indirect reseller agreement in the portal (R31-R33), warned once more (R30); read back by
 * `agreementstatus`. Done when the profile shows both roles (R34); until then everything after it stays locked (R32).
 */
export const sign: Step = {
  id: 'sign',
  rules: [29, 30, 31, 32, 33, 34, 35, 38, 39],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin'],
  needs: ['approval'],
  irreversible: 'sign',
  blocks: () => [],
  progress: (input) => {
    const signed = input.facts.latest('partner-agreement-signed');
    const dual = input.facts.latest('dual-role-seen');
    // An agreement alone is not an enrolment: it may have been accepted for another reason than this one (R35).
    if (signed !== undefined && dual !== undefined && input.facts.has('enrol-approved')) {
      return { ...doneBy(dual), proof: signed.proof };
    }
    const seen = resellerSeen(input.facts);
    if (seen !== undefined) return doneBy(seen);
    const confirmed = confirmationOf(input, 'sign');
    if (signed !== undefined || confirmed === undefined || confirmationState(input, 'sign') !== 'second-needed') return undefined;
    return { state: 'waiting', on: 'partner', since: confirmed.at };
  },
  // Once it was read that the agreement is accepted, there is nothing left to confirm.
  refuses: (input, attempt) =>
    input.facts.has('partner-agreement-signed') || attempt.facts.some(({ kind, proof }) => kind === 'partner-agreement-signed' && proof === 'verified')
      ? []
      : refusesUnconfirmed(input, attempt, { act: 'sign', results: ['partner-agreement-signed', 'dual-role-seen'] }),
};
