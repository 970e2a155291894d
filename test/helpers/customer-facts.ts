import type { CustomerClass, Fact, FactValues, Subject } from '../../journey/facts.ts';
import { customerSubject, providerSubject } from '../../journey/facts.ts';
import { NORDVIND, aCustomer } from './builders.ts';
import { UNTIL, aFact } from './facts.ts';

/** What is recorded of one customer on its way to a provider, step by step. */
export const LONN: Subject = customerSubject(aCustomer().customerId);
export const SVEA = '5b1ac3f7-9d20-4c1e-8a77-0c4f6e2d8801';
export const LINK = 'https://admin.microsoft.com/Adminportal/Home?invType=IndirectResellerRelationship&partnerId=1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101&msppId=0&indirectCSPId=2a7d90c4-5be3-4d0a-8f16-93c1d4e02202&DAP=false#/BillingAccounts/partner-invitation';

export const withProvider = (providerId = NORDVIND, name = 'Nordvind Distribution'): Fact => aFact('provider-accepted', { name, mpnId: '7000456' }, { subject: providerSubject(providerId), proof: 'verified' });
export const classed = (customerClass: CustomerClass, subject = LONN): Fact => aFact('customer-classed', { class: customerClass, why: 'direct-only' }, { subject, proof: 'verified' });
export const routed = (over: Partial<FactValues['route-chosen']> = {}): Fact => aFact('route-chosen', { route: 'extension', providerId: NORDVIND, needsAdminRights: false, ...over }, { subject: LONN });
export const consented = (): Fact => aFact('customer-consented', { who: 'Maja Ek', when: '2026-02-01', how: 'mail', evidence: 'Mail of 1 February' }, { subject: LONN });

/** Everything up to a step of the customer; `invite` and `extend` by their own routes. */
export const CUSTOMER_UNTIL = {
  classify: (): Fact[] => [...UNTIL.after(), withProvider()],
  route: (): Fact[] => [...CUSTOMER_UNTIL.classify(), classed('direct')],
  consent: (): Fact[] => [...CUSTOMER_UNTIL.route(), routed()],
  invite: (): Fact[] => [...CUSTOMER_UNTIL.route(), routed({ route: 'invitation' })],
  extend: (): Fact[] => [...CUSTOMER_UNTIL.consent(), consented()],
} as const;
