/** Why a command is refused before anything is written: a closed list, each with wording and advice in every language. */
export const REFUSAL_CODES = [
  'wrong-tenant', // the transfer belongs to other organisations
  'wrong-side', // the partner may not decide, the provider may not create (R142)
  'role-missing', // R202
  'signed-in-as-other', // the token is another person's than the one who pressed
  'no-mfa', // Partner Center 401 / 900421
  'stale-card', // pressed on an older revision
  'unknown-handle', // the card is not one of ours, or older than our memory
  'already-decided',
  'not-open',
  'line-in-open-transfer', // R154
  'empty-selection', // R126
  'no-provider-relationship', // R81, R123, R133
  'agreement-missing', // R112, R117
  'agreement-lost', // R114, R117
  'reason-missing',
  'own-request', // R142
  'not-saved', // the ledger could not be written
  'changed-since', // what was shown is no longer so: look again before sending
  'not-eligible', // R162-R170
  'drifted', // R160
  'not-drifted', // R161: the numbers are the same again, nothing has to be made anew
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];
