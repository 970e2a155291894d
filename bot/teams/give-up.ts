import { concerns } from '../../journey/notices.ts';
import type { LedgerDb } from '../../ledger/database.ts';
import { dropItems, owe, waitingFor } from '../../ledger/outbox.ts';
import { reachablePeople } from '../../ledger/people.ts';
import type { Log } from '../log.ts';

export type GiveUpDeps = { readonly db: LedgerDb; readonly now: () => Date; readonly log: Pick<Log, 'warn'> };

/**
 * Nobody reads here any more: what has to be known goes to colleagues who can act, and the operator hears when there is none (I6). Reminders are
 * owed to each of them in their own right already.
 */
export const giveUp = async (deps: GiveUpDeps, who: { tenantId: string; personId: string }): Promise<void> => {
  const items = await waitingFor(deps.db, who.tenantId, who.personId);
  if (items.length === 0) return;
  const colleagues = (await reachablePeople(deps.db, who.tenantId)).filter(concerns);
  const orphans = items.filter((item) => item.kind !== 'update' && item.kind !== 'sign-in-needed' && item.reminder === null);
  await deps.db.transaction().execute(async (trx) => {
    const facts = orphans.map((item) => ({ item, fact: item.dedupe.replace(`:${who.personId}`, '') }));
    const owed = colleagues.flatMap(({ tenantId, personId }) =>
      facts.map(({ item, fact }) => ({ dedupe: `${fact}:${personId}`, tenantId, personId, kind: item.kind, ...(item.transfer_id === null ? {} : { transferId: item.transfer_id }) })),
    );
    await owe(trx, owed, deps.now());
    await dropItems(trx, items.map((item) => item.outbox_id), 'no chat to send to');
  });
  if (colleagues.length === 0 && orphans.length > 0) deps.log.warn({ transfers: orphans.map((item) => item.transfer_id) }, 'nobody is left to tell');
};
