/** One tenant's registration: one URL, one list of events (§11.1). */
export type RegistrationRecord = {
  readonly tenantId: string;
  readonly subscriberId: string;
  readonly url: string;
  readonly events: readonly string[];
  /** The signature travels in `x-ms-signature` instead of `Authorization`. */
  readonly inMsHeader: boolean;
  readonly changedAt: string;
};

/** `status` 0: no answer came. */
export type Attempt = { readonly at: string; readonly status: number; readonly message: string };

/** `offline`: given up after ten tries, kept for support; `lost`: an injected fault, never sent. */
export type DeliveryPhase = 'waiting' | 'delivered' | 'offline' | 'lost';

export type DeliveryRecord = {
  readonly id: string;
  readonly tenantId: string;
  readonly eventName: string;
  /** The JSON exactly as it is signed and sent. */
  readonly body: string;
  readonly createdAt: string;
  /** Business time of the next try. */
  readonly dueAt: string;
  readonly phase: DeliveryPhase;
  readonly attempts: readonly Attempt[];
  /** Held back by an injected fault until the tenant's next event has gone before it. */
  readonly overtaken?: boolean;
  /** Only on a validation event, whose result can be asked for during seven days. */
  readonly callbackUrl?: string;
};
