import type { Facts, FactKind, Subject } from '../../journey/facts.ts';
import { customerSubject } from '../../journey/facts.ts';
import { stateOf } from '../../journey/map.ts';
import { chosenProfile } from '../../journey/profiles/find.ts';
import type { StepId } from '../../journey/step-ids.ts';
import type { StepState } from '../../journey/steps.ts';
import { STEPS } from '../../journey/steps/all.ts';
import { factsOf } from '../../ledger/facts.ts';
import { FJORDLINE, PEOPLE } from '../../simulator/people.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import { buttonsOf, wordsOf } from './room.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** What people say to open a step, in their own language. */
const WORDS: Readonly<Partial<Record<StepId, { readonly en: string; readonly sv: string }>>> = {
  assess: { en: 'assess', sv: 'bedöm' }, decide: { en: 'decide', sv: 'besluta' }, prepare: { en: 'prepare', sv: 'förbered' },
  enrol: { en: 'enrol', sv: 'registrera' }, approval: { en: 'approval', sv: 'godkännande' }, sign: { en: 'sign', sv: 'skriv under' },
  'find-provider': { en: 'find provider', sv: 'hitta leverantör' }, 'partner-up': { en: 'provider invitation', sv: 'partnerinbjudan' },
  classify: { en: 'classify', sv: 'kunder' }, route: { en: 'route', sv: 'väg' }, consent: { en: 'consent', sv: 'samtycke' },
  invite: { en: 'invite', sv: 'bjud in' }, extend: { en: 'extend', sv: 'utöka' }, agreement: { en: 'agreement', sv: 'kundavtal' },
  replace: { en: 'replace', sv: 'ersätt' }, close: { en: 'close', sv: 'avsluta' }, incentives: { en: 'incentives', sv: 'incitament' }, export: { en: 'export', sv: 'exportera' },
};

export type Answer = Readonly<Record<string, string>>;

/** Inputs that differ from what the card held beforehand, or a way to find them on the card. */
export type Answering = Answer | ((card: MessageView) => Answer);

const wordsFor = (who: string, step: StepId): string => WORDS[step]?.[PEOPLE.find(({ name }) => name.startsWith(who))?.locale ?? 'en'] ?? step;

/** The inputs of a card as a client sends them back when nobody has touched them. */
export const inputsOf = (message: MessageView): Answer => {
  const found: Record<string, string> = {};
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, id, value: held } = value as Record<string, unknown>;
    if (typeof type === 'string' && type.startsWith('Input.')) found[String(id)] = held === undefined ? '' : String(held);
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(message.attachments[0]?.content);
  return found;
};

const NEW = 'new:';

const ENDS: readonly string[] = ['done', 'not-needed'] satisfies StepState['state'][];

const has = (message: MessageView, verb: string): boolean => buttonsOf(message).some((button) => button.verb === verb);

/** What one person does with the steps, in their own chat. */
export type Moves = {
  /** Opens a step by its word and returns its card, whether it can be answered or only be left. A company that is no customer yet goes by `new:` and its name. */
  open(who: string, step: StepId, customerId?: string): Promise<MessageView>;
  /** Opens a step and returns what is said to somebody who may not take it. */
  turnedAway(who: string, step: StepId): Promise<MessageView>;
  /** Opens a step of the organisation and gives one answer a card; returns everything the bot said meanwhile. */
  take(who: string, step: StepId, ...answers: Answering[]): Promise<string>;
  /** The same for a step of one customer. */
  takeFor(customerId: string, who: string, step: StepId, ...answers: Answering[]): Promise<string>;
  /** Answers the step's card that is open now: after its sign-off in the portal, for instance. */
  answer(who: string, card: MessageView, ...answers: Answering[]): Promise<string>;
  /** Answers cards up to the one that leads to the portal, and returns that one. */
  confirmed(who: string, card: MessageView, ...answers: Answering[]): Promise<MessageView>;
  /** Answers a card and every further one of the step alike, as far as they have such inputs: nobody knows beforehand how many come. */
  through(who: string, card: MessageView, answering: Answer): Promise<void>;
  /** Waits for a card with that button, behind the message with that id. */
  nextCard(who: string, after: string, verb?: string): Promise<MessageView>;
  facts(): Promise<Facts>;
  standing(step: StepId, customerId?: string): Promise<StepState>;
  /** What is neither done nor needless: steps of the organisation, and those of these customers behind their ids. */
  unfinished(customerIds: readonly string[]): Promise<string[]>;
  /** Waits until the step is done, also by what the program reads back itself. */
  done(step: StepId, customerId?: string): Promise<void>;
  /** Waits until something of this kind was read, not only said. */
  verified(kind: FactKind, subject?: Subject): Promise<void>;
};

