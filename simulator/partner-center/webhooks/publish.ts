import { derivedGuid } from '../ids.ts';
import type { State, WebhookFaultRecord } from '../state.ts';
import type { EventName } from './names.ts';
import type { DeliveryRecord } from './records.ts';

export type PartnerEvent = {
  readonly name: EventName;
  /** Tenants that are told, if they have subscribed to the event. */
  readonly to: readonly string[];
  /** Path on the production host (`/v1/customers/…`), or a whole address. */
  readonly resource: string;
  readonly resourceName: string;
  readonly at: Date;
  /** Ids of the audit records by partner, as `writeAudit` returns them. */
  readonly audit?: Readonly<Record<string, string>>;
  /** Business milliseconds that the event is behind the change. */
  readonly lagMs?: number;
  /** A validation event, asked for under this id. */
  readonly validation?: { readonly id: string; readonly callbackUrl: string };
};

export const PRODUCTION = 'https://api.partnercenter.microsoft.com';
const HOUR = 3_600_000;

/** What the partner reads (§11.2); it carries no state, and its time is written with an offset as the real one is. */
const payload = (event: PartnerEvent, tenantId: string): string => {
  const auditId = event.audit?.[tenantId];
  return JSON.stringify({
    EventName: event.name,
    ResourceUri: event.resource.startsWith('/') ? `${PRODUCTION}${event.resource}` : event.resource,
    ResourceName: event.resourceName,
    AuditUri: auditId === undefined ? null : `${PRODUCTION}/auditactivity/v1/auditrecords/${auditId}`,
    ResourceChangeUtcDate: event.at.toISOString().replace('Z', '+00:00'),
  });
};

/** Puts the event into the post of every tenant that subscribed to it; the courier takes it from there (§11.2). */
export const publish = (state: State, event: PartnerEvent): void => {
  for (const tenantId of new Set(event.to)) {
    if (state.registrations.get(tenantId)?.events.includes(event.name) === true) post(state, event, tenantId);
  }
};

const post = (state: State, event: PartnerEvent, tenantId: string): void => {
  const body = payload(event, tenantId);
  const id = event.validation?.id ?? derivedGuid(tenantId, body, String(event.lagMs ?? 0));
  if (state.deliveries.get(id) !== undefined) return;
  const at = event.at.toISOString();
  const delivery: DeliveryRecord = {
    id, tenantId, eventName: event.name, body, createdAt: at, dueAt: later(at, event.lagMs ?? 0), phase: 'waiting', attempts: [],
    ...(event.validation === undefined ? {} : { callbackUrl: event.validation.callbackUrl }),
  };
  release(state, delivery);
  disturb(state, delivery, takeFault(state, event.name));
};

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

const takeFault = (state: State, name: EventName): WebhookFaultRecord | undefined => {
  const fault = state.webhookFaults.all().find((f) => f.eventName === undefined || f.eventName === name);
  if (fault === undefined) return undefined;
  if (fault.times <= 1) state.webhookFaults.delete(fault.id);
  else state.webhookFaults.set(fault.id, { ...fault, times: fault.times - 1 });
  return fault;
};

/** What an injected fault makes of the delivery; an event that is to be overtaken waits for the next one, at most an hour. */
const disturb = (state: State, delivery: DeliveryRecord, fault: WebhookFaultRecord | undefined): void => {
  if (fault?.kind === 'lost') state.deliveries.set(delivery.id, { ...delivery, phase: 'lost' });
  else if (fault?.kind === 'late') state.deliveries.set(delivery.id, { ...delivery, dueAt: later(delivery.dueAt, fault.delayMs ?? HOUR) });
  else if (fault?.kind === 'reversed') state.deliveries.set(delivery.id, { ...delivery, dueAt: later(delivery.dueAt, HOUR), overtaken: true });
  else state.deliveries.set(delivery.id, delivery);
  if (fault?.kind === 'duplicated') state.deliveries.set(`${delivery.id}-again`, { ...delivery, id: `${delivery.id}-again` });
};

/** Lets an event that was held back follow the one that has now overtaken it. */
const release = (state: State, next: DeliveryRecord): void => {
  const held = state.deliveriesOf(`held ${next.tenantId}`)[0];
  if (held === undefined) return;
  const { overtaken: _, ...rest } = held;
  state.deliveries.set(held.id, { ...rest, dueAt: later(next.dueAt, 1) });
};
