import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs';
import { chooseCustomer } from '../cards/choose-customer.ts';
import { chooseLines } from '../cards/choose-lines.ts';
import { confirmTransfer } from '../cards/confirm-transfer.ts';
import { clean } from '../cards/clean.ts';
import { dialogDone } from '../cards/dialog-done.ts';
import { refusalCard } from '../cards/refusal-card.ts';
import type { CustomerOverview } from '../commands/movable.ts';
import type { Gate } from '../commands/transfer-gate.ts';
import type { Customer } from '../journey/records.ts';
import { customerSubject } from '../journey/facts.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import { authorize } from '../journey/rules/authority.ts';
import { toTransferLine } from '../journey/rules/lines.ts';
import { splitLines } from '../journey/rules/split.ts';
import type { CardAnswer, CardStepOptions } from './card-step.ts';
import { CardStep, cardMessage, replaceCard } from './card-step.ts';
import type { DialogDeps } from './deps.ts';
import { LeavableDialog } from './leavable.ts';
import { SignInStep } from './sign-in-step.ts';
import type { Draft, TransferStart } from './transfer-choices.ts';
import { customerRefusal, isAsShown, readSelection } from './transfer-choices.ts';
import type { StepStart } from './step-dialog.ts';
import { CUSTOMER_PAGES } from './steps/customer-pages.ts';
import { verdictWords } from './verdict-words.ts';

type Step = WaterfallStepContext<TransferStart>;

/** Cards that one press brings at most; nobody reads more of them at once. */
const MOST_SHOWN = 3;

/** Kept between two steps, in conversation memory only: losing it costs the person a few presses and nothing else. */
type Kept = { customerId?: string; start?: TransferStart; draft?: Draft };

/**
 * Asks for one decision - which subscriptions of which customer go to which provider - and hands over one command (R126-R138). Waterfalls are
 * resumed by position: a changed list of steps gets a new number in both ids.
 */
export class TransferDialog extends LeavableDialog {
  static readonly id = 'transfer-1';
  static readonly steps = 'transfer-steps-1';

  constructor(deps: DialogDeps) {
    super(TransferDialog.id, deps);
    this.addDialog(new SignInStep(deps));
    this.addDialog(new CardStep(deps.text));
    const steps = [this.#signIn, this.#askCustomer, this.#askLines, this.#askConfirmation, this.#handOver];
    this.addDialog(new WaterfallDialog<TransferStart>(TransferDialog.steps, steps.map((step) => step.bind(this))));
    this.initialDialogId = TransferDialog.steps;
  }

  async #signIn(step: Step): Promise<DialogTurnResult> {
    const person = this.deps.speaker(step.context);
    if (person.side !== 'partner') return this.#refuse(step, 'wrong-side');
    if (!authorize(person, 'create', { source: person, target: { tenantId: '' } }).ok) return this.#refuse(step, 'role-missing');
    return step.beginDialog(SignInStep.id);
  }

