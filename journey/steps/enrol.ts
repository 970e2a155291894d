import { doneBy } from '../done-by.ts';
import { resellerSeen } from '../rules/enrolment.ts';
import type { StepInput, StepState } from '../steps.ts';
import type { Step } from '../steps.ts';
import { decisionVerdicts, windowVerdicts } from '../rules/enrol.ts';
import { confirmationOf, confirmationState, refusesUnconfirmed } from '../rules/second-person.ts';

/**
 * "Enroll now" in the portal, by a Global administrator of this tenant (R16, R19). Confirmed by a typed word first (R30), by two people
 * where the organisation wants that; never done without evidence.
 */
export const enrol: Step = {
  id: 'enrol',
  rules: [2, 10, 16, 17, 18, 19, 20, 21, 22, 23, 30],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin'],
  needs: ['decide', 'prepare'],
  irreversible: 'enrol',
  blocks: (input) => [...decisionVerdicts(input), ...windowVerdicts(input)],
  progress: (input) => {
    const submitted = input.facts.latest('enrol-submitted');
    if (submitted !== undefined) return doneBy(submitted);
    const seen = resellerSeen(input.facts);
    if (seen !== undefined) return doneBy(seen);
    return waitingForSecond(input) ?? waitingForWindow(input);
  },
  refuses: (input, attempt) => [...(input.facts.has('enrol-submitted') ? [] : windowVerdicts(input)), ...refusesUnconfirmed(input, attempt, { act: 'enrol', results: ['enrol-submitted'] })],
};

type Waiting = Extract<StepState, { state: 'waiting' }>;

const waitingForSecond = (input: StepInput): Waiting | undefined => {
  const confirmed = confirmationOf(input, 'enrol');
  return confirmed !== undefined && confirmationState(input, 'enrol') === 'second-needed' ? { state: 'waiting', on: 'partner', since: confirmed.at } : undefined;
};

/** Everything is ready but the function is not open for this anniversary: Microsoft will tell, without a day (R23). */
const waitingForWindow = (input: StepInput): Waiting | undefined => {
  const anniversary = input.facts.latest('anniversary');
  const isReady = input.facts.has('mailbox-monitored') && decisionVerdicts(input).length === 0;
  return anniversary !== undefined && isReady && windowVerdicts(input).length > 0 ? { state: 'waiting', on: 'microsoft', since: anniversary.at } : undefined;
};
