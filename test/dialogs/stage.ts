import type { Activity, TurnContext } from 'botbuilder';
import { ConversationState, MemoryStorage, TestAdapter } from 'botbuilder';
import sinon from 'sinon';
import type { CustomerOverview } from '../../commands/movable.ts';
import type { Gate } from '../../commands/transfer-gate.ts';
import type { TransferOrder } from '../../commands/order-transfer.ts';
import type { RootDeps } from '../../dialogs/root.ts';
import { createRoot } from '../../dialogs/root.ts';
import type { Choice } from '../../journey/reminders/choice.ts';
import { defaultChoice } from '../../journey/reminders/choice.ts';
import type { CustomerChoice, Person, Signature, Transfer } from '../../journey/records.ts';
import { createText } from '../../locales/text.ts';
import type { Fact } from '../../journey/facts.ts';
import { createFacts } from '../../journey/facts.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { PartnerCenterError } from '../../partnercenter/errors.ts';
import { aCustomer, aLineChoice, aPerson, aProvider, aSubscription, aTransfer } from '../helpers/builders.ts';

/** What the world around a conversation says; a row of a table changes what it is about. */
export type Scene = {
  person: Person;
  now: Date;
  locale: 'en' | 'sv';
  signedIn: boolean;
  /** How the person wants to be told. */
  choice: Choice;
  /** The transfer of the present draft stands in the ledger already. */
  ordered: boolean;
  choices: CustomerChoice[];
  /** What stands in the way of transfers, of the organisation or of the customer. */
  enrolmentGate?: Gate;
  customerGate?: Gate;
  overview: CustomerOverview;
  /** Thrown by every read of Partner Center. */
  fault?: Error;
  /** The parts of Partner Center that a step reads. */
  partnerCenter: Partial<PartnerCenter>;
  order: (order: TransferOrder) => Awaited<ReturnType<RootDeps['orderTransfer']>>;
};

const choice = (): CustomerChoice => ({ customer: aCustomer(), provider: aProvider(), agreement: 'direct', block: undefined, selectableLines: 1 });
const overview = (): CustomerOverview => ({
  choice: choice(),
  providers: [aProvider()],
  lines: [
    aLineChoice(),
    aLineChoice({ subscription: aSubscription({ subscriptionId: 'blocked', name: 'Visio Plan 2', status: 'suspended' }), selectable: false, block: 'not-active' }),
  ],
});

export const aScene = (over: Partial<Scene> = {}): Scene => ({
  person: aPerson('partner'), now: new Date('2026-02-03T10:00:00Z'), locale: 'en', signedIn: true, choice: defaultChoice('Europe/Stockholm'), ordered: false, partnerCenter: {}, choices: [choice()], overview: overview(),
  order: (order) => ({ ok: true, transfer: aTransfer({ transferId: order.transferId }) }), ...over,
});

export const unreachable = (): Error => new PartnerCenterError({ kind: 'unreachable', correlationId: 'corr-1', outcomeUnknown: false, attempted: 'list customers' });

type Sent = Partial<Activity>;

/** Where the SDK keeps the memory of the one chat of its test adapter. */
const MEMORY = 'test/conversations/Convo1/';

/** One chat with the real root dialog on the SDK's own test adapter; only the world behind it is played. */
export class Stage {
  readonly scene: Scene;
  readonly orders = sinon.spy();
  /** Transfers whose cards were asked for. */
  readonly shown: string[] = [];
  /** What has been recorded in this chat's organisation. */
  readonly facts: Fact[] = [];
  /** The organisation's transfers as the ledger has them. */
  readonly transfers: Transfer[] = [];
  readonly #adapter: TestAdapter;
  readonly #storage = new MemoryStorage();
  #updates: Sent[] = [];

