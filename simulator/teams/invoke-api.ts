import { z } from 'zod';
import type { Ask, Reply, Route } from '../http.ts';
import { invokeActivity } from './activities.ts';
import type { Setting } from './activities.ts';
import type { BotLine } from './bot-line.ts';
import { placeOf } from './group-activities.ts';
import type { Groups } from './groups.ts';
import type { Member, Members } from './members.ts';
import { read, refuse } from './room-input.ts';

type Deps = { members: Members; groups: Groups; line: BotLine; setting: (member: Member, id?: string) => Setting };

/** What Teams can ask of a bot besides presses: message extensions, link previews, dialogs, searches in a card, sign-in by hand. */
const NAMES = [
  'composeExtension/query', 'composeExtension/queryLink', 'composeExtension/anonymousQueryLink', 'composeExtension/selectItem', 'composeExtension/submitAction',
  'composeExtension/fetchTask', 'composeExtension/querySettingUrl', 'composeExtension/setting', 'composeExtension/onCardButtonClicked', 'task/fetch', 'task/submit',
  'application/search', 'signin/verifyState', 'signin/tokenExchange', 'signin/failure', 'adaptiveCard/action', 'fileConsent/invoke', 'actionableMessage/executeAction',
  'tab/fetch', 'tab/submit', 'config/fetch', 'config/submit', 'message/submitAction',
] as const;

const order = z.strictObject({ name: z.enum(NAMES), value: z.unknown().optional(), groupId: z.string().optional(), replyToId: z.string().optional() });

/** Sends an invoke and hands back what the bot answered, untouched: the page has no message extension to show it in. */
export const invokeRoutes = (deps: Deps): Route[] => [['post', '/api/people/:id/invoke', (ask) => invoke(deps, ask)]];

const invoke = async (deps: Deps, ask: Ask): Promise<Reply> => {
  const member = deps.members.byId(ask.params['id'] ?? '') ?? refuse(404, 'NoSuchPerson');
  const { name, value, groupId, replyToId } = read(order, ask);
  const group = groupId === undefined ? undefined : (deps.groups.byId(groupId) ?? refuse(404, 'NoSuchGroup'));
  const setting = { ...deps.setting(member), ...(group === undefined ? {} : { place: placeOf(group) }) };
  const answer = await deps.line.deliver(invokeActivity(member, setting, { name, value: value ?? {}, ...(replyToId === undefined ? {} : { replyToId }) }));
  if ('failure' in answer) return { status: 200, body: { failure: answer.failure } };
  return { status: 200, body: { httpStatus: answer.status, body: answer.body } };
};
