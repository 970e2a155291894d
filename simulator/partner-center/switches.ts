import type { State } from './state.ts';

type Row = { readonly initial: string; readonly others: readonly string[]; readonly about: string };

/**
 * Where the contract sheet is not certain, the twin follows one reading (`initial`) and can be told to follow another (`others`);
 * a number as `others: ['number']` takes any whole number. The topic of the sheet stands in `about`.
 */
export const SWITCHES = {
  'relationships.notEnrolled': { initial: 'empty', others: ['forbidden'], about: '§5.1 what a tenant that is not enrolled gets: an empty list, or 403/2032' },
  'relationships.providerOfCustomer': { initial: 'shown', others: ['hidden'], about: '§5.2 whether a dual-role reseller sees the provider of a customer' },
  'invitations.dualRole': { initial: 'optional', others: ['required'], about: '§5.3, §16 (2) whether a direct partner must send dualRoleIndirectRelationship' },
  'profiles.vettingHours': { initial: '24', others: ['number'], about: '§4.2 business hours until a changed legal profile is authorised again' },
  'agreements.withdrawn': { initial: '403', others: ['404'], about: '§7.5 what an attestation gets since 5 January 2026: 403/2032 or 404/1000' },
  'agreements.attestedTwice': { initial: '409', others: ['400'], about: '§16 (8) HTTP status of 600061' },
  'roles.refusal': { initial: '900150', others: ['900308'], about: '§2.3 code of a missing role outside orders and transfers' },
  'mfa.enforced': { initial: 'always', others: ['from-2026-06-08', 'never'], about: '§2.2 since when a sign-in without MFA is refused with 401/900421' },
  'validations.address': { initial: 'object', others: ['plain'], about: '§6.7 an object, or the old plain true and 400' },
  'transfers.partnerOnRecord': { initial: 'optional', others: ['required'], about: '§10.1 whether a provider must name the partner on record; left out, it is the reseller that is linked' },
  'transfers.azureChecks': { initial: 'named', others: ['always'], about: '§10.1 whether the plan is checked at creation when no product types are named' },
  'transfers.maxLines': { initial: '25', others: ['number'], about: '§10.3 most lines of a new-commerce transfer' },
  'transfers.acceptLagMinutes': { initial: '15', others: ['number'], about: '§10.5 how long an accepted new-commerce transfer still reads Pending' },
  'transfers.acceptAnswer': { initial: 'InProgress', others: ['Pending'], about: '§10.3 status in the answer to a new-commerce accept' },
  'transfers.cancelWord': { initial: 'Cancel', others: ['Canceled', 'Cancelled'], about: '§10.5 spelling of the cancelled state' },
  'transfers.retryDays': { initial: '0', others: ['number'], about: '§10.5 how many days a failing new-commerce line is tried again' },
  'transfers.sourceAfter': { initial: 'deleted', others: ['gone'], about: '§10.6 whether a moved new-commerce licence stays in the source list as deleted' },
  'transfers.cancelWindow': { initial: 'carried', others: ['fresh'], about: '§10.6 whether the target gets a new window to cancel' },
  'transfers.direction': { initial: 'viewer', others: ['reversed'], about: '§10.1 whose perspective transferDirection has' },
  'transfers.withdrawn': { initial: 'gone', others: ['Cancelled', 'Withdrawn'], about: '§9.4, §16 (5) what is left of a withdrawn legacy transfer' },
  'resellers.notActive': { initial: '800039', others: ['900149'], about: '§3.6 which code tells that the reseller on record is suspended' },
  'subscriptions.staleEtag': { initial: '2055', others: ['412'], about: '§3.6 a stale etag is 400/2055 or 412' },
  'subscriptions.write': { initial: '200', others: ['202'], about: '§8.3 whether a change of licences is provisioned at once or later' },
  'subscriptions.cancelWindowHours': { initial: '168', others: ['number'], about: '§8.3 hours in which new commerce can be cancelled: 168, once 72' },
  'orders.lagMinutes': { initial: '15', others: ['number'], about: '§8.4 how long a new order stays out of sight' },
  'throttle.scope': { initial: 'published', others: ['tenant', 'pair'], about: '§3.5 budgets per tenant, transfers per tenant and customer; or all one way' },
  'throttle.limits': { initial: 'fixed', others: ['dynamic'], about: '§3.5 whether limits move from minute to minute' },
  'webhooks.transferUri': { initial: 'customer', others: ['transfer'], about: '§11.3 the real uri stops at the customer, the documented one names the transfer' },
  'webhooks.certificate': { initial: 'der', others: ['pem'], about: '§11.2 the leaf alone as DER, or leaf and root as PEM' },
  'webhooks.certificateHost': { initial: 'twin', others: ['production'], about: '§11.2 the certificate URL names the twin, or the production host' },
  'webhooks.subscriptionLagHours': { initial: '48', others: ['number'], about: '§11.3 longest lag of subscription-updated in business hours' },
  'program.ladder': { initial: 'by-clock', others: ['by-hand'], about: '§15 whether a restricted partner is suspended after 30 days and revoked after 60' },
  'program.anniversaryWindow': { initial: 'off', others: ['on'], about: '§15, R21 whether enrolment shows only with an anniversary from September to December, as in 2020' },
  'environment': { initial: 'production', others: ['sandbox'], about: '§13 a sandbox refuses transfers and invitations' },
  'sandbox.refusal': { initial: '900127', others: ['900322'], about: '§13 which of the two refusals a sandbox gives' },
} as const satisfies Record<string, Row>;

export type SwitchName = keyof typeof SWITCHES;

/** How a switch stands now. */
export const switchOf = (state: State, name: SwitchName): string => state.switches.get(name)?.value ?? SWITCHES[name].initial;
