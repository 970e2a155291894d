import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit-log.ts';
import { requireAgreement, type CustomerCall } from '../call.ts';
import { ApiError } from '../errors.ts';
import { programOf } from '../program.ts';
import { isSameRegion } from '../regions.ts';
import { resellerOfRecord } from '../reseller-of-record.ts';
import { isDirect, isLinked, type PartnerRecord, type State, type TransferRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import type { Caller } from '../token.ts';
import { announceTransfer } from '../webhooks/announce.ts';
import { requireAzurePlan } from './azure.ts';
import { readNewCommerceRequest, type NewCommerceRequest } from './new-commerce-request.ts';
import { isAzureType } from './product-types.ts';

const DAY = 86_400_000;
const LIFE = 30 * DAY;

/** New commerce asks for the Admin agent on both sides (§10), while sales agents may work the legacy transfers. */
export const requireAdminAgent = (caller: Caller): void => {
  if (caller.mode === 'user' && !caller.roles.includes('AdminAgents')) throw new ApiError('roleMissing');
};

/** Providers and partners that still sell directly; a reseller acts through its provider (§10). */
export const requireOperator = (state: State, partner: PartnerRecord): void => {
  const { directBill } = programOf(state, partner);
  if (!partner.isProvider && (directBill === 'none' || directBill === 'revoked')) throw new ApiError('partnerNotEnabled');
};

/** Creates a new-commerce transfer on behalf of its target; it waits 30 days for the lines of the source (§10.1). */
export const createNewCommerceTransfer = (call: CustomerCall): TransferRecord => {
  const { state, customer, caller, partner, now } = call;
  requireAdminAgent(caller);
  requireOperator(state, partner);
  const request = readNewCommerceRequest(call);
  requireSource(call, request);
  requireAgreement(customer, caller.tenantId);
  const partnerOnRecord = stampOf(call, request);
  if (wantsAzure(state, request)) requireAzurePlan(call, { source: request.source, target: caller.tenantId });
  const at = now.toISOString();
  const { source, ...rest } = request;
  const transfer: TransferRecord = {
    id: randomUUID(), customerId: customer.id, customerName: customer.name, source, target: caller.tenantId,
    phase: 'Pending', createdAt: at, modifiedAt: at, modifiedBy: caller.personId, lines: [],
    newCommerce: { ...rest, partnerOnRecord, expiresAt: new Date(now.getTime() + LIFE).toISOString() },
  };
  state.transfers.set(transfer.id, transfer);
  const audit = writeAudit(state, {
    operationType: 'create_transfer', resourceType: 'transfer', customer, seenBy: [source, transfer.target], by: caller.name, at: now, subject: transfer.id,
  });
  announceTransfer(state, transfer, { at: now, audit, isNew: true });
  return transfer;
};

/** The source must sell to the customer, in the same region, and its mail address must be its own. */
const requireSource = ({ state, customer, partner }: CustomerCall, { source, sourcePartnerEmailId }: NewCommerceRequest): void => {
  const other = state.partners.get(source);
  const sells = other !== undefined && (isDirect(customer, source) || (other.isProvider && isLinked(customer, source)));
  if (!sells || !isSameRegion(other.address.country, partner.address.country)) throw new ApiError('transferRefused');
  if (sourcePartnerEmailId === undefined) return;
  const domain = /^[^@\s]+@([^@\s]+)$/.exec(sourcePartnerEmailId)?.[1];
  if (domain === undefined) throw new ApiError('sourceMailMissing');
  if (domain.toLowerCase() !== other.domain) throw new ApiError('sourceDomainForeign');
};

/** The MPN id that will stand on what moves; a direct target stamps none (§10.1). */
const stampOf = ({ state, customer, caller, partner }: CustomerCall, { partnerOnRecord }: NewCommerceRequest): string => {
  if (!partner.isProvider) {
    if (partnerOnRecord !== undefined) throw new ApiError('transferInput', 'A partner that sells directly names no partner on record.');
    return '';
  }
  if (partnerOnRecord === undefined && switchOf(state, 'transfers.partnerOnRecord') === 'required') throw new ApiError('transferInput', 'partnerOnRecord is missing.');
  const linked = customer.links.flatMap((l) => (l.kind === 'provider' && l.partnerId === caller.tenantId ? [l.resellerId] : []));
  if (partnerOnRecord === undefined) return state.partners.get(linked[0] ?? '')?.mpnId ?? '';
  const reseller = resellerOfRecord(state, caller.tenantId, partnerOnRecord);
  if (!linked.includes(reseller.id)) throw new ApiError('partnerOfRecordRelation');
  return partnerOnRecord;
};

const wantsAzure = (state: State, { productTypes }: NewCommerceRequest): boolean =>
  productTypes?.some(isAzureType) ?? switchOf(state, 'transfers.azureChecks') === 'always';