  constructor(scene: Scene) {
    this.scene = scene;
    this.#adapter = new TestAdapter((context) => this.#root().run(context));
    this.#adapter.updateActivity = async (_context: TurnContext, activity: Sent) => {
      this.#updates.push(activity);
    };
  }

  /** A new root each turn, as after a restart: nothing may live outside the stored state. */
  #root() {
    const read = async <T>(value: T): Promise<T> => {
      if (this.scene.fault !== undefined) throw this.scene.fault;
      return structuredClone(value);
    };
    let ids = 0;
    const say = (words: string) => async (context: TurnContext) => void (await context.sendActivity(words));
    const text = () => createText(this.scene.locale);
    const deps: RootDeps = {
      speaker: () => this.scene.person,
      text,
      newId: () => `id-${(ids += 1)}`,
      newHandle: () => `handle-${Math.random()}`,
      partnerOfRecord: () => '7000123',
      isSignedIn: async () => this.scene.signedIn,
      signInMessage: () => ({ type: 'message', text: '<sign in>' }),
      movableCustomers: () => read(this.scene.choices),
      movableLines: () => read(this.scene.overview),
      enrolmentGate: async () => this.scene.enrolmentGate,
      customerGate: async () => this.scene.customerGate,
      showTransfer: async (_person, transferId) => {
        this.shown.push(transferId);
        return true;
      },
      isOrdered: async () => this.scene.ordered,
      orderTransfer: async (order) => {
        this.orders(order);
        return this.scene.order(order);
      },
      partnerCenter: this.scene.partnerCenter as PartnerCenter,
      now: () => this.scene.now,
      portal: (path) => `https://partner.microsoft.com${path}`,
      factsOf: async () => createFacts(this.facts),
      transfersOf: async () => this.transfers,
      takeStep: async ({ facts }) => {
        this.facts.push(...facts.map((fact, index) => ({ ...fact, factId: `f${this.facts.length + index}`, tenantId: this.scene.person.tenantId, by: this.#signature(), at: this.scene.now.toISOString(), evidence: fact.evidence ?? '' }) as Fact));
        return { ok: true, facts: createFacts(this.facts) };
      },
      choiceOf: async () => this.scene.choice,
      saveChoice: async (_person, choice) => {
        this.scene.choice = choice;
      },
      sayHelp: say('<help>'),
      sayStatus: say('<status>'),
      sayCustomers: async (context, { subject, page }) => void (await context.sendActivity(`<customers ${subject} ${page}>`)),
      sayGreeting: say('<greeting>'),
      signOut: say('<signed out>'),
      chooseLanguage: async (context, locale) => void (await context.sendActivity(`<language ${locale}>`)),
      explainFault: async (context, error) => {
        if (!(error instanceof PartnerCenterError)) return false;
        await context.sendActivity(`<fault ${error.kind}>`);
        return true;
      },
    };
    return createRoot(deps, new ConversationState(this.#storage));
  }

  #signature(): Signature {
    const { tenantId, personId, name, roles } = this.scene.person;
    return { tenantId, personId, name, at: this.scene.now.toISOString(), role: roles[0] ?? 'helpdesk-agent' };
  }

  /** Sends one activity and returns what came back: texts as they are, cards by their texts, replaced cards behind `~`. */
  async send(activity: Partial<Activity>): Promise<string[]> {
    this.#updates = [];
    const before = this.#adapter.activeQueue.length;
    await this.#adapter.receiveActivity({ type: 'message', ...activity } as Activity);
    const sent: Sent[] = this.#adapter.activeQueue.splice(before);
    this.#last = sent.findLast((one) => one.attachments !== undefined) ?? this.#last;
    return [...this.#updates.map((one) => `~${wordsOf(one)}`), ...sent.map(wordsOf)];
  }

  #last: Sent | undefined;

  /** The data of a button on the newest card, with inputs. */
  press(verb: string, inputs: Record<string, string> = {}): Promise<string[]> {
    return this.send({ text: undefined, value: { ...this.data(verb), ...inputs } });
  }

  /** The inputs of the newest card with what stands in them. */
  inputs(): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const { type, id, value: held } = value as Record<string, unknown>;
      if (typeof type === 'string' && type.startsWith('Input.')) found[String(id)] = held;
      for (const inner of Object.values(value)) walk(inner);
    };
    walk(this.#last?.attachments?.[0]?.content);
    return found;
  }

  /** Where the buttons of the newest card lead. */
  links(): string[] {
    return [...JSON.stringify(this.#last?.attachments?.[0]?.content ?? {}).matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url ?? '');
  }

  data(verb: string): Record<string, unknown> {
    const found = buttons(this.#last?.attachments?.[0]?.content).find((data) => data['verb'] === verb);
    if (found === undefined) throw new Error(`The newest card has no button "${verb}".`);
    return found;
  }

  /** What is remembered of the chat's dialogs, as plain data. */
  async remembered(): Promise<object> {
    const { [MEMORY]: stored } = await this.#storage.read([MEMORY]);
    return structuredClone((stored as { dialogs: object }).dialogs);
  }

  /** Overwrites what is remembered of the chat, as another release or a fault might have. */
  async remember(state: object): Promise<void> {
    await this.#storage.write({ [MEMORY]: { dialogs: state } });
  }
}

const wordsOf = (activity: Sent): string => {
  const found: string[] = activity.text === undefined ? [] : [activity.text];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { label, text, title } = value as Record<string, unknown>;
    for (const word of [label, text, title]) if (typeof word === 'string') found.push(word);
    for (const inner of Object.values(value)) walk(inner);
  };
  for (const attachment of activity.attachments ?? []) walk(attachment.content);
  return found.join(' | ');
};

const buttons = (value: unknown, found: Record<string, unknown>[] = []): Record<string, unknown>[] => {
  if (typeof value !== 'object' || value === null) return found;
  const { type, data } = value as Record<string, unknown>;
  if (typeof type === 'string' && type.startsWith('Action.') && typeof data === 'object' && data !== null) found.push(data as Record<string, unknown>);
  for (const inner of Object.values(value)) buttons(inner, found);
  return found;
};
