import type { WireAttributes, WireLinks } from '../../partnercenter/wire.ts';
import type { Ask } from '../http.ts';
import type { AgentRole } from '../people.ts';
import { ApiError } from './errors.ts';
import { key } from './ids.ts';
import { hasAgreement, isLinked, type CustomerRecord, type PartnerRecord, type State } from './state.ts';
import type { Caller } from './token.ts';

/** One admitted request, with what a resource may look at. */
export type Call = {
  readonly ask: Ask;
  readonly state: State;
  readonly caller: Caller;
  readonly partner: PartnerRecord;
  readonly now: Date;
  /** Business time from accept to the final word of a transfer. */
  readonly completionDelayMs: number;
};
export type CustomerCall = Call & { readonly customer: CustomerRecord };

export type Answer = { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };

/** Resources that share a budget of requests (§3.5). */
export type Family = 'customers' | 'subscriptions' | 'orders' | 'transfers' | 'validationEvents';

/** One operation of the public surface: a row of the contract's tables. */
export type Resource = {
  readonly method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'del';
  readonly path: string;
  readonly modes: 'U' | 'A' | 'A/U';
  /** Roles that may use it; left out, any agent role may (§2.3). */
  readonly roles?: readonly AgentRole[];
  readonly family?: Family;
  readonly handle: (call: Call) => Answer;
};

/** Relationship guard: an unknown customer is 60003, a known one of somebody else 20002. */
export const forCustomer =
  (handle: (call: CustomerCall) => Answer) =>
  (call: Call): Answer => {
    const customer = call.state.customers.get(key(call.ask.params['customerId'] ?? ''));
    if (customer === undefined) throw new ApiError('customerNotFound');
    if (!isLinked(customer, call.caller.tenantId)) throw new ApiError('noRelationship');
    return handle({ ...call, customer });
  };

/** Agreement guard (§14, order of item 3: always after the relationship). */
export const requireAgreement = (customer: CustomerRecord, partnerId: string): void => {
  if (!hasAgreement(customer, partnerId)) throw new ApiError('agreementMissing');
};

export const ok = (body: unknown): Answer => ({ status: 200, body });

export const self = (uri: string): WireLinks => ({ self: { uri, method: 'GET', headers: [] } });
export const objectType = (name: string, etag?: string): WireAttributes => ({ ...(etag === undefined ? {} : { etag }), objectType: name });

/** For a call that needs no body: whatever stands there is left alone, but unreadable it may not be. */
export const withoutBody =
  <C extends Call>(handle: (call: C) => Answer) =>
  (call: C): Answer => {
    void call.ask.body;
    return handle(call);
  };

/** A word of a body in lower case; anything that is no text is no word. Never `String(…)`: an object from outside may have a `toString` that throws. */
export const wordOf = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

/** The body as an object, or a documented 400 instead of a crash. */
export const objectBody = (ask: Ask): Record<string, unknown> => {
  const { body } = ask;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new ApiError('badInput', 'The body must be a JSON object.');
  return body as Record<string, unknown>;
};