/** A small vocabulary in which a whole journey can be told. */
export const movesIn = (world: World): Moves => {
  const { room } = world;
  const facts = (): Promise<Facts> => factsOf(world.db.kysely, FJORDLINE);

  const newSince = async (who: string, after: string): Promise<MessageView[]> => (await room.messages(who, after)).filter(({ from }) => from === 'bot');

  const nextCard: Moves['nextCard'] = (who, after, verb = 'leave') =>
    until(`${who} has a card with "${verb}"`, async () => (await newSince(who, after)).findLast((message) => has(message, verb)), { told: async () => (await newSince(who, after)).map(wordsOf).join('\n---\n') });

  const open: Moves['open'] = async (who, step, customerId) => {
    const card = await nextCard(who, await room.say(who, wordsFor(who, step)));
    if (customerId === undefined) return card;
    if (!has(card, 'choose-subject')) throw new Error(`${step} does not ask for a customer:\n${wordsOf(card)}`);
    const isNew = customerId.startsWith(NEW);
    const chosen = isNew ? { customer: 'new', 'new-name': customerId.slice(NEW.length) } : { customer: customerId };
    await room.press(who, card, 'choose-subject', { inputs: { ...inputsOf(card), ...chosen } });
    return nextCard(who, card.id);
  };

  /** Sends the card with these inputs changed; returns the id behind which the answer stands. */
  const send = async (who: string, card: MessageView, answering: Answering): Promise<string> => {
    if (!has(card, 'send')) throw new Error(`${who} cannot answer this card:\n${wordsOf(card)}`);
    const [held, inputs] = [inputsOf(card), typeof answering === 'function' ? answering(card) : answering];
    const unknown = Object.keys(inputs).filter((id) => !(id in held));
    if (unknown.length > 0) throw new Error(`The card has no input ${unknown.join(', ')}:\n${JSON.stringify(held)}`);
    await room.press(who, card, 'send', { inputs: { ...held, ...inputs } });
    return card.id;
  };

  const confirmed: Moves['confirmed'] = async (who, first, ...answers) => {
    let card = first;
    for (const answering of answers) card = await nextCard(who, await send(who, card, answering));
    return card;
  };

  const answer: Moves['answer'] = async (who, first, ...answers) => {
    const card = await confirmed(who, first, ...answers.slice(0, -1));
    return ended(who, await send(who, card, answers.at(-1) ?? {}));
  };

  const through: Moves['through'] = async (who, card, answering) => {
    const held = inputsOf(card);
    const known = Object.fromEntries(Object.entries(answering).filter(([id]) => id in held));
    const next = (await newSince(who, await send(who, card, known))).find((message) => has(message, 'leave'));
    if (next !== undefined) await through(who, next, answering);
  };

  /** The last answer was taken: no card asks again, and what was said is returned. */
  const ended = async (who: string, after: string): Promise<string> => {
    const said = await newSince(who, after);
    const again = said.find((message) => has(message, 'leave'));
    if (again !== undefined) throw new Error(`${who} is asked again:\n${wordsOf(again)}`);
    return said.map(wordsOf).join('\n');
  };

  const standing: Moves['standing'] = async (step, customerId) => standingBy(await facts(), step, customerId);

  const standingBy = (known: Facts, step: StepId, customerId: string | undefined): StepState => {
    const subject = customerId === undefined ? 'organisation' : customerSubject(customerId);
    return stateOf({ steps: STEPS, facts: known, now: world.clock.now(), profile: chosenProfile(known) }, step, subject);
  };

  const turnedAway: Moves['turnedAway'] = async (who, step) => {
    const after = await room.say(who, wordsFor(who, step));
    return until(`${who} is turned away`, async () => (await newSince(who, after)).findLast(({ attachments }) => attachments.length > 0));
  };

  return {
    open,
    turnedAway,
    answer,
    confirmed,
    through,
    nextCard,
    take: async (who, step, ...answers) => answer(who, await open(who, step), ...answers),
    takeFor: async (customerId, who, step, ...answers) => answer(who, await open(who, step, customerId), ...answers),
    facts,
    standing,
    unfinished: async (customerIds) => {
      const whose = STEPS.flatMap(({ id, of }): [StepId, string?][] => (of === 'customer' ? customerIds.map((customerId) => [id, customerId]) : [[id]]));
      const known = await facts();
      const states = whose.map(([id, customerId]) => ({ id, customerId, ...standingBy(known, id, customerId) }));
      return states.filter(({ state }) => !ENDS.includes(state)).map(({ id, customerId = '', state }) => `${id} ${customerId} ${state}`);
    },
    done: async (step, customerId) => {
      const isDone = async (): Promise<boolean> => ENDS.includes((await standing(step, customerId)).state);
      await until(`${step} is done`, isDone, { told: async () => JSON.stringify(await standing(step, customerId)) });
    },
    verified: async (kind, subject) => {
      await until(`${kind} was read`, async () => (await facts()).latest(kind, subject)?.proof === 'verified', { told: async () => JSON.stringify((await facts()).all.slice(-4)) });
    },
  };
};
