import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import type { Clock } from '../clock.ts';
import { EVENTS_PATH } from '../edge/server.ts';
import type { Log } from '../log.ts';
import { ORGANISATION } from './door.ts';

export type RegistrarDeps = {
  readonly webhooks: PartnerCenter['webhooks'];
  readonly organisations: readonly { readonly tenantId: string }[];
  /** Origin under which Partner Center reaches this bot. */
  readonly address: string;
  readonly newId: () => string;
  /** Real time. */
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
};

/** What wakes a look (API topic 11.3); `test-created` lets an operator try the way. */
const WANTED: ReadonlySet<string> = new Set([
  'test-created', 'reseller-relationship-accepted-by-customer', 'indirect-reseller-relationship-accepted-by-customer',
  'create-transfer', 'update-transfer', 'complete-transfer', 'fail-transfer', 'expire-transfer', 'subscription-updated',
]);

const isOurs = (url: string): boolean => URL.canParse(url) && new URL(url).pathname === EVENTS_PATH;

const areSame = (some: readonly string[], others: readonly string[]): boolean => some.toSorted().join() === others.toSorted().join();

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Asks Partner Center to send each organisation's events here. `ensure` may be called as often as wanted: it does nothing once all is settled, and
 * after a failure, which is logged, only when a growing pause has passed. Without events the bot looks by itself.
 */
export const createRegistrar = (deps: RegistrarDeps): { ensure(): Promise<void> } => {
  const settled = new Set<string>();
  const wait = { until: 0, pause: FIRST_PAUSE_MS };
  const tryOne = async (tenantId: string): Promise<void> => {
    try {
      await register(deps, tenantId);
      settled.add(tenantId);
    } catch (error) {
      deps.log.warn({ tenantId, error }, 'registration for events failed; looking at intervals goes on');
    }
  };
  return {
    ensure: async () => {
      const open = deps.organisations.filter(({ tenantId }) => !settled.has(tenantId));
      if (open.length === 0 || deps.clock.now().getTime() < wait.until) return;
      await Promise.all(open.map(({ tenantId }) => tryOne(tenantId)));
      wait.until = deps.clock.now().getTime() + wait.pause;
      wait.pause = Math.min(wait.pause * 2, LONGEST_PAUSE_MS);
    },
  };
};

const register = async ({ webhooks, address, newId, log }: RegistrarDeps, tenantId: string): Promise<void> => {
  const access = { kind: 'app' as const, tenantId };
  const present = await webhooks.registration(access);
  const events = (await webhooks.offered(access)).filter((name) => WANTED.has(name));
  const url = `${address}${EVENTS_PATH}?${ORGANISATION}=${tenantId}`;
  const ids = { requestId: newId() };
  if (present === undefined) return webhooks.register(access, { url, events }, ids);
  if (present.url === url && areSame(present.events, events)) return;
  // There is one registration a tenant: an address that is not a Växla's belongs to another system of the company's, which may need it more.
  if (!isOurs(present.url)) return log.warn({ tenantId }, 'another system has the registration for events; looking at intervals goes on');
  await webhooks.change(access, { url, events }, ids);
};
