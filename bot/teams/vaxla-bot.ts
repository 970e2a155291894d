import type { InvokeResponse, TurnContext } from 'botbuilder';
import { TeamsActivityHandler } from 'botbuilder';
import { z } from 'zod';
import { welcome } from '../../cards/welcome.ts';
import type { Root } from '../../dialogs/root.ts';
import type { KnownPerson } from '../../ledger/people.ts';
import { createText, localeOf } from '../../locales/text.ts';
import type { AnswerPress } from './answer-press.ts';
import { signInText } from './answer-press.ts';
import { cardActivity } from './courier.ts';
import type { People } from './people.ts';
import type { ReminderPresses } from './reminder-presses.ts';
import type { SignIn } from './sign-in.ts';
import { setSpeaker, speakerOf, textOf } from './turn.ts';

export type BotDeps = {
  readonly people: People;
  readonly root: Root;
  readonly answerPress: AnswerPress;
  readonly signIn: SignIn;
  readonly reminderPresses: ReminderPresses;
  /** Runs turns of one conversation one at a time. */
  readonly inTurn: (context: TurnContext, work: () => Promise<void>) => Promise<void>;
  /** True the first time that this message arrives. */
  readonly isFirstDelivery: (context: TurnContext) => Promise<boolean>;
  readonly claimWelcome: (person: KnownPerson) => Promise<boolean>;
  readonly organisationName: (tenantId: string) => string;
  /** Writes the fault down and returns the reference that the person can give. */
  readonly reportFault: (error: unknown) => string;
  /** The app was removed or the chat blocked: nothing is sent there any more, and the person's tokens go. */
  readonly leave: (person: KnownPerson) => Promise<void>;
};

const tokenExchange = z.object({ token: z.string().min(1).max(20_000), id: z.string().optional() });

/** What Teams can send, one hook each. Who is speaking is settled first; without a known person nothing further runs. */
export class VaxlaBot extends TeamsActivityHandler {
  readonly #deps: BotDeps;

  constructor(deps: BotDeps) {
    super();
    this.#deps = deps;
    this.onMessage((context, next) => this.#message(context).then(next));
    this.onMembersAdded((context, next) => this.#welcome(context).then(next));
    this.onInstallationUpdateAdd((context, next) => this.#welcome(context).then(next));
    this.onInstallationUpdateRemove((context, next) => this.#deps.leave(speakerOf(context)).then(next));
  }

  override async run(context: TurnContext): Promise<void> {
    const person = await this.#deps.people.meet(context);
    if (person === undefined) return this.#turnAway(context);
    setSpeaker(context, person);
    await super.run(context);
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    if (context.activity.name === 'adaptiveCard/action') return { status: 200, body: await this.#deps.answerPress.execute(context) };
    if (context.activity.name === 'signin/tokenExchange') return this.#exchange(context);
    if (context.activity.name === 'signin/failure') {
      // Teams could not sign the person in by itself, for instance because consent is missing: they have to hear of it.
      await context.sendActivity(textOf(context).t('signin.failed'));
      return { status: 200 };
    }
    return super.onInvokeActivity(context);
  }

  async #message(context: TurnContext): Promise<void> {
    if (!(await this.#deps.isFirstDelivery(context))) return;
    if (await this.#deps.answerPress.submit(context)) return;
    if (await this.#deps.reminderPresses(context)) return;
    await this.#converse(context);
  }

  /** A fault of ours ends the turn with a sentence and a reference; silence would leave the person waiting for ever. */
  async #converse(context: TurnContext): Promise<void> {
    try {
      await this.#deps.inTurn(context, () => this.#deps.root.run(context));
    } catch (error) {
      await context.sendActivity(textOf(context).t('say.error', { reference: this.#deps.reportFault(error) }));
    }
  }

  /** 412 makes Teams show the button instead of signing in silently; the conversation waits where it is. */
  async #exchange(context: TurnContext): Promise<InvokeResponse> {
    const request = tokenExchange.safeParse(context.activity.value);
    const id = request.success ? request.data.id : undefined;
    const result = request.success ? await this.#deps.signIn.exchange(speakerOf(context), request.data.token) : { ok: false as const, why: 'failed' as const };
    if (!result.ok) {
      await context.sendActivity(signInText(result.why, textOf(context)));
      return { status: 412, body: { id, failureDetail: result.why } };
    }
    await this.#converse(context);
    return { status: 200, body: { id } };
  }

  /** Install and members-added both arrive, in any order: the ledger says who comes first. */
  async #welcome(context: TurnContext): Promise<void> {
    const person = speakerOf(context);
    if (!(await this.#deps.claimWelcome(person))) return;
    const organisation = this.#deps.organisationName(person.tenantId);
    await context.sendActivity(cardActivity(welcome({ personName: person.name, side: person.side, organisation }, textOf(context))));
  }

  /** Group chats, channels and organisations that are not set up: one sentence, nothing kept (A27). */
  async #turnAway(context: TurnContext): Promise<void> {
    const { type, conversation, locale } = context.activity;
    const text = createText(localeOf(locale));
    const isPersonal = conversation.conversationType === 'personal';
    if (type === 'message') await context.sendActivity(text.t(isPersonal ? 'say.other-organisation' : 'say.personal-only'));
    if (type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text.t('say.personal-only') } } });
  }
}
