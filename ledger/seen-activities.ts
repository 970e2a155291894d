import type { Db } from './transfers.ts';

const KEEP_MS = 24 * 60 * 60_000;

/** True for the first delivery of a message only: Teams repeats one that was answered late. It saves work; the facts have keys of their own. */
export const claimActivity = async (db: Db, key: string, now: Date): Promise<boolean> => {
  const result = await db
    .insertInto('seen_activity')
    .values({ activity_key: key, seen_at: now })
    .onConflict((conflict) => conflict.column('activity_key').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const forgetActivities = async (db: Db, now: Date): Promise<void> => {
  await db.deleteFrom('seen_activity').where('seen_at', '<', new Date(now.getTime() - KEEP_MS)).execute();
};
