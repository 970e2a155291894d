import type { SeenPhase, SeenTransfer } from '../../journey/events.ts';
import type { Customer, Eligibility, LineChoice, LineOutcome, Person, Provider, Role, Signature, Subscription, Transfer, TransferLine } from '../../journey/records.ts';

/** Builders for records: everything has a sensible value, a test names only what it is about. */
export const FJORDLINE = '1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101';
export const NORDVIND = '2a7d90c4-5be3-4d0a-8f16-93c1d4e02202';
export const AT = '2026-02-03T08:12:40.000Z';

export const aCustomer = (over: Partial<Customer> = {}): Customer => ({
  customerId: '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303', name: 'Lönn & Björk Trä AB', domain: 'lonnbjork.example', ...over,
});

export const aProvider = (over: Partial<Provider> = {}): Provider => ({ tenantId: NORDVIND, name: 'Nordvind Distribution', mpnId: '7000456', ...over });

export const aPerson = (side: 'partner' | 'provider', roles: readonly Role[] = ['admin-agent'], over: Partial<Person> = {}): Person => ({
  tenantId: side === 'partner' ? FJORDLINE : NORDVIND,
  personId: side === 'partner' ? 'c0ffee00-0000-4000-8000-000000000001' : 'c0ffee00-0000-4000-8000-000000000011',
  name: side === 'partner' ? 'Astrid Lind' : 'Sofia Dahl',
  side, roles, ...over,
});

export const aSignature = (side: 'partner' | 'provider', at = AT): Signature => {
  const { tenantId, personId, name } = aPerson(side);
  return { tenantId, personId, name, at, role: 'admin-agent' };
};

export const aSubscription = (over: Partial<Subscription> = {}): Subscription => {
  const subscriptionId = over.subscriptionId ?? '5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501';
  return {
    subscriptionId, entitlementId: subscriptionId, offerId: '0a1b2c3d-0000-4000-8000-00000000aa01', name: 'Office 365 E3', offerName: 'Office 365 E3',
    quantity: 42, unit: 'licences', status: 'active', class: 'legacy-licence', billingCycle: 'annual', parentId: undefined, partnerId: '',
    commitmentEnd: undefined, orderId: undefined, createdAt: undefined, ...over,
  };
};

export const isEligible = (subscriptionId: string, eligible = true, reason?: string): Eligibility => ({ subscriptionId, eligible, reason });

export const aLine = (over: Partial<TransferLine> = {}): TransferLine => ({
  subscriptionId: '5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501', entitlementId: '5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501', name: 'Office 365 E3',
  offerId: '0a1b2c3d-0000-4000-8000-00000000aa01', class: 'legacy-licence', quantity: 42, unit: 'licences', billingCycle: 'annual', addons: [], ...over,
});

export const aLineChoice = (over: Partial<LineChoice> = {}): LineChoice => ({
  subscription: aSubscription(), addons: [], selectable: true, block: undefined, reason: undefined, heldBy: undefined, ...over,
});

export const aTransfer = (over: Partial<Transfer> = {}): Transfer => ({
  transferId: '8c2f0000-0000-4000-8000-000000000001',
  customer: aCustomer(),
  source: { tenantId: FJORDLINE, name: 'Fjordline IT AB' },
  target: aProvider(),
  partnerOfRecord: '7000123',
  lines: [aLine()],
  phase: 'open',
  revision: 1,
  partnerCenterId: '9a4f0d6e-2c35-4a0b-8b7d-7f1f6c3d6601',
  outcomes: [],
  requested: aSignature('partner'),
  decided: undefined,
  rejection: undefined,
  landed: undefined,
  idMap: [],
  sourceChecks: [],
  sourceVerifiedAt: undefined,
  trouble: undefined,
  replaces: undefined,
  since: AT,
  openedAt: AT,
  version: 3,
  ...over,
});

export const anOutcome = (state: LineOutcome['state'], subscriptionId = aLine().subscriptionId): LineOutcome => ({
  subscriptionId, state, error: state === 'failed' ? 'Source subscription is not fully provisioned yet.' : undefined, orderId: undefined,
});

export const seenAs = (phase: SeenPhase, outcomes: readonly LineOutcome[] = []): SeenTransfer => ({
  partnerCenterId: '9a4f0d6e-2c35-4a0b-8b7d-7f1f6c3d6601', phase, lines: [aLine()], outcomes,
});
