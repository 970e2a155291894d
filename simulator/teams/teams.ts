import type { Running } from '../http.ts';
import { serve } from '../http.ts';
import type { Journal } from '../journal.ts';
import type { TwinPerson, TwinTenant } from '../people.ts';
import type { Setting } from './activities.ts';
import { createBearerCheck } from './bearer.ts';
import { createBotLine } from './bot-line.ts';
import { createChannelTokenCheck } from './channel-token.ts';
import { createChats } from './chats.ts';
import { badSyntax } from './connector-errors.ts';
import { connectorRoutes } from './connector.ts';
import { doorRoutes } from './door.ts';
import { createEventHub } from './events.ts';
import { createFaults } from './faults.ts';
import { createFaultyLine } from './faulty-line.ts';
import { placeOf } from './group-activities.ts';
import { groupRoutes } from './group-api.ts';
import { createGroups } from './groups.ts';
import { createInstalls } from './installs.ts';
import { invokeRoutes } from './invoke-api.ts';
import { createLimiter } from './limits.ts';
import { loopbackOnly } from './loopback.ts';
import type { Member, Members } from './members.ts';
import { createMembers } from './members.ts';
import { messageEventRoutes } from './message-events.ts';
import { pageRoutes } from './page-files.ts';
import { createMoveClock, watchClock } from './portal-clock.ts';
import { createPresser } from './presses.ts';
import { createQueue } from './queue.ts';
import type { ChatMessage } from './records.ts';
import { createRefresher } from './refreshes.ts';
import { roomRoutes } from './room-api.ts';
import { createSay } from './say.ts';
import { createTokenExchange } from './sign-in.ts';

export type TeamsOptions = {
  port: number;
  /** Business time: what stands on messages. */
  clock: { now(): Date };
  journal: Journal;
  people: readonly TwinPerson[];
  tenants: readonly TwinTenant[];
  appId: string;
  /** Where the bot takes activities, e.g. `http://127.0.0.1:3978/api/messages`. */
  botEndpoint: string;
  entraAddress: string;
  portalAddress: string;
  /** Whether the bot is held to Teams' rates (429); on unless switched off. */
  limits?: boolean;
  /** How long the bot may take to answer, in real time; Teams' own limit unless a test is in a hurry. */
  replyLimitMs?: number;
  /** Told the portal's time after somebody moved the clock from the page. */
  clockMoved?: (now: Date) => void;
};

/** Starts the Teams twin: Bot Connector under `/connector/`, client API under `/api/`, rehearsal room at `/`. Loopback only. */
export const startTeams = async (options: TeamsOptions): Promise<Running> => {
  const { journal, people, appId, botEndpoint, entraAddress, portalAddress } = options;
  const now = (): Date => options.clock.now();
  const place = { address: '' };
  const serviceUrl = (): string => `${place.address}/connector/`;
  const events = createEventHub();
  const queue = createQueue();
  const members = createMembers(people, appId, journal);
  const chats = createChats({ journal, now, publish: events.publish });
  const groups = createGroups(journal, members);
  const faults = createFaults();
  const line = createFaultyLine({ line: createBotLine({ botEndpoint, entraAddress, serviceUrl, now, replyLimitMs: options.replyLimitMs }), faults, nextId: chats.nextId });
  const setting = (member: Member, id = chats.nextId(), message?: ChatMessage): Setting => {
    const group = message === undefined ? undefined : groups.byId(message.personId);
    const place = group === undefined ? {} : { place: placeOf(group, message?.threadId ?? message?.id) };
    return { appId, serviceUrl: serviceUrl(), now: now(), locale: members.state(member.id).locale, id, ...place };
  };
  const installs = createInstalls({ members, line, queue, setting });
  const press = createPresser({ line, chats, publish: events.publish, setting });
  const exchange = createTokenExchange({ faults, line, chats, setting });

  const connector = connectorRoutes({
    members,
    groups,
    faults,
    chats,
    publish: events.publish,
    serviceUrl,
    checkBearer: createBearerCheck({ entraAddress, appId }),
    limit: options.limits === false ? () => undefined : createLimiter(now),
    onPosted: (member, message) => void exchange(member, message),
  });
  const room = roomRoutes({
    ...{ members, groups, faults, forgetToken: line.forgetToken, chats, events, queue, press, installs, appId, portalAddress, now },
    tenants: options.tenants,
    say: createSay({ chats, line, queue, members, installs, setting }),
    refresh: createRefresher({ press, queue, now, peopleIn: ({ personId }) => groups.byId(personId)?.memberIds.length ?? 1 }),
    moveClock: createMoveClock({ portalAddress, moved: options.clockMoved ?? (() => undefined) }),
  });
  const more = [
    ...groupRoutes({ groups, members, chats, line, queue, appId, setting }),
    ...messageEventRoutes({ members, groups, chats, line, setting }),
    ...invokeRoutes({ members, groups, line, setting }),
    ...doorRoutes({ members, line, setting, checkToken: createChannelTokenCheck({ entraAddress, appId }) }),
  ];
  const routes = [...connector, ...loopbackOnly([...room, ...more, ...pageRoutes(options.portalAddress)])];
  const server = await serve({ name: 'teams', port: options.port, routes, onMalformed: () => badSyntax('The body is not JSON.') });
  place.address = server.address;
  noteAddress(journal, members, server.address);
  installs.flush();
  const stopWatching = watchClock(now, () => events.publish('room', { now: now().toISOString() }));
  return {
    ...server,
    close: async () => {
      stopWatching();
      installs.close();
      line.close();
      events.close();
      await server.close();
    },
  };
};

/** The bot keeps our address with every conversation, so when it changed everybody's app is told of an upgrade. */
const noteAddress = (journal: Journal, members: Members, address: string): void => {
  const places = journal.collection<string>('teams.place');
  const before = places.get('address');
  if (before === address) return;
  places.set('address', address);
  if (before === undefined) return;
  for (const { id } of members.all()) if (members.state(id).installed) members.owe(id, 'add-upgrade');
};
