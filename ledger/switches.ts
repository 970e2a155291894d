import type { Db } from './transfers.ts';

/** The kill switch: while `writes` is off, nothing is written to Partner Center. Read right before every write. */
export const writesAllowed = async (db: Db): Promise<boolean> => {
  const row = await db.selectFrom('switch').select('on').where('name', '=', 'writes').executeTakeFirst();
  return row?.on ?? true;
};
