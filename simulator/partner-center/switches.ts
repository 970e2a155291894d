import type { State } from './state.ts';

type Row = { readonly initial: string; readonly others: readonly string[]; readonly about: string };

/**
 * Where the contract sheet is not certain, the twin follows one reading (`initial`) and can be told to follow another (`others`);
 * a number as `others: ['number']` takes any whole number. The topic of the sheet stands in `about`.
 */
export const SWITCHES = {
  'relationships.notEnrolled': { initial: 'empty', others: ['forbidden'], about: '§5.1 what a tenant that is not enrolled gets: an empty list, or 403/2032' },
  'relationships.providerOfCustomer': { initial: 'shown', others: ['hidden'], about: '§5.2 whether a dual-role reseller sees the provider of a customer' },
  'agreements.attestedTwice': { initial: '409', others: ['400'], about: '§16 (8) HTTP status of 600061' },
  'mfa.compliance': { initial: 'header', others: ['off'], about: '§2.2 whether ValidateMfa is answered by the header isMfaCompliant' },
  'mfa.enforced': { initial: 'always', others: ['from-2026-06-08', 'never'], about: '§2.2 since when a sign-in without MFA is refused with 401/900421' },
  'validations.address': { initial: 'object', others: ['plain'], about: '§6.7 an object, or the old plain true and 400' },
  'validateresellers.shape': { initial: 'items', others: ['bare'], about: '§5.7 an envelope, or a bare array' },
  'webhooks.transferUri': { initial: 'customer', others: ['transfer'], about: '§11.3 the real uri stops at the customer, the documented one names the transfer' },
  'webhooks.certificate': { initial: 'der', others: ['pem'], about: '§11.2 the leaf alone as DER, or leaf and root as PEM' },
  'webhooks.certificateHost': { initial: 'twin', others: ['production'], about: '§11.2 the certificate URL names the twin, or the production host' },
  'webhooks.subscriptionLagHours': { initial: '48', others: ['number'], about: '§11.3 longest lag of subscription-updated in business hours' },
  'environment': { initial: 'production', others: ['sandbox'], about: '§13 a sandbox refuses transfers and invitations' },
  'sandbox.refusal': { initial: '900127', others: ['900322'], about: '§13 which of the two refusals a sandbox gives' },
} as const satisfies Record<string, Row>;

export type SwitchName = keyof typeof SWITCHES;

/** How a switch stands now. */
export const switchOf = (state: State, name: SwitchName): string => state.switches.get(name)?.value ?? SWITCHES[name].initial;
