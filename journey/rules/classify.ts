import type { CustomerClass, ProfileId } from '../facts.ts';
import type { Verdict } from './verdict.ts';

/** What Partner Center shows of a customer that tells its class; there is no single field for it (API topic 6.5). */
export type ClassEvidence = {
  /** The customer stands under one of our providers, or a partner is listed for it. */
  readonly hasProvider: boolean;
  /** Subscriptions that we see without a partner of record: business that was sold directly. */
  readonly directSubscriptions: number;
};

export type ClassReason = 'provider-only' | 'direct-only' | 'both' | 'neither' | 'portal-options-shown' | 'portal-options-missing';
export type Classed = { readonly class: CustomerClass; readonly why: ClassReason };

/** The procedure of API topic 6.5: provider yes or no, direct business yes or no; neither means that a person has to look (R78-R80). */
export const classOf = ({ hasProvider, directSubscriptions }: ClassEvidence): Classed => {
  const isDirect = directSubscriptions > 0;
  if (hasProvider) return isDirect ? { class: 'extended', why: 'both' } : { class: 'indirect', why: 'provider-only' };
  return isDirect ? { class: 'direct', why: 'direct-only' } : { class: 'unknown', why: 'neither' };
};

/** What a person saw on the customer's page in the portal: options to add and view products mean direct (R79), none mean indirect (R80). */
export const classSeen = (optionsShown: boolean): Classed =>
  optionsShown ? { class: 'direct', why: 'portal-options-shown' } : { class: 'indirect', why: 'portal-options-missing' };

/** What a partner might want to do for a customer, in the order of the guide. */
export const DEEDS = [
  'create-tenant', 'buy-directly', 'create-orders', 'manage-reservations', 'manage-order-history', 'buy-software', 'bill-directly',
  'provider-orders', 'manage-licences-and-users', 'handle-renewals', 'extend', 'transfer',
] as const;
export type Deed = (typeof DEEDS)[number];

export type Permission = { readonly allowed: true; readonly rule: number } | { readonly allowed: false; readonly verdict: Verdict };

/** Rule and refusal for customers that were won as indirect reseller (R66, R69-R74, R86, R87, R123). */
const NOT_INDIRECT: Readonly<Partial<Record<Deed, number>>> = {
  'create-tenant': 66, 'buy-directly': 69, 'create-orders': 70, 'manage-reservations': 71, 'manage-order-history': 72, 'buy-software': 73, 'bill-directly': 74, extend: 87, transfer: 87,
};
/** What remains the reseller's for an indirect customer, and what the provider does (R75-R77). */
const INDIRECT: Readonly<Partial<Record<Deed, number>>> = { 'provider-orders': 75, 'manage-licences-and-users': 76, 'handle-renewals': 77 };

const no = (rule: number, code: string, profile: ProfileId): Permission => ({ allowed: false, verdict: { code, rule, profile } });

/**
 * May this be done for a customer of this class? A customer that nobody has classed may not be touched: ask, never guess (R80). For direct
 * customers the direct business goes on until it is transferred (R36); what is missing there is the provider (R81).
 */
export const mayDo = (customerClass: CustomerClass, deed: Deed, profile: ProfileId): Permission => {
  if (customerClass === 'unknown') return no(deed === 'extend' ? 86 : 80, 'class-unknown', profile);
  if (customerClass === 'indirect') {
    const rule = NOT_INDIRECT[deed];
    return rule === undefined ? { allowed: true, rule: INDIRECT[deed] ?? 76 } : no(rule, `not-indirect-${deed}`, profile);
  }
  if (customerClass === 'direct' && (deed === 'provider-orders' || deed === 'transfer')) return no(81, 'provider-not-linked', profile);
  if (customerClass === 'extended' && deed === 'extend') return no(103, 'already-extended', profile);
  const rule = deed === 'extend' ? 86 : deed === 'transfer' ? 123 : deed === 'provider-orders' ? 64 : 36;
  return { allowed: true, rule };
};
