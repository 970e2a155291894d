import type { CrashPoint } from '../../commands/deps.ts';
import type { LedgerDb } from '../../ledger/database.ts';
import { postponeItem, tickOff } from '../../ledger/outbox.ts';
import type { OutboxItem } from '../../ledger/outbox.ts';
import { markDead } from '../../ledger/people.ts';
import type { Log } from '../log.ts';
import { giveUp } from './give-up.ts';

export type SettleDeps = {
  readonly db: LedgerDb;
  readonly now: () => Date;
  readonly crashPoint: (at: CrashPoint) => void;
  readonly log: Pick<Log, 'warn'>;
};

export type Sent = { ok: true; activityId: string | null } | { ok: false; why: string; afterMs?: number };

const MAX_PAUSE_MS = 5 * 60_000;

/** What one send means for the items that it stood for: told, given up because the chat is gone, or tried again later. False: stop for now. */
export const settle = async (deps: SettleDeps, items: readonly [OutboxItem, ...OutboxItem[]], sent: Sent, earlier: readonly string[] = []): Promise<boolean> => {
  if (sent.ok) {
    await tickOff(deps.db, [...items.map((item) => item.outbox_id), ...earlier], sent.activityId);
    deps.crashPoint('notice-ticked');
    return true;
  }
  const [{ tenant_id: tenantId, person_id: personId }] = items;
  if (sent.why === 'gone') {
    await markDead(deps.db, tenantId, personId, deps.now());
    await giveUp(deps, { tenantId, personId });
    return false;
  }
  for (const item of items) {
    const pause = sent.afterMs ?? Math.min(1000 * 2 ** Math.min(item.attempts, 12), MAX_PAUSE_MS);
    await postponeItem(deps.db, item, new Date(deps.now().getTime() + pause), sent.why);
  }
  return false;
};
