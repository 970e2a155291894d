import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Hint } from '../../commands/take-hint.ts';
import { Refused } from '../edge/guard.ts';

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const CUSTOMER = new RegExp(`/customers/(${GUID})(?:/|$)`, 'i');
/** `{partner}_{customer}_…`, and for transfers the transfer's id behind it. */
const AUDIT_ID = new RegExp(`/auditrecords/(${GUID})_(${GUID})_`, 'i');

const event = z.object({
  EventName: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  ResourceUri: z.string().max(2_000),
  AuditUri: z.string().max(2_000).nullish(),
  ResourceChangeUtcDate: z.string().max(64).refine((text) => Number.isFinite(Date.parse(text))),
});

/**
 * What a verified event hints at, for an organisation of ours. Addresses in it are read as text and never called. Throws `Refused`: 400 for what is
 * no event, 403 for one about another partner: anybody who is one can have Microsoft sign and send theirs to us.
 */
export const hintOf = (body: Record<string, unknown>, tenantId: string): Hint => {
  const { success, data } = event.safeParse(body);
  if (!success) throw new Refused(400, 'not-an-event');
  const audit = AUDIT_ID.exec(data.AuditUri ?? '');
  if (audit !== null && audit[1]?.toLowerCase() !== tenantId) throw new Refused(403, 'another-partner');
  const customerId = (CUSTOMER.exec(data.ResourceUri)?.[1] ?? audit?.[2])?.toLowerCase();
  const { EventName: name, ResourceUri, ResourceChangeUtcDate } = data;
  const key = createHash('sha256').update(JSON.stringify([tenantId, name, ResourceUri, ResourceChangeUtcDate])).digest('hex');
  return { tenantId, event: name, customerId, changedAt: new Date(ResourceChangeUtcDate), key };
};
