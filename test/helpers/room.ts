import { PEOPLE } from '../../simulator/people.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import { until } from './until.ts';

type Json = Record<string, unknown>;
export type PressOptions = { readonly inputs?: Json; readonly version?: number; readonly times?: number; readonly sameId?: boolean; readonly as?: 'execute' | 'submit' };
export type PressResult = { readonly outcome: string; readonly httpStatus: number; readonly body?: { statusCode?: number; type?: string; value?: unknown } };

/** The chats of the rehearsal, as a person uses them: by first name, by words, by the button's verb. */
export type Room = {
  /** The whole chat, or what came after the message with that id. */
  messages(name: string, after?: string): Promise<MessageView[]>;
  /** Returns the id of the message, behind which the answers stand. */
  say(name: string, text: string): Promise<string>;
  /** Presses the button with that verb on a message. */
  press(name: string, message: MessageView, verb: string, options?: PressOptions): Promise<PressResult[]>;
  /** Waits for the newest message that fits. */
  find(name: string, what: string, fits: (message: MessageView) => boolean, ms?: number): Promise<MessageView>;
  /** Waits for a card that has a button with that verb, and returns the newest. */
  cardWith(name: string, verb: string, ms?: number): Promise<MessageView>;
  /** Waits for a card or message that shows these words. */
  saying(name: string, words: string, ms?: number): Promise<MessageView>;
  everybodyWelcomed(): Promise<void>;
};

export const personId = (name: string): string => {
  const person = PEOPLE.find((one) => one.name.startsWith(name));
  if (person === undefined) throw new Error(`There is no ${name} in the rehearsal.`);
  return person.id;
};

/** Every text that a message shows, in reading order. */
export const wordsOf = (message: MessageView): string => {
  const found: string[] = [message.text];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { text, title, label } = value as Json;
    for (const word of [text, title, label]) if (typeof word === 'string') found.push(word);
    for (const inner of Object.values(value)) walk(inner);
  };
  for (const attachment of message.attachments) walk(attachment.content);
  return found.join('\n');
};

const actionsOf = (content: unknown, found: Json[] = []): Json[] => {
  if (typeof content !== 'object' || content === null) return found;
  const { type } = content as Json;
  if (typeof type === 'string' && type.startsWith('Action.')) found.push(content as Json);
  for (const inner of Object.values(content)) actionsOf(inner, found);
  return found;
};

/** The buttons of a card by verb; the fallback of an Execute is not one of them. */
export const buttonsOf = (message: MessageView): { verb: string; type: 'execute' | 'submit'; data: Json }[] => {
  const seen = new Map<string, { verb: string; type: 'execute' | 'submit'; data: Json }>();
  for (const action of actionsOf(message.attachments[0]?.content)) {
    const data = action['data'] as Json | undefined;
    const verb = data?.['verb'];
    if (typeof verb !== 'string' || data === undefined || seen.has(verb)) continue;
    seen.set(verb, { verb, type: action['type'] === 'Action.Execute' ? 'execute' : 'submit', data });
  }
  return [...seen.values()];
};

export const createRoom = (address: string): Room => {
  const call = async (path: string, body?: object): Promise<unknown> => {
    const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${address}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  const messages = async (name: string, after = ''): Promise<MessageView[]> => ((await call(`/api/people/${personId(name)}/messages${after === '' ? '' : `?after=${after}`}`)) as { messages: MessageView[] }).messages;
  const find: Room['find'] = async (name, what, fits, ms = 20_000) =>
    until(`${name} sees ${what}`, async () => (await messages(name)).findLast(fits), { ms, told: async () => (await messages(name)).slice(-3).map(wordsOf).join('\n---\n') });
  return {
    messages,
    find,
    say: async (name, text) => ((await call(`/api/people/${personId(name)}/say`, { text })) as { id: string }).id,
    press: async (name, message, verb, { as, ...options } = {}) => {
      const button = buttonsOf(message).find((one) => one.verb === verb);
      if (button === undefined) throw new Error(`No button "${verb}" on this card:\n${wordsOf(message)}`);
      const type = as ?? button.type;
      const action = { type, ...(type === 'execute' ? { verb } : {}), data: button.data };
      const { results } = (await call(`/api/people/${personId(name)}/press`, { activityId: message.id, action, ...options })) as { results: PressResult[] };
      return results;
    },
    cardWith: (name, verb, ms) => find(name, `a button "${verb}"`, (message) => buttonsOf(message).some((button) => button.verb === verb), ms),
    saying: (name, words, ms) => find(name, `"${words}"`, (message) => wordsOf(message).includes(words), ms),
    everybodyWelcomed: async () => {
      for (const name of ['Astrid', 'Sofia', 'Oskar', 'Maria']) await find(name, 'the welcome', (message) => message.from === 'bot', 20_000);
    },
  };
};
