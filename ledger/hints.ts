import type { Db } from './transfers.ts';

/** Events of Partner Center's that have been taken, so that a repeated or replayed one is told from a new one. */
export const isKnownHint = async (db: Db, key: string): Promise<boolean> =>
  (await db.selectFrom('hint').select('hint_key').where('hint_key', '=', key).executeTakeFirst()) !== undefined;

export const rememberHint = async (db: Db, hint: { readonly key: string; readonly tenantId: string; readonly event: string }, now: Date): Promise<void> => {
  const row = { hint_key: hint.key, tenant_id: hint.tenantId, event: hint.event, taken_at: now };
  await db.insertInto('hint').values(row).onConflict((conflict) => conflict.column('hint_key').doNothing()).execute();
};

/** Call it with an instant before which an event is too old to be taken anyway. */
export const forgetHints = async (db: Db, before: Date): Promise<void> => {
  await db.deleteFrom('hint').where('taken_at', '<', before).execute();
};
