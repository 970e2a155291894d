import { invokeActivity, submitActivity } from './activities.ts';
import type { Setting } from './activities.ts';
import type { Answer, BotLine } from './bot-line.ts';
import type { Outcome } from './card-replies.ts';
import { outcomeOf, signInLink } from './card-replies.ts';
import type { Chats } from './chats.ts';
import type { EventHub } from './events.ts';
import type { Member } from './members.ts';
import type { ChatMessage } from './records.ts';

/** One press of a button, with its data already merged with the inputs. */
export type Press = {
  type: 'submit' | 'execute';
  trigger: 'manual' | 'automatic';
  verb?: string;
  id?: string;
  title?: string;
  data: unknown;
  /** Deliveries of this one press, all in flight together: the channel re-sends when it thinks a bot slow. */
  times: number;
  /** Whether the deliveries share one activity id (a re-send at once) or have one each (a re-send half a minute later). */
  sameId: boolean;
};

/** What came of one delivery: what Teams made of it, the HTTP status and the bot's body, where there were any. */
export type PressResult = { outcome: Outcome['kind'] | 'delivered'; httpStatus?: number; body?: unknown };

type Deps = { line: BotLine; chats: Chats; publish: EventHub['publish']; setting: (member: Member, id?: string, message?: ChatMessage) => Setting };

export type Presser = (member: Member, message: ChatMessage, press: Press) => Promise<PressResult[]>;

export const createPresser = (deps: Deps): Presser => async (member, message, press) => {
  if (press.trigger === 'manual') deps.chats.setLine(message, undefined);
  const shared = press.sameId ? deps.chats.nextId() : undefined;
  const once = press.type === 'submit' ? submitOnce : executeOnce;
  return Promise.all(Array.from({ length: press.times }, () => once(deps, { member, message, press, id: shared })));
};

type Delivery = { member: Member; message: ChatMessage; press: Press; id: string | undefined };

const submitOnce = async (deps: Deps, { member, message, press, id }: Delivery): Promise<PressResult> => {
  const answer = await deps.line.deliver(submitActivity(member, deps.setting(member, id, message), { replyToId: message.id, value: press.data }));
  if ('failure' in answer && answer.failure === 'closed') return { outcome: 'closed' };
  const arrived = 'status' in answer && answer.status >= 200 && answer.status < 300;
  if (!arrived) deps.chats.setLine(message, { kind: 'unreachable' });
  return { outcome: arrived ? 'delivered' : 'unreachable', ...seen(answer) };
};

const executeOnce = async (deps: Deps, delivery: Delivery): Promise<PressResult> => {
  const first = await invoke(deps, delivery, undefined);
  const login = outcomeOf(first);
  const answer = login.kind === 'login' ? await withToken(deps, delivery, login) : first;
  const outcome = answer === undefined ? login : outcomeOf(answer);
  show(deps, delivery, outcome);
  return { outcome: outcome.kind, ...seen(answer ?? first) };
};

const invoke = (deps: Deps, { member, message, press, id }: Delivery, authentication: unknown): Promise<Answer> => {
  const action = { type: 'Action.Execute', id: press.id, title: press.title, verb: press.verb, data: press.data };
  const value = { action, trigger: press.trigger, ...(authentication === undefined ? {} : { authentication }) };
  return deps.line.deliver(invokeActivity(member, deps.setting(member, id, message), { name: 'adaptiveCard/action', value, replyToId: message.id }));
};

/** Repeats the invoke once with the person's token; undefined when the card offers no exchange or Entra gives no token. */
const withToken = async (deps: Deps, delivery: Delivery, { request }: Extract<Outcome, { kind: 'login' }>): Promise<Answer | undefined> => {
  const resource = request.tokenExchangeResource;
  if (resource === undefined || resource === null) return undefined;
  const token = await deps.line.ssoToken(delivery.member.tenantId, delivery.member.id);
  if (token === undefined) return undefined;
  return invoke(deps, { ...delivery, id: undefined }, { id: resource.id, connectionName: request.connectionName, token });
};

/** An automatic refresh that fails leaves the old card in peace; only what a person pressed is answered with a line. */
const show = ({ chats, publish }: Deps, { member, message, press }: Delivery, outcome: Outcome): void => {
  if (outcome.kind === 'closed') return;
  if (outcome.kind === 'card') return void chats.replaceFor(message, member.id, [outcome.attachment]);
  if (press.trigger === 'automatic') return;
  if (outcome.kind === 'toast') return publish('notice', { personId: message.personId, activityId: message.id, text: outcome.text });
  if (outcome.kind === 'error') return void chats.setLine(message, { kind: 'error', code: outcome.code, text: outcome.text });
  if (outcome.kind === 'unreachable') return void chats.setLine(message, { kind: 'unreachable' });
  chats.setLine(message, { kind: 'sign-in', link: outcome.kind === 'login' ? signInLink(outcome.request) : undefined });
};

const seen = (answer: Answer): { httpStatus?: number; body?: unknown } => ('status' in answer ? { httpStatus: answer.status, body: answer.body } : {});
