/** Every step of the move, in the order of the guide (R12, R201). Those of a customer are repeated for each customer. */
export const STEP_IDS = [
  'assess', 'decide', 'prepare', 'enrol', 'approval', 'sign',
  'find-provider', 'partner-up',
  'classify', 'route', 'consent', 'invite', 'extend', 'agreement', 'transfer', 'replace', 'close',
  'incentives', 'export',
] as const;
export type StepId = (typeof STEP_IDS)[number];
