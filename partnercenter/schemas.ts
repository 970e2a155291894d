import { z } from 'zod';

/**
 * What of the wire this project relies on; everything else is left unread. Words of closed lists are plain strings here: a new one must
 * surface as `unknown: <raw>` further on, never fail a whole list (API topic 18). Keys are tidy (json.ts).
 */

/** The letter case of GUIDs changes from call to call (API topic 3.2): one form from here on. */
export const guid = z.string().min(1).transform((text) => text.toLowerCase());
const optionalGuid = z.string().optional().transform((text) => (text === undefined || text === '' ? undefined : text.toLowerCase()));
/** Numbers where text was documented, and the other way round. */
const loose = z.union([z.string(), z.number()]).transform(String);
const count = z.coerce.number();

export const customer = z.object({
  id: guid,
  companyProfile: z.object({ companyName: z.string().default(''), domain: z.string().default('') }),
});

export const partnerRelationship = z.object({ id: guid, name: z.string().default(''), mpnId: loose.default('') });

/** `agreementType` in some texts, `type` in others (API topic 7.1). */
export const agreement = z.object({ userId: z.string().optional(), templateId: z.string().optional(), type: z.string().optional(), agreementType: z.string().optional() });
export const directSigned = z.object({ isSigned: z.boolean() });

export const subscription = z.object({
  id: guid,
  entitlementId: optionalGuid,
  offerId: z.string().default(''),
  offerName: z.string().default(''),
  friendlyName: z.string().default(''),
  productType: z.object({ id: z.string().default('') }).optional(),
  isMicrosoftProduct: z.boolean().optional(),
  quantity: count.default(0),
  unitType: z.string().default(''),
  billingType: z.string().default(''),
  billingCycle: z.string().default('unknown'),
  termDuration: z.string().optional(),
  parentSubscriptionId: optionalGuid,
  status: z.string().default('none'),
  partnerId: loose.default(''),
  commitmentEndDate: z.string().optional(),
  commitmentEndDateTime: z.string().optional(),
  creationDate: z.string().optional(),
  orderId: z.string().optional(),
  isTrial: z.boolean().optional(),
});
export type WireSubscriptionRead = z.infer<typeof subscription>;

export const eligibility = z.object({ id: guid, isEligible: z.boolean(), reason: z.string().optional() });

const line = z.object({
  subscriptionId: guid,
  offerId: z.string().default(''),
  friendlyName: z.string().default(''),
  quantity: count.default(0),
  billingCycle: z.string().default('unknown'),
  partnerIdOnRecord: loose.optional(),
  orderId: z.string().optional(),
  transferGroupId: loose.optional(),
  status: z.string().optional(),
  transferError: z.string().optional(),
});
const lineWithAddons = line.extend({ addonItems: z.array(line).default([]) });
export type WireLineRead = z.infer<typeof line>;
export type WireLineWithAddonsRead = z.infer<typeof lineWithAddons>;

export const transfer = z.object({
  id: guid,
  status: z.string(),
  createdTime: z.string().optional(),
  lastModifiedTime: z.string().optional(),
  lastModifiedUser: optionalGuid,
  customerTenantId: optionalGuid,
  sourcePartnerTenantId: guid,
  targetPartnerTenantId: guid,
  transferType: loose.optional(),
  expirationTime: z.string().optional(),
  targetProductTypes: z.array(z.string()).optional(),
  partnerOnRecord: loose.optional(),
  lineItems: z.array(lineWithAddons).default([]),
});
export type WireTransferRead = z.infer<typeof transfer>;

const errorLine = z.object({ subscriptionId: optionalGuid, sourceSubscriptionId: optionalGuid });
export const submitResult = z.object({
  transferErrors: z
    .array(z.object({ code: loose.optional(), description: z.string().optional(), lineItems: z.array(errorLine).default([]) }))
    .default([]),
});
