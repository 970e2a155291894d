import type { TurnContext } from 'botbuilder';
import type { Organisation } from '../../commands/deps.ts';
import type { Role } from '../../journey/records.ts';
import { rememberConversation, rememberPerson, rememberRoles } from '../../ledger/people.ts';
import type { KnownPerson, SeenConversation, SeenPerson } from '../../ledger/people.ts';
import type { Db } from '../../ledger/transfers.ts';
import { localeOf } from '../../locales/text.ts';
import type { Log } from '../log.ts';

export type PeopleDeps = {
  readonly db: Db;
  readonly organisation: (tenantId: string) => Organisation | undefined;
  readonly rolesOf: (who: { tenantId: string; personId: string }) => Promise<Role[]>;
  readonly now: () => Date;
  readonly log: Pick<Log, 'warn'>;
};

export type People = {
  /** Who sent this activity, by the tenant and object id that the guard has verified; roles were read less than a minute ago (R202). */
  readonly meet: (context: TurnContext) => Promise<KnownPerson | undefined>;
  readonly withFreshRoles: (person: KnownPerson) => Promise<KnownPerson>;
};

/** A role that was taken away stops working within this time. */
const FRESH_MS = 60_000;
/** While Entra cannot be asked, roles stay good for so long and no longer: Partner Center checks them again anyway. */
const STALE_MS = 60 * 60_000;

export const createPeople = (deps: PeopleDeps): People => {
  const withFreshRoles = async (person: KnownPerson): Promise<KnownPerson> => {
    const now = deps.now();
    const age = person.rolesReadAt === undefined ? Number.POSITIVE_INFINITY : now.getTime() - person.rolesReadAt.getTime();
    if (age < FRESH_MS) return person;
    try {
      const roles = await deps.rolesOf(person);
      await rememberRoles(deps.db, person, roles, now);
      return { ...person, roles, rolesReadAt: now };
    } catch (error) {
      deps.log.warn({ error }, 'roles could not be read');
      return age < STALE_MS ? person : { ...person, roles: [] };
    }
  };
  const meet = async (context: TurnContext): Promise<KnownPerson | undefined> => {
    const facts = factsOf(context);
    const organisation = facts === undefined ? undefined : deps.organisation(facts.tenantId);
    if (facts === undefined || organisation === undefined) return undefined;
    const person = await rememberPerson(deps.db, { ...facts, side: organisation.side });
    await rememberConversation(deps.db, facts);
    return withFreshRoles(person);
  };
  return { meet, withFreshRoles };
};

type Facts = SeenConversation & Omit<SeenPerson, 'side'>;

/** Personal chats only: a reference that points at a group would show one company's data to others (I5). */
const factsOf = ({ activity }: TurnContext): Facts | undefined => {
  const tenantId = activity.conversation.tenantId?.toLowerCase();
  const personId = activity.from.aadObjectId?.toLowerCase();
  if (tenantId === undefined || personId === undefined || activity.conversation.conversationType !== 'personal') return undefined;
  return {
    tenantId,
    personId,
    name: (activity.from.name ?? '').slice(0, 120),
    locale: localeOf(activity.locale),
    timeZone: activity.localTimezone ?? 'UTC',
    conversationId: activity.conversation.id,
    serviceUrl: activity.serviceUrl,
    userId: activity.from.id,
    botId: activity.recipient.id,
  };
};
