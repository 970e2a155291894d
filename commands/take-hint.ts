import { isKnownHint, rememberHint } from '../ledger/hints.ts';
import { awaitedTransfers } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';

/** That something may have changed at Partner Center; never what (API topic 11.2). */
export type Hint = {
  readonly tenantId: string;
  readonly event: string;
  readonly customerId: string | undefined;
  readonly changedAt: Date;
  /** Equal for deliveries of the same event to the same organisation. */
  readonly key: string;
};

/** An event as old as this tells nothing that looking has not told; rows are kept as long, so that no event ever counts twice. */
export const KEEP_HINTS_MS = 30 * 24 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const ACCEPTED = /accepted-by-customer$/;

/**
 * Wakes the looks that would come by themselves later: at the transfers of that customer, or at what the organisation's steps wait for.
 * Settles when all is stored. An event that was here before, or is too old or not yet, wakes nobody.
 */
export const takeHint = async (deps: Pick<CommandDeps, 'db' | 'send' | 'now'>, hint: Hint): Promise<void> => {
  const now = deps.now();
  const age = now.getTime() - hint.changedAt.getTime();
  if (age >= KEEP_HINTS_MS || age < -DAY_MS || (await isKnownHint(deps.db, hint.key))) return;
  // One transaction each, as in the sweep; when this ends in between, the event comes again and equal jobs become one.
  for (const job of await jobsFor(deps, hint)) await deps.db.transaction().execute((trx) => deps.send(trx, job.queue, job.data, { singletonKey: job.key }));
  await rememberHint(deps.db, hint, now);
};

const jobsFor = async ({ db }: Pick<CommandDeps, 'db'>, { tenantId, event, customerId }: Hint): Promise<{ queue: string; data: object; key: string }[]> => {
  if (ACCEPTED.test(event)) return [{ queue: QUEUES.readBack, data: { tenantId }, key: tenantId }];
  const transfers = customerId === undefined ? [] : await awaitedTransfers(db, tenantId, customerId);
  return transfers.map((transferId) => ({ queue: QUEUES.observe, data: { transferId }, key: transferId }));
};
