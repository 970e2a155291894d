/**
 * The JSON of Partner Center as it travels: shapes of `partner-center-api` sections 3-12, as far as this project reads or writes them.
 * Every enum is an open union (`Open`): a value nobody told us about must surface, never throw (§18). Nulls are left out on reads.
 * Ids keep the letter case they came with; compare them without regard to case (§3.2).
 */

/** A closed list of known words that still admits any other string. */
export type Open<Known extends string> = Known | (string & {});

export type WireHeader = { key: string; value: string };
/** `uri` is relative and usually lacks `/v1`; every header must be sent along when the link is followed. */
export type WireLink = { uri: string; method: string; headers: WireHeader[] };
export type WireLinks = { self?: WireLink; next?: WireLink; previous?: WireLink };
export type WireAttributes = { objectType?: string; etag?: string };

/** §3.3. `totalCount` equals the number of items in this page. */
export type WireCollection<Item> = { totalCount: number; items: Item[]; links?: WireLinks; continuationToken?: string; attributes?: WireAttributes };

/** §3.6, classic shape; `code` is a number or a numeric string. */
export type WireClassicError = { code: number | string; description: string; data?: unknown[]; source?: string };
/** §3.6, shape of agreements and validations. */
export type WireNewerError = {
  code: number | string; message: string; description: string; errorName: string; isRetryable: boolean;
  parameters?: Record<string, unknown>; errorMessageExtended?: string;
};
/** §3.5, shape of a 429. */
export type WireThrottleError = { statusCode: number; message: string };
export type WireError = WireClassicError | WireNewerError | WireThrottleError;

export type WireAddress = {
  country: string; region?: string; city: string; state?: string; addressLine1: string; addressLine2?: string; postalCode: string;
  firstName?: string; lastName?: string; phoneNumber?: string;
};
export type WireContact = { firstName: string; lastName: string; email: string; phoneNumber?: string };

/** §4.1 */
export type WireMpnProfile = { mpnId: string; partnerName: string; profileType: string; links?: WireLinks; attributes?: WireAttributes };
/** §4.2 */
export type WireLegalBusinessProfile = {
  companyName: string;
  address: WireAddress;
  companyApproverAddress: WireAddress;
  primaryContact: WireContact;
  companyApproverEmail: string;
  vettingStatus: Open<'none' | 'pending' | 'authorized' | 'rejected'>;
  vettingSubStatus: Open<'none' | 'entry' | 'email_ownership' | 'email_domain' | 'employment_verification' | 'decision' | 'other' | 'business_verification'>;
  profileType: string;
  links?: WireLinks;
  attributes?: WireAttributes;
};

/** §5.1, §5.2. Do not branch on `relationshipType` of an item; branch on what was asked for. */
export type WirePartnerRelationship = {
  id: string; name: string; relationshipType: Open<'none' | 'is_indirect_reseller_of' | 'is_indirect_cloud_solution_provider_of'>;
  state?: Open<'Active'>; mpnId: string; location?: string; attributes?: WireAttributes;
};
/** §5.6 */
export type WireAgreementStatus = { isAgreementSigned: boolean };

export type WireCompanyProfile = { tenantId: string; domain: string; companyName: string; address?: WireAddress; email?: string };
/** §6.1 lists carry the first four fields only; §6.2 the rest. */
export type WireCustomer = {
  id: string;
  companyProfile: WireCompanyProfile;
  relationshipToPartner: Open<'unknown' | 'reseller' | 'advisor' | 'syndication' | 'microsoft_support' | 'none'>;
  attributes?: WireAttributes;
  commerceId?: string;
  billingProfile?: WireBillingProfile;
  allowDelegatedAccess?: boolean;
  customDomains?: string[];
  associatedPartnerId?: string;
  enableGDAPByDefault?: boolean;
  links?: WireLinks;
};
/** §6.3 */
export type WireBillingProfile = {
  id: string; firstName: string; lastName: string; email: string; culture: string; language: string; companyName: string;
  defaultAddress: WireAddress; profileType?: string; links?: WireLinks; attributes?: WireAttributes;
};

/** §7.3: acceptances attested by the calling partner. */
export type WireAgreement = {
  userId: string; primaryContact: WireContact; templateId: string; dateAgreed: string;
  type: Open<'MicrosoftCustomerAgreement' | 'MicrosoftCloudAgreement'>; agreementLink?: string;
};
/** §7.4: the customer's own acceptance. */
export type WireDirectSignedStatus = { isSigned: boolean };

export type WireSubscriptionStatus = Open<'none' | 'active' | 'pending' | 'suspended' | 'expired' | 'disabled' | 'deleted'>;
export type WireBillingCycle = Open<'unknown' | 'monthly' | 'annual' | 'none' | 'one_time' | 'triennial' | 'biennial'>;

