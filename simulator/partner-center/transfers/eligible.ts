import { isGuid, shout } from '../ids.ts';
import { holdings, type State, type SubscriptionRecord, type TransferRecord } from '../state.ts';

const LEGACY_AZURE = 'MS-AZR-0145P';

export const isLegacyAzure = ({ wire }: SubscriptionRecord): boolean => wire.offerId.toUpperCase() === LEGACY_AZURE;
const isLegacyLicence = ({ wire }: SubscriptionRecord): boolean => isGuid(wire.offerId) && wire.billingType === 'license';

const holds = (transfer: TransferRecord, id: string): boolean =>
  transfer.lines.some((line) => line.subscriptionId === id || line.addons.some((addon) => addon.subscriptionId === id));

/** The transfer that keeps a subscription from being in another one (R154). */
export const openTransferOf = (state: State, { owner, customerId, wire }: SubscriptionRecord): TransferRecord | undefined =>
  state.transfersOfCustomer(customerId).find((t) => t.source === owner && (t.phase === 'Active' || t.phase === 'InProgress') && holds(t, wire.id));

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Why a subscription may not move by a legacy transfer, in the service's words; undefined when it may (§8.2, §9.1). */
export const whyNot = (state: State, record: SubscriptionRecord): string | undefined => {
  const { wire } = record;
  const name = `Subscription: ${shout(wire.id)}`;
  if (!isLegacyAzure(record) && !isLegacyLicence(record)) return `${name} is of a type that is not supported: ${wire.productType?.id ?? wire.offerId}`;
  if (wire.isTrial) return `${name} is a trial and is not supported`;
  if (wire.status !== 'active') return `${name} is in state: ${capital(wire.status)}`;
  const open = openTransferOf(state, record);
  return open === undefined ? undefined : `${name} is already part of transfer request ${open.id}`;
};

/** Add-ons that go along with their base, whether anybody named them or not (R157). */
export const addonsOf = (state: State, base: SubscriptionRecord): SubscriptionRecord[] =>
  holdings(state, base.owner, base.customerId).filter((s) => s.wire.parentSubscriptionId === base.wire.id && s.wire.status !== 'deleted');
