import type { TwinClock } from '../../clock.ts';
import type { State } from '../state.ts';
import { switchOf } from '../switches.ts';
import { PRODUCTION } from './publish.ts';
import type { Attempt, DeliveryRecord, RegistrationRecord } from './records.ts';
import { CERTIFICATES, type Signer } from './signer.ts';

export type CourierDeps = {
  readonly state: State;
  readonly clock: TwinClock;
  readonly signer: () => Promise<Signer>;
  /** Where the twin's public surface listens. */
  readonly address: () => string;
  /** Brings the world up to date before the post is looked through: what time alone has decided is news as well. */
  readonly beforeRound: (now: Date) => void;
  /** An error nobody expected; the courier goes on. */
  readonly onFault: (error: unknown) => void;
};

export type Courier = { close(): Promise<void> };

/** Ten tries (§11.2, C); the pauses between them are not published (U): these add up to about three hours of business time. */
const PAUSES_MS = [1, 2, 4, 8, 16, 32, 45, 60, 60].map((minutes) => minutes * 60_000);
const TRIES = PAUSES_MS.length + 1;
const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 10_000;
/** Of deliveries that went well, how many the portal can still show. */
const REMEMBERED = 100;
const WEEK = 7 * 86_400_000;

/** Carries events to their subscribers for as long as the twin runs: due ones in order, one at a time for each tenant. */
export const startCourier = (deps: CourierDeps): Courier => {
  const stop = new AbortController();
  let round: Promise<void> | undefined;
  const look = (): void => {
    round ??= oneRound(deps, stop.signal)
      .catch(deps.onFault)
      .finally(() => (round = undefined));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      stop.abort();
      await round;
    },
  };
};

const oneRound = async (deps: CourierDeps, stopped: AbortSignal): Promise<void> => {
  const now = deps.clock.now();
  deps.beforeRound(now);
  tidy(deps.state, now);
  const due = deps.state.dueDeliveries(now.getTime()).map(({ value }) => value);
  if (due.length === 0) return;
  const signer = await deps.signer();
  const tenants = [...new Set(due.map((d) => d.tenantId))];
  await Promise.all(tenants.map((tenantId) => inTurn(due.filter((d) => d.tenantId === tenantId), (d) => carry(deps, { delivery: d, signer, stopped }))));
};

const inTurn = async (deliveries: readonly DeliveryRecord[], each: (delivery: DeliveryRecord) => Promise<void>): Promise<void> => {
  for (const delivery of deliveries) await each(delivery);
};

type Carry = { readonly delivery: DeliveryRecord; readonly signer: Signer; readonly stopped: AbortSignal };

/** One try; a registration that has gone in the meantime counts as no answer. */
const carry = async (deps: CourierDeps, { delivery, signer, stopped }: Carry): Promise<void> => {
  if (stopped.aborted) return;
  const registration = deps.state.registrations.get(delivery.tenantId);
  const outcome = registration === undefined ? { status: 0, message: 'NoRegistration' } : await send(deps, { delivery, registration, signer, stopped });
  if (stopped.aborted) return;
  deps.state.deliveries.set(delivery.id, judged(delivery, { at: deps.clock.now().toISOString(), ...outcome }));
};

/** Any 2xx is enough; otherwise wait and try again, and after the tenth time give up (§11.2). */
const judged = (delivery: DeliveryRecord, attempt: Attempt): DeliveryRecord => {
  const attempts = [...delivery.attempts, attempt];
  if (attempt.status >= 200 && attempt.status < 300) return { ...delivery, attempts, phase: 'delivered' };
  if (attempts.length >= TRIES) return { ...delivery, attempts, phase: 'offline' };
  const pause = PAUSES_MS[attempts.length - 1] ?? 0;
  return { ...delivery, attempts, dueAt: new Date(Date.parse(attempt.at) + pause).toISOString() };
};

type Sending = Carry & { readonly registration: RegistrationRecord };

const send = async (deps: CourierDeps, { delivery, registration, signer, stopped }: Sending): Promise<Omit<Attempt, 'at'>> => {
  const bytes = Buffer.from(delivery.body, 'utf8');
  const host = switchOf(deps.state, 'webhooks.certificateHost') === 'production' ? PRODUCTION : deps.address();
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    [registration.inMsHeader ? 'x-ms-signature' : 'Authorization']: `Signature ${signer.sign(bytes)}`,
    'X-MS-Certificate-Url': `${host}${CERTIFICATES}/${signer.thumbprint}.cer`,
    'X-MS-Signature-Algorithm': 'rsa-sha256',
  };
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const answer = await fetch(registration.url, { method: 'POST', body: bytes, headers, redirect: 'manual', signal });
    await answer.body?.cancel();
    return { status: answer.status, message: answer.statusText };
  } catch (error) {
    return { status: 0, message: error instanceof Error && error.name === 'TimeoutError' ? 'Timeout' : 'ConnectFailure' };
  }
};

/** Forgets old deliveries that went well, and validation events after their seven days; what was given up stays for support. */
const tidy = (state: State, now: Date): void => {
  const done = state.deliveriesOf('delivered');
  const old = state.deliveriesOf('validation').filter((d) => now.getTime() - Date.parse(d.createdAt) > WEEK);
  for (const { id } of [...done.slice(0, Math.max(0, done.length - REMEMBERED)), ...old]) state.deliveries.delete(id);
};
