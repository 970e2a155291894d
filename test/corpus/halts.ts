import type { Fact } from '../../journey/facts.ts';
import { CUSTOMER_UNTIL } from '../helpers/customer-facts.ts';
import { aCustomer } from '../helpers/builders.ts';
import { KARIN, UNTIL } from '../helpers/facts.ts';
import { E3 } from '../dialogs/conversations.table.ts';
import type { Scene } from '../dialogs/stage.ts';
import { Stage, aScene } from '../dialogs/stage.ts';

type Turn = { readonly say: string } | { readonly press: string; readonly with?: Record<string, string> };

/** A place in a conversation at which a person may be while the bot is replaced by a newer one. */
export type Halt = {
  readonly name: string;
  readonly scene?: () => Partial<Scene>;
  readonly facts?: () => readonly Fact[];
  readonly lead: readonly Turn[];
  /** The button that the person presses after the upgrade, or a word where no card waits. */
  readonly next: Turn;
  /** What the person hears when the conversation goes on. */
  readonly hears: RegExp;
};

const read = (): Partial<Scene> => ({ partnerCenter: { customers: { list: async () => [aCustomer()] } as never } });
const customer = { customer: aCustomer().customerId };
const toLines: Turn[] = [{ say: 'transfer' }, { press: 'choose-customer', with: customer }];

/** Every kind of step that waits: for a sign-in, a customer, lines, a summary, a card with fields, a typed word. Names are never changed. */
export const HALTS: readonly Halt[] = [
  { name: 'transfer: sign-in', scene: () => ({ signedIn: false }), lead: [{ say: 'transfer' }], next: { say: 'and now?' }, hears: /<sign in>|Which customer/ },
  { name: 'transfer: customer', lead: [{ say: 'transfer' }], next: { press: 'choose-customer', with: customer }, hears: /Which subscriptions are to be moved/ },
  { name: 'transfer: lines', lead: toLines, next: { press: 'choose-lines', with: { [E3]: 'true' } }, hears: /Read through before you send/ },
  { name: 'transfer: summary', lead: [...toLines, { press: 'choose-lines', with: { [E3]: 'true' } }], next: { press: 'send' }, hears: /The request is recorded/ },
  { name: 'step: fields', facts: UNTIL.decide, lead: [{ say: 'assess' }], next: { press: 'leave' }, hears: /Nothing|nothing/ },
  { name: 'step: typed word', scene: () => ({ person: KARIN }), facts: UNTIL.enrol, lead: [{ say: 'enrol' }, { press: 'send', with: { reviewed: 'true' } }], next: { press: 'send', with: { typed: 'no' } }, hears: /Type exactly/ },
  { name: 'step: customer', scene: read, facts: CUSTOMER_UNTIL.consent, lead: [{ say: 'consent' }], next: { press: 'choose-subject', with: customer }, hears: /obtain its consent/ },
  { name: 'step: of a customer', scene: read, facts: CUSTOMER_UNTIL.consent, lead: [{ say: 'consent' }, { press: 'choose-subject', with: customer }], next: { press: 'leave' }, hears: /Nothing|nothing/ },
];

/** A chat that has been led to the place. */
export const ledTo = async ({ scene, facts, lead }: Halt): Promise<Stage> => {
  const stage = new Stage(aScene(scene?.()));
  stage.facts.push(...(facts?.() ?? []));
  for (const turn of lead) await ('say' in turn ? stage.send({ text: turn.say }) : stage.press(turn.press, turn.with));
  return stage;
};

/** What was kept of a chat: its memory, and the data of the button that waits. */
export type Kept = { readonly halt: string; readonly state: object; readonly data: Readonly<Record<string, unknown>> | undefined };

export const keep = async (halt: Halt): Promise<Kept> => {
  const stage = await ledTo(halt);
  return { halt: halt.name, state: await stage.remembered(), data: 'press' in halt.next ? stage.data(halt.next.press) : undefined };
};