/** §8.1 */
export type WireSubscription = {
  id: string;
  entitlementId?: string;
  offerId: string;
  offerName: string;
  friendlyName: string;
  publisherName?: string;
  /** Absent on legacy subscriptions. */
  productType?: { id: Open<'OnlineServicesNCE' | 'Azure' | 'Software' | 'SaaS'>; displayName: string };
  quantity: number;
  unitType: Open<'Licenses' | 'Usage-based' | 'Benefit' | 'none'>;
  /** Add-ons only. */
  parentSubscriptionId?: string;
  hasPurchasableAddons?: boolean;
  creationDate: string;
  effectiveStartDate: string;
  commitmentEndDate: string;
  commitmentEndDateTime?: string;
  cancellationAllowedUntilDate?: string;
  billingCycleEndDate?: string;
  status: WireSubscriptionStatus;
  autoRenewEnabled: boolean;
  isTrial: boolean;
  isMicrosoftProduct?: boolean;
  attentionNeeded?: boolean;
  actionTaken?: boolean;
  billingType: Open<'none' | 'usage' | 'license' | 'benefit'>;
  billingCycle: WireBillingCycle;
  termDuration?: string;
  renewalTermDuration?: string;
  /** PartnerID of the reseller of record; empty for direct business. */
  partnerId?: string;
  suspensionReasons?: string[];
  contractType?: Open<'subscription' | 'productKey' | 'redemptionCode'>;
  refundOptions?: { type: Open<'Full' | 'Partial'>; expiresAt?: string }[];
  refundableQuantity?: { totalQuantity: number; details: { quantity: number; allowedUntilDateTime: string }[] };
  orderId?: string;
  promotionId?: string;
  productOrderId?: string;
  links?: WireLinks;
  attributes?: WireAttributes;
};

/** §9.1: a bare array of these. Show the reason, never parse it. */
export type WireTransferEligibility = { id: string; isEligible: boolean; reason?: string };

/** §9.4 for legacy transfers, §10.5 for new commerce; compare without regard to case, `Complete` equals `Completed`. */
export type WireTransferStatus = Open<
  'Active' | 'InProgress' | 'Complete' | 'PartiallyComplete' | 'Failed' | 'Reject' | 'Pending' | 'Cancel' | 'Expired'
>;

/** §9.2 */
export type WireTransferLineItem = {
  /** Sent as a number although documented as a string. */
  id?: number | string;
  subscriptionId: string;
  offerId?: string;
  billingCycle?: WireBillingCycle;
  friendlyName?: string;
  quantity?: number;
  partnerIdOnRecord?: string;
  /** After success. */
  orderId?: string;
  /** The unit that fails or succeeds together: "0", "1", … */
  transferGroupId?: string;
  /** After accept. */
  status?: Open<'Complete' | 'Failed'>;
  addonItems?: WireTransferLineItem[];
  transferError?: string;
  /** New-commerce lines only. */
  productType?: string;
};

/** §9.2 create body. */
export type WireTransferRequest = {
  sourcePartnerTenantId: string; targetPartnerTenantId: string; sourcePartnerName?: string; targetPartnerName?: string;
  customerName?: string; lineItems: { subscriptionId: string; partnerIdOnRecord?: string; friendlyName?: string; quantity?: number }[];
};
/** §9.3 reject body. */
export type WireTransferPatch = { id: string; status: Open<'reject'> };

/** §9.2, §10.1. `transferType` 3/5, `expirationTime` or status `Pending` mark a new-commerce transfer (§10.8). */
export type WireTransfer = {
  id: string;
  status: WireTransferStatus;
  createdTime: string;
  lastModifiedTime: string;
  lastModifiedUser?: string;
  customerTenantId: string;
  customerName?: string;
  /** Tenant of the partner whose view this is; spelled in lower case on the wire. */
  partnertenantid?: string;
  sourcePartnerName?: string;
  sourcePartnerTenantId: string;
  targetPartnerName?: string;
  targetPartnerTenantId: string;
  transferType?: number | string;
  expirationTime?: string;
  completedTime?: string;
  lineItems: WireTransferLineItem[];
  links?: WireLinks;
  attributes?: WireAttributes;
};

/** §8.4 */
export type WireOrderLineItem = {
  lineItemNumber: number; offerId: string; subscriptionId?: string; parentSubscriptionId?: string; termDuration?: string;
  transactionType?: string; friendlyName?: string; quantity: number; partnerIdOnRecord?: string;
};
export type WireOrder = {
  id: string; alternateId?: string; referenceCustomerId: string; billingCycle: WireBillingCycle; currencyCode?: string;
  creationDate: string; status: Open<'unknown' | 'completed' | 'pending' | 'cancelled'>; transactionType?: string;
  lineItems: WireOrderLineItem[]; links?: WireLinks; attributes?: WireAttributes;
};

/** §9.3: HTTP 200 with `transferErrors` is a partial failure. */
export type WireTransferError = {
  transferGroupId: string; code: number; description: string;
  lineItems: (WireTransferLineItem & { entitlementId?: string; sourceSubscriptionId?: string })[]; attributes?: WireAttributes;
};
export type WireTransferSubmitResult = { orders: WireOrder[]; transferErrors: WireTransferError[]; attributes?: WireAttributes };

/** §12. Old and new values are JSON strings, PascalCase inside. */
export type WireAuditRecord = {
  id: string; partnerId: string; participants?: string[]; customerId?: string; customerName?: string; userPrincipalName?: string;
  applicationId?: string;
  resourceType: Open<'customer' | 'subscription' | 'order' | 'transfer' | 'partner_relationship' | 'partner_customer_relationship' | 'agreement'>;
  resourceOldValue?: string; resourceNewValue?: string;
  operationType: Open<'create_transfer' | 'update_transfer' | 'extend_relationship' | 'update_subscription'>; operationDate: string;
  operationStatus: Open<'succeeded' | 'failed' | 'progress' | 'decline'>; originalCorrelationId?: string;
  customizedData?: { key: string; value: string }[]; attributes?: WireAttributes;
};
