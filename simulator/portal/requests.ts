import { z } from 'zod';
import { BAD_DAY_NAMES } from './bad-day-texts.ts';

/** What the control API takes. Forms send texts only, so numbers and flags are read from texts, and an empty field counts as absent. */
const guid = z.guid();
const optional = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? undefined : value), type.optional());
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
const personId = optional(guid);

export const ENROL = z.object({ partnerId: guid, personId, businessDays: z.preprocess((v) => (v === undefined || v === '' ? 0 : v), z.union([z.literal('byHand'), whole(0, 5)])) });
export const OF_PARTNER = z.object({ partnerId: guid, personId });
export const PROGRAM = z.object({
  partnerId: guid, directBill: optional(z.enum(['none', 'active', 'restricted', 'suspended', 'revoked'])), ttmRevenueUsd: optional(z.coerce.number().min(0)),
  anniversary: optional(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)), resellerSuspended: optional(flag),
});
export const PARTNERSHIP = z.object({ providerId: guid, partnerId: guid });
export const ANSWER = z.object({ verb: z.enum(['accept', 'decline']), personId });
export const ACCEPTANCE = z.object({
  customerId: optional(guid), name: optional(z.string().min(1).max(200)), slug: optional(z.string().regex(/^[a-z0-9]{1,40}$/)),
  url: optional(z.string().max(2000)), partnerId: optional(guid), providerId: optional(guid),
});
export const SEATS = z.object({ customerId: guid, subscriptionId: guid, quantity: whole(1, 1_000_000) });
export const EXTEND = z.object({ customerId: guid, partnerId: guid, providerId: guid, personId });
export const AGREEMENT = z.object({ customerId: guid, channel: z.enum(['direct', 'attested', 'provider', 'none']) });
export const ACCOUNT = z.object({ customerId: guid, status: z.enum(['Allowed', 'UnderReview', 'NotAllowed', 'Unknown', 'Not Ready', 'none']) });
export const GDAP = z.object({ customerId: guid, partnerId: guid });
export const GDAP_CHANGE = z.object({ verb: z.enum(['approve', 'activate', 'terminate']), days: z.preprocess((v) => (v === undefined || v === '' ? 730 : v), whole(1, 730)) });
export const DECIDE = z.object({ verb: z.enum(['accept', 'reject', 'withdraw', 'cancel']), personId, subscriptionIds: z.array(guid).optional() });
export const FAIL_LINE = z.object({ subscriptionId: guid, description: z.string().min(1).max(500) });

const TEN_YEARS = 10 * 365 * 86_400_000;
export const CLOCK = z
  .object({ advanceMs: optional(z.coerce.number().min(0).max(TEN_YEARS)), businessDays: optional(whole(0, 2500)), to: optional(z.iso.datetime({ offset: true })) })
  .refine((ask) => Object.values(ask).filter((value) => value !== undefined).length === 1, 'Say advanceMs, businessDays or to.');

const times = optional(whole(1, 1_000_000));
export const FAULT = z.object({
  match: z.object({ method: optional(z.string()), pathIncludes: optional(z.string()), route: optional(z.string()) }).default({}),
  kind: z.enum(['status', 'burst', 'throttle', 'hang', 'drop-before', 'drop-after', 'cut', 'stale', 'partial-page', 'partial-transfer']),
  status: optional(whole(400, 599)), code: optional(z.coerce.number().int()),
  retryAfter: optional(z.union([z.number().min(0), z.string().regex(/^[\x20-\x7e]{1,40}$/)])), retryAfterForm: optional(z.enum(['seconds', 'date'])),
  minutes: optional(whole(1, 10_080)), page: optional(z.enum(['half', 'missing', 'repeated'])),
  times, chance: optional(z.coerce.number().min(0).max(1)), seed: optional(z.string().max(100)), length: optional(whole(1, 1000)),
});
export const WEBHOOK_FAULT = z.object({
  kind: z.enum(['lost', 'duplicated', 'late', 'reversed']), eventName: optional(z.string().max(100)), delayMs: optional(whole(0, TEN_YEARS)), times,
});
export const BAD_DAY = z.object({ name: z.enum(BAD_DAY_NAMES), personId: optional(z.string().max(100)) });
export const BAD_DAY_PLACE = z.object({ place: z.enum(['partnerCenter', 'teams', 'entra']) });
export const SWITCH_VALUES = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));
export const STORY = z.object({ name: z.string() });
export const SAVED = z.object({
  format: z.number(), savedAt: z.iso.datetime(),
  entries: z.array(z.tuple([z.string(), z.string(), z.unknown()])).transform((entries) => entries.map(([c, k, v]): [string, string, unknown] => [c, k, v])),
});
