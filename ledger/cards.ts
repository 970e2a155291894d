import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { CardRow } from './schema.ts';
import type { Db } from './transfers.ts';

export type Card = Selectable<CardRow>;

/** 128 random bits: all that a card carries back. */
export const newHandle = (): string => randomBytes(16).toString('hex');

export const insertCard = async (db: Db, card: Card): Promise<void> => {
  await db.insertInto('card').values(card).execute();
};

export const findCard = async (db: Db, handle: string): Promise<Card | undefined> =>
  db.selectFrom('card').selectAll().where('handle', '=', handle).executeTakeFirst();

/** All copies of a transfer's card that are out there, oldest first. */
export const cardsOf = async (db: Db, transferId: string): Promise<Card[]> =>
  db.selectFrom('card').selectAll().where('transfer_id', '=', transferId).orderBy('created_at').orderBy('handle').execute();

/** A person's newest card of a transfer is the living one; older copies show the same state without buttons. */
export const newestHandle = async (db: Db, card: Pick<Card, 'tenant_id' | 'person_id' | 'transfer_id'>): Promise<string | undefined> => {
  const row = await db
    .selectFrom('card')
    .select('handle')
    .where('transfer_id', '=', card.transfer_id)
    .where('tenant_id', '=', card.tenant_id)
    .where('person_id', '=', card.person_id)
    .orderBy('created_at', 'desc')
    .orderBy('handle', 'desc')
    .executeTakeFirst();
  return row?.handle;
};

/** Teams has given the message an id, or it is gone (null) and will be posted anew. */
export const placeCard = async (db: Db, handle: string, activityId: string | null): Promise<void> => {
  await db.updateTable('card').set({ activity_id: activityId }).where('handle', '=', handle).execute();
};

export const stampCard = async (db: Db, handle: string, revision: number): Promise<void> => {
  await db.updateTable('card').set({ revision }).where('handle', '=', handle).execute();
};
