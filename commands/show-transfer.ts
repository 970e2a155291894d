import type { Person } from '../journey/records.ts';
import { findTransfer } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import { oweAndWake } from './record.ts';

/** Brings the person's card of a transfer of their organisation to the bottom of the chat, with the buttons that it has now. False: it is none of theirs (invariant I5). */
export const showTransfer = async (deps: CommandDeps, person: Person, transferId: string): Promise<boolean> => {
  const transfer = await findTransfer(deps.db, transferId);
  if (transfer === undefined || (transfer.source.tenantId !== person.tenantId && transfer.target.tenantId !== person.tenantId)) return false;
  const owed = { dedupe: `shown:${deps.newId()}`, tenantId: person.tenantId, personId: person.personId, kind: 'shown', transferId };
  await deps.db.transaction().execute((trx) => oweAndWake(deps, trx, [owed]));
  return true;
};
