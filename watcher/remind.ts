import type { CommandDeps } from '../commands/deps.ts';
import { oweAndWake } from '../commands/record.ts';
import { chosenProfile } from '../journey/profiles/find.ts';
import { dueReminders, isToldTo } from '../journey/reminders/due.ts';
import type { Reminder } from '../journey/reminders/reminder.ts';
import { ruleOf } from '../journey/reminders/reminder.ts';
import type { Role } from '../journey/records.ts';
import { factsOf } from '../ledger/facts.ts';
import type { Owed } from '../ledger/outbox.ts';
import { knownFacts } from '../ledger/outbox.ts';
import { peopleToTell } from '../ledger/people.ts';
import { undecidedTransfers } from '../ledger/transfers.ts';
import { isPartnerCenterError, isTokenError } from '../partnercenter/errors.ts';

type Deps = Pick<CommandDeps, 'db' | 'now' | 'send'> & { readonly partnerCenter: Pick<CommandDeps['partnerCenter'], 'customers'> };
type Telling = Awaited<ReturnType<typeof peopleToTell>>[number];

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** What the people around one partner's move should be told by now, by what is recorded. */
export const dueIn = async ({ db, now }: Pick<Deps, 'db' | 'now'>, tenantId: string, names = NO_NAMES): Promise<readonly Reminder[]> => {
  const facts = await factsOf(db, tenantId);
  return dueReminders({ tenantId, facts, transfers: await undecidedTransfers(db, tenantId), now: now(), profile: chosenProfile(facts), names });
};

/**
 * Owes what is due to those who can do something about it, one fact once a person, in one transaction (invariant I6). Returns how many
 * messages were newly owed.
 */
export const remind = async (deps: Deps, tenantId: string): Promise<number> => {
  const news = await notYetOwed(deps, tenantId, await dueIn(deps, tenantId));
  if (news.length === 0) return 0;
  const isNameless = news.some(({ reminder }) => reminder?.reminder.values['customer'] === '');
  const owed = isNameless ? await notYetOwed(deps, tenantId, await dueIn(deps, tenantId, await customerNames(deps, tenantId))) : news;
  await deps.db.transaction().execute((trx) => oweAndWake(deps, trx, owed));
  return owed.length;
};

const notYetOwed = async ({ db }: Deps, origin: string, due: readonly Reminder[]): Promise<readonly Owed[]> => {
  const tenants = [...new Set(due.map(({ tenantId }) => tenantId))];
  const people = new Map(await Promise.all(tenants.map(async (tenantId) => [tenantId, await peopleToTell(db, tenantId)] as const)));
  const all = due.flatMap((reminder) => owedFor(reminder, origin, people.get(reminder.tenantId) ?? []));
  const known = await knownFacts(db, all.map(({ dedupe }) => dedupe));
  return all.filter(({ dedupe }) => !known.has(dedupe));
};

const owedFor = (reminder: Reminder, origin: string, people: readonly Telling[]): Owed[] => {
  const told = audienceOf(reminder, people);
  const isOwned = told.some(({ personId }) => reminder.owners.includes(personId));
  return told.map(({ personId }) => ({
    dedupe: `reminder:${origin}:${reminder.fact}:${personId}`,
    tenantId: reminder.tenantId,
    personId,
    kind: 'reminder',
    ...(reminder.transferId === undefined ? {} : { transferId: reminder.transferId }),
    reminder: { reminder, origin, isMine: !isOwned || reminder.owners.includes(personId) },
  }));
};

const ANY_ROLE: readonly Role[] = ['global-admin', 'admin-agent', 'sales-agent'];

/** Those who can act; where nobody with the role is in reach, whoever has any role hears whom to fetch. Newcomers are spared old news. */
const audienceOf = (reminder: Reminder, people: readonly Telling[]): readonly Telling[] => {
  const { roles, nature } = ruleOf(reminder.kind);
  const having = (wanted: readonly Role[]): readonly Telling[] => people.filter((person) => person.roles.some((role) => wanted.includes(role)));
  const able = having(roles);
  const isOldNews = ({ welcomedAt }: Telling): boolean => nature === 'news' && welcomedAt !== undefined && reminder.at < welcomedAt.toISOString();
  return (able.length > 0 ? able : having(ANY_ROLE)).filter((person) => isToldTo(reminder, person.personId) && !isOldNews(person));
};

/** Names by id, by the application; where they cannot be had, people are told without them rather than not at all. */
const customerNames = async ({ partnerCenter }: Deps, tenantId: string): Promise<ReadonlyMap<string, string>> => {
  try {
    const customers = await partnerCenter.customers.list({ kind: 'app', tenantId });
    return new Map(customers.map(({ customerId, name }) => [customerId, name]));
  } catch (error) {
    if (isPartnerCenterError(error) || isTokenError(error)) return NO_NAMES;
    throw error;
  }
};
