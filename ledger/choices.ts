import type { Choice } from '../journey/reminders/choice.ts';
import { defaultChoice } from '../journey/reminders/choice.ts';
import type { KnownPerson } from './people.ts';
import type { Db } from './transfers.ts';

/** How a person wants to be told: as they have chosen, or as is usual where they are. */
export const choiceOf = async (db: Db, person: Pick<KnownPerson, 'tenantId' | 'personId' | 'timeZone'>): Promise<Choice> => {
  const row = await db.selectFrom('choice').selectAll().where('tenant_id', '=', person.tenantId).where('person_id', '=', person.personId).executeTakeFirst();
  if (row === undefined) return defaultChoice(person.timeZone);
  return { mode: row.mode, timeZone: row.time_zone, quietFrom: row.quiet_from, quietUntil: row.quiet_until, quietWeekends: row.quiet_weekends, muted: row.muted };
};

export const saveChoice = async (db: Db, who: { readonly tenantId: string; readonly personId: string }, choice: Choice): Promise<void> => {
  const values = {
    mode: choice.mode, time_zone: choice.timeZone, quiet_from: choice.quietFrom, quiet_until: choice.quietUntil,
    quiet_weekends: choice.quietWeekends, muted: JSON.stringify(choice.muted),
  };
  await db
    .insertInto('choice')
    .values({ tenant_id: who.tenantId, person_id: who.personId, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet(values))
    .execute();
};
