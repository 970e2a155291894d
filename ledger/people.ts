import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Person, Role, Side } from '../journey/records.ts';
import type { ConversationRow, PersonRow } from './schema.ts';
import type { Db } from './transfers.ts';

export type KnownPerson = Person & { readonly rolesReadAt: Date | undefined; readonly locale: 'en' | 'sv'; readonly timeZone: string };
export type Conversation = Selectable<ConversationRow>;

const toPerson = (row: Selectable<PersonRow>): KnownPerson => ({
  tenantId: row.tenant_id,
  personId: row.person_id,
  name: row.name,
  side: row.side,
  roles: row.roles,
  rolesReadAt: row.roles_read_at ?? undefined,
  locale: row.locale,
  timeZone: row.time_zone,
});

export type SeenPerson = { tenantId: string; personId: string; name: string; side: Side; locale: 'en' | 'sv'; timeZone: string };

/** Keeps who somebody is as Teams said it last; roles are kept apart, because Teams does not know them. */
export const rememberPerson = async (db: Db, seen: SeenPerson): Promise<KnownPerson> => {
  const facts = { name: seen.name, side: seen.side, time_zone: seen.timeZone };
  const row = await db
    .insertInto('person')
    .values({ tenant_id: seen.tenantId, person_id: seen.personId, ...facts, locale: seen.locale, roles: '[]', roles_read_at: null })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'person_id']).doUpdateSet({
        ...facts,
        locale: sql<'en' | 'sv'>`case when person.locale_chosen then person.locale else ${seen.locale} end`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPerson(row);
};

export const chooseLocale = async (db: Db, who: { tenantId: string; personId: string }, locale: 'en' | 'sv'): Promise<void> => {
  await db
    .updateTable('person')
    .set({ locale, locale_chosen: true })
    .where('tenant_id', '=', who.tenantId)
    .where('person_id', '=', who.personId)
    .execute();
};

export const rememberRoles = async (db: Db, who: { tenantId: string; personId: string }, roles: readonly Role[], now: Date): Promise<void> => {
  await db
    .updateTable('person')
    .set({ roles: JSON.stringify(roles), roles_read_at: now })
    .where('tenant_id', '=', who.tenantId)
    .where('person_id', '=', who.personId)
    .execute();
};

export const findPerson = async (db: Db, tenantId: string, personId: string): Promise<KnownPerson | undefined> => {
  const row = await db.selectFrom('person').selectAll().where('tenant_id', '=', tenantId).where('person_id', '=', personId).executeTakeFirst();
  return row === undefined ? undefined : toPerson(row);
};

/** People of a tenant whom a message can still reach. */
export const reachablePeople = async (db: Db, tenantId: string): Promise<KnownPerson[]> => {
  const rows = await reachable(db, tenantId).execute();
  return rows.map(toPerson);
};

/** The same, with when each was welcomed: what happened before is no news to a newcomer. */
export const peopleToTell = async (db: Db, tenantId: string): Promise<(KnownPerson & { readonly welcomedAt: Date | undefined })[]> => {
  const rows = await reachable(db, tenantId).select('conversation.welcomed_at').execute();
  return rows.map((row) => ({ ...toPerson(row), welcomedAt: row.welcomed_at ?? undefined }));
};

const reachable = (db: Db, tenantId: string) =>
  db
    .selectFrom('person')
    .innerJoin('conversation', (join) =>
      join.onRef('conversation.tenant_id', '=', 'person.tenant_id').onRef('conversation.person_id', '=', 'person.person_id'),
    )
    .selectAll('person')
    .where('person.tenant_id', '=', tenantId)
    .where('conversation.dead_since', 'is', null);

export type SeenConversation = { tenantId: string; personId: string; conversationId: string; serviceUrl: string; userId: string; botId: string };

/** Keeps how to reach a person in their personal chat. */
export const rememberConversation = async (db: Db, seen: SeenConversation): Promise<void> => {
  const facts = { conversation_id: seen.conversationId, service_url: seen.serviceUrl, user_id: seen.userId, bot_id: seen.botId, dead_since: null };
  await db
    .insertInto('conversation')
    .values({ tenant_id: seen.tenantId, person_id: seen.personId, ...facts, welcomed_at: null })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet(facts))
    .execute();
};

/** Claims the welcome: true for the first caller only, though install and members-added both arrive. */
export const claimWelcome = async (db: Db, tenantId: string, personId: string, now: Date): Promise<boolean> => {
  const result = await db
    .updateTable('conversation')
    .set({ welcomed_at: now })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('welcomed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

export const findConversation = async (db: Db, tenantId: string, personId: string): Promise<Conversation | undefined> =>
  db.selectFrom('conversation').selectAll().where('tenant_id', '=', tenantId).where('person_id', '=', personId).executeTakeFirst();

/** No more sends to this chat: removed, blocked or gone (403, 404, uninstall). */
export const markDead = async (db: Db, tenantId: string, personId: string, now: Date): Promise<void> => {
  await db.updateTable('conversation').set({ dead_since: now }).where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute();
};
