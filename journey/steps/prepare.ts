import { doneBy } from '../done-by.ts';
import { decisionVerdicts } from '../rules/enrol.ts';
import type { Step } from '../steps.ts';

const WANTED = ['legal-profile-confirmed', 'partner-id-confirmed', 'mailbox-monitored'] as const;

/** Profile and PartnerID are read and confirmed by a person before the enrolment (R13, R14), in the tenant that will be transitioned (R15). */
export const prepare: Step = {
  id: 'prepare',
  rules: [13, 14, 15, 24, 174, 175],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin', 'admin-agent'],
  needs: ['decide'],
  blocks: (input) => decisionVerdicts(input),
  progress: ({ facts }) => {
    if (!WANTED.every((kind) => facts.has(kind))) return undefined;
    const confirmed = facts.latest('mailbox-monitored');
    return confirmed === undefined ? undefined : doneBy(confirmed);
  },
};
