import type { TwinClock } from '../clock.ts';
import { serve, type Running } from '../http.ts';
import type { Journal } from '../journal.ts';
import { servePortal } from '../portal/portal.ts';
import { documentRoutes } from './agreement-documents.ts';
import { attestationRoutes } from './attestation-page.ts';
import { ApiError } from './errors.ts';
import { createPast } from './history.ts';
import { toRoute, type PipelineDeps } from './pipeline.ts';
import { agreements } from './resources/agreements.ts';
import { attestations } from './resources/attestations.ts';
import { auditActivity } from './resources/audit-activity.ts';
import { audit } from './resources/audit.ts';
import { compliance } from './resources/compliance.ts';
import { customers } from './resources/customers.ts';
import { invitations } from './resources/invitations.ts';
import { mfa } from './resources/mfa.ts';
import { orders } from './resources/orders.ts';
import { profiles } from './resources/profiles.ts';
import { relationships } from './resources/relationships.ts';
import { removals } from './resources/removals.ts';
import { subscriptions } from './resources/subscriptions.ts';
import { transfers } from './resources/transfers.ts';
import { validations } from './resources/validations.ts';
import { webhooks } from './resources/webhooks.ts';
import { seed, type Story } from './seed.ts';
import { openState } from './state.ts';
import { createThrottle } from './throttle.ts';
import { createIdentify } from './token.ts';
import { createTraffic } from './traffic.ts';
import { openPostOffice } from './webhooks/post-office.ts';

export type PartnerCenterOptions = {
  /** Of the public surface; 0 takes a free one. */
  readonly port: number;
  /** Of the portal and its control API. */
  readonly portalPort: number;
  readonly clock: TwinClock;
  readonly journal: Journal;
  /** Tokens are verified with the keys at `/common/discovery/v2.0/keys` of this address. */
  readonly entraAddress: string;
  /** Where the portal sets the bad days of Teams; asked anew each time, since Teams may start later. */
  readonly teamsAddress?: () => string | undefined;
  /** Written into an empty journal only. */
  readonly story: Story;
  /** Milliseconds of business time from accept to the final word; default 8000. */
  readonly completionDelayMs?: number;
  /** Requests per tenant, family and minute before a 429; default 500 (§3.5). */
  readonly limitPerMinute?: number;
  /** Keeps the certificate that signs webhook events over a restart; left out, each start makes a new one. */
  readonly keyFile?: string;
};

/** Every operation of the public surface; the honesty table is held against them. */
export const RESOURCES = [
  ...customers, ...relationships, ...agreements, ...attestations, ...subscriptions, ...orders, ...transfers, ...profiles, ...audit,
  ...auditActivity, ...mfa, ...compliance, ...invitations, ...removals, ...validations, ...webhooks,
];
const MEGABYTE = 1_000_000;

/** Starts the Partner Center twin: the strict public surface, and the portal where people do what has no API. */
export const startPartnerCenter = async (options: PartnerCenterOptions): Promise<{ public: Running; portal: Running }> => {
  const { journal, clock, story, completionDelayMs = 8000 } = options;
  const state = openState(journal);
  seed(journal, state, story);
  const deps: PipelineDeps = {
    state, journal, clock, completionDelayMs,
    past: createPast(journal, clock),
    identify: createIdentify(options.entraAddress, () => clock.now().getTime() - clock.offset()),
    throttle: createThrottle(options.limitPerMinute ?? 500, state),
    traffic: createTraffic(state),
  };
  const neighbours = { entra: () => options.entraAddress, teams: options.teamsAddress ?? (() => undefined) };
  const post = openPostOffice({ state, clock, keyFile: options.keyFile });
  const routes = [...RESOURCES.map((resource) => toRoute(deps, resource)), ...post.routes, ...documentRoutes(clock), ...attestationRoutes(state, clock)];
  const surface = post.attach(await serve({ name: 'partner-center', port: options.port, routes, maxBytes: MEGABYTE, onMalformed: () => new ApiError('badInput', 'The body is not JSON.') }));
  try {
    return { public: surface, portal: await servePortal({ ...deps, neighbours }, options.portalPort) };
  } catch (error) {
    await surface.close();
    throw error;
  }
};