  async #askCustomer(step: Step): Promise<DialogTurnResult> {
    const gate = await this.deps.enrolmentGate(this.deps.speaker(step.context));
    if (gate !== undefined) return this.#missing(step, gate);
    if (step.options.customerId !== undefined) return step.next();
    await step.context.sendActivity(this.deps.text(step.context).t('dialog.looking'));
    const choices = await this.deps.movableCustomers(this.deps.speaker(step.context));
    const handle = this.deps.newHandle();
    return ask(step, { card: chooseCustomer({ handle, choices }, this.deps.text(step.context)), handle, verbs: ['choose-customer', 'leave'] });
  }

  async #askLines(step: Step): Promise<DialogTurnResult> {
    const answer = step.result as CardAnswer | undefined;
    if (answer?.verb === 'leave') return this.#leave(step, answer);
    const customerId = step.options.customerId ?? answer?.inputs['customer'] ?? '';
    const person = this.deps.speaker(step.context);
    const overview = await this.deps.movableLines(person, customerId);
    const { choice, providers, lines } = overview;
    const text = this.deps.text(step.context);
    await this.#close(step, answer, { title: text.t('dialog.done.customer'), lines: [choice.customer.name] });
    const gate = await this.deps.customerGate(person, overview);
    if (gate !== undefined) return this.#missing(step, gate, choice.customer);
    const refusal = customerRefusal(choice.block);
    if (refusal !== undefined) return this.#refuse(step, refusal);
    keep(step, { customerId });
    const handle = this.deps.newHandle();
    const { selected, error } = step.options;
    const portal = this.deps.portal(CUSTOMER_PAGES.subscriptions(customerId));
    const card = chooseLines({ handle, customer: choice.customer, providers, lines, error, selected, portal }, text);
    return ask(step, { card, handle, verbs: ['choose-lines', 'show-held', 'back', 'leave'] });
  }

  async #askConfirmation(step: Step): Promise<DialogTurnResult> {
    const answer = step.result as CardAnswer;
    if (answer.verb === 'leave') return this.#leave(step, answer);
    if (answer.verb === 'back') return this.#again(step, answer, {});
    const { customerId } = kept(step);
    const person = this.deps.speaker(step.context);
    const overview = await this.deps.movableLines(person, customerId ?? '');
    if (answer.verb === 'show-held') return this.#showHeld(step, answer, overview);
    const { chosen, target, fault } = readSelection(answer.inputs, overview);
    const start = { customerId, selected: chosen.map((line) => line.subscription.subscriptionId), replaces: step.options.replaces };
    if (fault !== undefined || target === undefined) return this.#again(step, answer, { ...start, error: fault });
    const draft: Draft = { target, lines: chosen.map(toTransferLine), transferId: this.deps.newId() };
    keep(step, { start, draft });
    const text = this.deps.text(step.context);
    await this.#close(step, answer, { title: text.t('dialog.done.lines', { count: chosen.length }), lines: draft.lines.map((line) => line.name) });
    const handle = this.deps.newHandle();
    const partnerOfRecord = this.deps.partnerOfRecord(person);
    const card = confirmTransfer({ handle, customer: overview.choice.customer, provider: target, lines: draft.lines, partnerOfRecord, parts: splitLines(draft.lines) }, text);
    return ask(step, { card, handle, verbs: ['send', 'back', 'leave'] });
  }

  async #handOver(step: Step): Promise<DialogTurnResult> {
    const answer = step.result as CardAnswer;
    const { customerId, start, draft } = kept(step);
    if (answer.verb === 'leave') return this.#leave(step, answer);
    if (answer.verb === 'back' || draft === undefined) return this.#again(step, answer, start ?? {});
    const person = this.deps.speaker(step.context);
    // Pressed again after the process died behind the commit: the order stands, and its lines are no longer free.
    if (await this.deps.isOrdered(person, draft.transferId)) return this.#sent(step, answer, draft);
    const now = await this.deps.movableLines(person, customerId ?? '');
    if (!isAsShown(draft, now)) return this.#again(step, answer, { ...start, error: 'changed-since' });
    const ordered = await this.deps.orderTransfer({ person, customer: now.choice.customer, ...draft, replaces: step.options.replaces });
    if (!ordered.ok) return this.#again(step, answer, { ...start, error: ordered.code });
    return this.#sent(step, answer, draft);
  }

  /** Requests that hold a line come with their own button to withdraw them (R155); which ones, is read again and not taken from the press. */
  async #showHeld(step: Step, answer: CardAnswer, { choice, lines }: CustomerOverview): Promise<DialogTurnResult> {
    const held = [...new Set(lines.flatMap(({ heldBy }) => heldBy ?? []))].slice(0, MOST_SHOWN);
    if (held.length === 0) return this.#again(step, answer, { customerId: choice.customer.customerId, error: 'changed-since' });
    for (const transferId of held) await this.deps.showTransfer(this.deps.speaker(step.context), transferId);
    const text = this.deps.text(step.context);
    await this.#close(step, answer, { title: text.t('lines.held.shown'), lines: [text.t('lines.held.shown.text')] });
    return step.endDialog();
  }

  async #sent(step: Step, answer: CardAnswer, { lines, target }: Draft): Promise<DialogTurnResult> {
    const text = this.deps.text(step.context);
    const models = new Set(splitLines(lines).map(({ model }) => model));
    const own = models.has('legacy') ? [text.t('dialog.done.sent.text')] : [];
    const asked = models.has('new-commerce') ? [text.t('dialog.done.asked.text', { provider: clean(target.name) })] : [];
    await this.#close(step, answer, { title: text.t('dialog.done.sent'), lines: [...own, ...asked] });
    return step.endDialog();
  }

  protected override resumeAt({ options, values }: { readonly options: object; readonly values: object }): object {
    const { customerId, draft } = values as Kept;
    return { ...options, ...(customerId === undefined ? {} : { customerId }), ...(draft === undefined ? {} : { selected: draft.lines.map(({ subscriptionId }) => subscriptionId) }) };
  }

  async #leave(step: Step, answer: CardAnswer): Promise<DialogTurnResult> {
    const text = this.deps.text(step.context);
    await this.#close(step, answer, { title: text.t('dialog.done.left'), lines: [text.t('dialog.done.left.text')] });
    return step.endDialog();
  }

  /** Back, or once more with a sentence that says why: the answered card closes and the steps begin anew from there. */
  async #again(step: Step, answer: CardAnswer, start: TransferStart): Promise<DialogTurnResult> {
    const text = this.deps.text(step.context);
    await this.#close(step, answer, { title: text.t('dialog.done.back'), lines: [text.t('dialog.done.replaced.text')] });
    return step.replaceDialog(TransferDialog.steps, start);
  }

  /** Says which rule stands in the way and hands over to the step that has to come first (R201). */
  async #missing(step: Step, { verdict, open }: Gate, customer?: Customer): Promise<DialogTurnResult> {
    const text = this.deps.text(step.context);
    await step.context.sendActivity(`${verdictWords(verdict, text)} ${text.t('transfer.opens', { step: text.t(`step.${open}.title`) })}`);
    const about = customer === undefined ? {} : { subject: customerSubject(customer.customerId), subjectName: customer.name };
    return step.endDialog({ step: open, ...about } satisfies StepStart);
  }

  async #refuse(step: Step, code: RefusalCode): Promise<DialogTurnResult> {
    await step.context.sendActivity(cardMessage(refusalCard({ code }, this.deps.text(step.context))));
    return step.endDialog();
  }

  async #close(step: Step, answer: CardAnswer | undefined, done: { title: string; lines: string[] }): Promise<void> {
    await replaceCard(step.context, answer?.activityId, dialogDone(done, this.deps.text(step.context)));
  }
}

const ask = (step: Step, options: CardStepOptions): Promise<DialogTurnResult> => step.beginDialog(CardStep.id, options);

const kept = (step: Step): Kept => step.values as Kept;

const keep = (step: Step, facts: Kept): void => {
  Object.assign(step.values, facts);
};
