import type { WireAuditRecord } from '../../partnercenter/wire.ts';
import { objectType } from './call.ts';
import { pascalNames } from './pascal.ts';
import type { CustomerRecord, State } from './state.ts';

export type Deed = {
  readonly operationType:
    | 'create_transfer' | 'update_transfer' | 'extend_relationship' | 'update_subscription' | 'create_order' | 'add_customer'
    | 'update_customer_billing_profile' | 'create_agreement' | 'remove_partner_customer_relationship' | 'create_partner_relationship'
    /** Not named by the sheet; the id in an event's AuditUri (§11.3) is made of it. */
    | 'reseller_relationship_accepted_by_customer';
  readonly resourceType: WireAuditRecord['resourceType'];
  /** Left out where the deed is between partners alone. */
  readonly customer?: Pick<CustomerRecord, 'id' | 'name'>;
  /** Partners that see the record in their log. */
  readonly seenBy: readonly string[];
  readonly by: string;
  readonly at: Date;
  /** Left out where partner and customer say it all. */
  readonly subject?: string;
  readonly details?: Readonly<Record<string, string>>;
  /** The resource before and after; written as JSON with names in PascalCase. */
  readonly change?: { readonly old?: object; readonly fresh: object };
};

const EPOCH_TICKS = 621_355_968_000_000_000n;

/** One record for each partner that may see it (§12); the id ends in .NET ticks as the real one does, made unique by a counter.
 * Answers the ids by partner, to which a webhook event points. */
export const writeAudit = (state: State, deed: Deed): Readonly<Record<string, string>> => {
  const ids: Record<string, string> = {};
  const ticks = EPOCH_TICKS + BigInt(deed.at.getTime()) * 10_000n + BigInt(state.audit.size());
  for (const partnerId of deed.seenBy) {
    const id = [partnerId, ...(deed.customer === undefined ? [] : [deed.customer.id]), ...(deed.subject === undefined ? [] : [deed.subject]), deed.operationType.replaceAll('_', ''), ticks].join('_');
    const record: WireAuditRecord = {
      id, partnerId, participants: [...deed.seenBy], ...customerOf(deed), userPrincipalName: deed.by,
      applicationId: 'Partner Center Twin', resourceType: deed.resourceType, operationType: deed.operationType, operationDate: deed.at.toISOString(),
      operationStatus: 'succeeded', customizedData: Object.entries(deed.details ?? {}).map(([key, value]) => ({ key, value })),
      ...changeOf(deed), attributes: objectType('AuditRecord'),
    };
    state.audit.set(id, { seen: [partnerId], record });
    ids[partnerId] = id;
  }
  return ids;
};

const customerOf = ({ customer }: Deed): Pick<WireAuditRecord, 'customerId' | 'customerName'> =>
  customer === undefined ? {} : { customerId: customer.id, customerName: customer.name };

const changeOf = ({ change }: Deed): Pick<WireAuditRecord, 'resourceOldValue' | 'resourceNewValue'> => ({
  ...(change?.old === undefined ? {} : { resourceOldValue: JSON.stringify(pascalNames(change.old)) }),
  ...(change === undefined ? {} : { resourceNewValue: JSON.stringify(pascalNames(change.fresh)) }),
});
