import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs';
import { clean } from '../cards/clean.ts';
import { dialogDone } from '../cards/dialog-done.ts';
import type { StepCardData } from '../cards/step-card.ts';
import { stepCard } from '../cards/step-card.ts';
import type { StepOrder, Taken } from '../commands/take-step.ts';
import type { Facts, NewFact, Subject } from '../journey/facts.ts';
import { customerSubject, newCustomerSubject } from '../journey/facts.ts';
import { stateOf } from '../journey/map.ts';
import { chosenProfile } from '../journey/profiles/find.ts';
import type { Transfer } from '../journey/records.ts';
import type { StepId } from '../journey/step-ids.ts';
import { STEPS } from '../journey/steps/all.ts';
import type { PartnerCenter } from '../partnercenter/partner-center.ts';
import type { CardAnswer } from './card-step.ts';
import { CardStep, cardMessage, replaceCard } from './card-step.ts';
import type { DialogDeps } from './deps.ts';
import { LeavableDialog } from './leavable.ts';
import type { Picked } from './pick-customer.ts';
import { CHOSEN, FIND, NEW_CUSTOMER, NEW_NAME, meant, pickedCustomer, pickedNew, pickerCard, wantedId } from './pick-customer.ts';
import { nextCustomer } from './next-customer.ts';
import { SignInStep } from './sign-in-step.ts';
import { roleProblems, turnedAway } from './step-gate.ts';
import { SCRIPTS } from './steps/all.ts';
import type { StepScript, StepView } from './steps/script.ts';
import { isOfCustomer, missingSteps, refilled } from './step-parts.ts';
import { refusalWords, verdictWords } from './verdict-words.ts';

export type StepDeps = DialogDeps & {
  readonly partnerCenter: PartnerCenter;
  readonly now: () => Date;
  readonly factsOf: (tenantId: string) => Promise<Facts>;
  readonly transfersOf: (tenantId: string) => Promise<readonly Transfer[]>;
  readonly takeStep: (order: StepOrder) => Promise<Taken>;
};

/** `wanted`: what a button or a sentence says the step is about, an id or a name; looked up, never believed. `subject` was looked up. */
export type StepStart = { readonly step: StepId; readonly wanted?: string; readonly subject?: Subject; readonly subjectName?: string; readonly problems?: readonly string[]; readonly inputs?: Readonly<Record<string, string>> };

type At = WaterfallStepContext<StepStart>;
type Kept = { facts?: NewFact[]; word?: string; names?: Record<string, string>; inputs?: Readonly<Record<string, string>> };

/** The input in which the word of an irreversible step is typed. */
const TYPED = 'typed';

/** Takes a person through any one step of the journey: sign in when something is read, one card with all fields, a typed word where there is no way back, one command. */
export class StepDialog extends LeavableDialog {
  static readonly id = 'step-1';
  static readonly steps = 'step-steps-1';
  readonly #deps: StepDeps;

  constructor(deps: StepDeps) {
    super(StepDialog.id, deps);
    this.#deps = deps;
    this.addDialog(new SignInStep(deps));
    this.addDialog(new CardStep(deps.text));
    const steps = [this.#signIn, this.#chooseCustomer, this.#ask, this.#confirm, this.#handOver];
    this.addDialog(new WaterfallDialog<StepStart>(StepDialog.steps, steps.map((step) => step.bind(this))));
    this.initialDialogId = StepDialog.steps;
  }

  async #signIn(at: At): Promise<DialogTurnResult> {
    const step = STEPS.find((one) => one.id === at.options.step);
    const needsToken = scriptOf(at.options.step)?.read !== undefined || needsCustomer(at.options);
    if (!needsToken || step === undefined) return at.next();
    const text = this.deps.text(at.context);
    const problems = roleProblems(step, this.deps.speaker(at.context), text);
    if (problems.length === 0) return at.beginDialog(SignInStep.id);
    await at.context.sendActivity(cardMessage(stepCard({ ...turnedAway(step, problems, text), handle: this.deps.newHandle() }, text)));
    return at.endDialog();
  }

  /** A step of one customer begins with which one; the list is the partner's own, read now, and the only thing that is believed. */
  async #chooseCustomer(at: At): Promise<DialogTurnResult> {
    const step = STEPS.find((one) => one.id === at.options.step);
    if (step === undefined || !needsCustomer(at.options)) return at.next();
    const person = this.deps.speaker(at.context);
    const { wanted = '', problems = [] } = at.options;
    const facts = await this.#deps.factsOf(person.tenantId);
    const known = pickedNew(facts, step, wantedId(facts, wanted));
    if (known !== undefined) return this.#about(at, known);
    const customers = await this.#deps.partnerCenter.customers.list({ kind: 'person', tenantId: person.tenantId, personId: person.personId });
    const found = meant(customers, wantedId(facts, wanted));
    const [only] = found;
    if (only !== undefined && found.length === 1) return this.#about(at, pickedCustomer(only));
    const text = this.deps.text(at.context);
    const unknown = wanted.trim() === '' || found.length > 0 ? [] : [text.t('map.find.none', { name: clean(wanted, 60) })];
    const handle = this.deps.newHandle();
    (at.values as Kept).names = Object.fromEntries(customers.map((customer) => [customer.customerId, customer.name]));
    const card = pickerCard({ step, handle, customers, found, problems: [...problems, ...unknown] }, text);
    return at.beginDialog(CardStep.id, { card, handle, verbs: ['choose-subject', 'leave'] });
  }

  /** Begins the same step again, now for this customer. */
  #about(at: At, picked: Picked): Promise<DialogTurnResult> {
    return at.replaceDialog(StepDialog.steps, { ...at.options, ...picked, wanted: '', problems: [], inputs: {} });
  }

  async #ask(at: At): Promise<DialogTurnResult> {
    const chosen = at.result as CardAnswer | undefined;
    if (needsCustomer(at.options)) {
      if (chosen === undefined || chosen.verb === 'leave') return chosen === undefined ? at.endDialog() : this.#leave(at, chosen);
      return this.#withCustomer(at, chosen);
    }
    const script = scriptOf(at.options.step);
    const step = STEPS.find((one) => one.id === at.options.step);
    const text = this.deps.text(at.context);
    if (script === undefined || step === undefined) return this.#end(at, text.t('say.not-understood'));
    const view = await this.#view(at, script);
    const { facts, now, profile, subject } = view;
    const state = stateOf({ steps: STEPS, facts, now, profile }, step.id, subject);
    const verdicts = state.state === 'blocked' ? state.verdicts : state.state === 'not-needed' ? [state.why] : [];
    const refused = step.refuses?.(view, { person: view.person, facts: [] }) ?? [];
    const blocked = [...verdicts, ...refused].map((verdict) => verdictWords(verdict, text));
    const refusals = roleProblems(step, view.person, text);
    const problems = [...(at.options.problems ?? []), ...refusals, ...blocked];
    const mayGoOn = blocked.length + refusals.length === 0;
    const face = script.face(view);
    const handle = this.deps.newHandle();
    const leave = { verb: 'leave' as const, title: text.t('step.leave') };
    const send = { verb: 'send' as const, title: text.t('step.record'), style: 'positive' as const };
    const fields = mayGoOn ? refilled(face.fields ?? [], at.options.inputs ?? {}) : [];
    const card = stepCard({ ...face, fields, handle, problems, opens: missingSteps(verdicts, subject), actions: mayGoOn ? [send, leave] : [leave] }, text);
    return at.beginDialog(CardStep.id, { card, handle, verbs: ['send', 'leave'] });
  }

  /** An id that was not on the list is not taken; typed words lead to a shorter list, or straight to the only one that fits. */
  async #withCustomer(at: At, answer: CardAnswer): Promise<DialogTurnResult> {
    const { [CHOSEN]: customerId = '', [FIND]: wanted = '' } = answer.inputs;
    const names = (at.values as Kept).names ?? {};
    const typed = answer.inputs[NEW_NAME]?.trim() ?? '';
    const isNew = customerId === NEW_CUSTOMER;
    const subjectName = isNew ? clean(typed) : Object.hasOwn(names, customerId) ? names[customerId] : undefined;
    const text = this.deps.text(at.context);
    if (customerId === '' && wanted.trim() !== '') {
      await replaceCard(at.context, answer.activityId, dialogDone({ title: text.t('dialog.done.replaced'), lines: [wanted] }, text));
      return at.replaceDialog(StepDialog.steps, { ...at.options, wanted, problems: [], inputs: {} });
    }
    if (subjectName === undefined) return this.#again(at, answer, [text.t('customer.error')]);
    if (isNew && typed === '') return this.#again(at, answer, [text.t('customer.new.error')]);
    await replaceCard(at.context, answer.activityId, dialogDone({ title: text.t('dialog.done.customer'), lines: [subjectName] }, text));
    return this.#about(at, { subject: isNew ? newCustomerSubject(subjectName) : customerSubject(customerId), subjectName });
  }

  async #confirm(at: At): Promise<DialogTurnResult> {
    const answer = at.result as CardAnswer;
    const text = this.deps.text(at.context);
    const script = scriptOf(at.options.step);
    if (answer.verb === 'leave' || script === undefined) return this.#leave(at, answer);
    const view = await this.#view(at, script);
    const read = script.answer(answer.inputs, view);
    if (!read.ok) return this.#again(at, answer, [read.problem]);
    const kept = at.values as Kept;
    kept.facts = [...read.facts];
    kept.inputs = answer.inputs;
    const word = script.typedWord?.(view);
    if (word === undefined) return at.next(answer);
    kept.word = word;
    await replaceCard(at.context, answer.activityId, dialogDone({ title: text.t('step.read'), lines: [script.face(view).title] }, text));
    const handle = this.deps.newHandle();
    const field = { kind: 'text' as const, id: TYPED, label: text.t('step.typed.label', { word }), required: text.t('step.typed.error', { word }) };
    const actions = [{ verb: 'send' as const, title: text.t('step.typed.send'), style: 'destructive' as const }, { verb: 'leave' as const, title: text.t('step.leave') }];
    const card = stepCard({ handle, title: text.t('step.typed.title'), intro: text.t('step.typed.intro'), said: script.face(view).said, fields: [field], actions }, text);
    return at.beginDialog(CardStep.id, { card, handle, verbs: ['send', 'leave'] });
  }

  async #handOver(at: At): Promise<DialogTurnResult> {
    const answer = at.result as CardAnswer;
    const text = this.deps.text(at.context);
    const { facts, word } = at.values as Kept;
    const step = STEPS.find((one) => one.id === at.options.step);
    if (answer.verb === 'leave' || step === undefined || facts === undefined) return this.#leave(at, answer);
    const typed = answer.inputs[TYPED]?.trim() ?? '';
    if (word !== undefined && typed.toLocaleLowerCase() !== word.toLocaleLowerCase()) return this.#again(at, answer, [text.t('step.typed.error', { word })]);
    const subject = at.options.subject ?? 'organisation';
    // A second person seconds a confirmation; theirs is not a new one (R204).
    const confirms = step.irreversible !== undefined && word !== undefined && !facts.some(({ kind }) => kind === 'seconded');
    const confirmed: NewFact[] = step.irreversible === undefined || !confirms ? [] : [{ subject, kind: 'irreversible-confirmed', value: { act: step.irreversible, typed }, proof: 'attested' }];
    const taken = await this.#deps.takeStep({ person: this.deps.speaker(at.context), step, subject, subjectName: at.options.subjectName, facts: [...confirmed, ...facts] });
    if (!taken.ok) return this.#again(at, answer, taken.code === undefined ? taken.verdicts.map((verdict) => verdictWords(verdict, text)) : [refusalWords(taken.code, text)]);
    const title = text.t(`step.${step.id}.title`);
    await replaceCard(at.context, answer.activityId, dialogDone({ title: text.t('step.recorded'), lines: [title] }, text));
    return this.#after(at);
  }

  /** Says what the step came to, and goes on with its next card when there is one, or with the next customer who waits for it. */
  async #after(at: At): Promise<DialogTurnResult> {
    const script = scriptOf(at.options.step);
    const step = STEPS.find((one) => one.id === at.options.step);
    const isSilent = script?.outcome === undefined && script?.goesOn === undefined;
    if (script === undefined || step === undefined || (isSilent && step.of !== 'customer')) return at.endDialog();
    // Who comes next is known without asking Partner Center again.
    const view = await this.#view(at, isSilent ? unread(script) : script);
    const face = script.outcome?.(view);
    if (face !== undefined) await this.#show(at, { ...face, fields: [], actions: [] });
    if (script.goesOn?.(view) === true) return at.replaceDialog(StepDialog.steps, { ...at.options, problems: [], inputs: {} });
    const next = nextCustomer(step, view);
    if (next !== undefined) await this.#show(at, next);
    return at.endDialog();
  }

  async #show(at: At, data: Omit<StepCardData, 'handle'>): Promise<void> {
    await at.context.sendActivity(cardMessage(stepCard({ ...data, handle: this.deps.newHandle() }, this.deps.text(at.context))));
  }

  async #view(at: At, script: StepScript): Promise<StepView> {
    const person = this.deps.speaker(at.context);
    const facts = await this.#deps.factsOf(person.tenantId);
    const subject = facts.subjectOf(at.options.subject ?? 'organisation');
    const access = { kind: 'person' as const, tenantId: person.tenantId, personId: person.personId };
    const reading = script.read === undefined ? {} : await script.read(this.#deps.partnerCenter, access, { subject, facts });
    const transfers = script.usesTransfers === true ? await this.#deps.transfersOf(person.tenantId) : [];
    const subjectName = at.options.subjectName ?? '';
    return { text: this.deps.text(at.context), facts, now: this.#deps.now(), profile: chosenProfile(facts), person, subject, subjectName, reading, transfers, portal: this.#deps.portal };
  }

  protected override resumeAt({ options, values }: { readonly options: object; readonly values: object }): object {
    const { inputs } = values as Kept;
    return { ...options, problems: [], ...(inputs === undefined ? {} : { inputs }) };
  }

  async #leave(at: At, answer: CardAnswer): Promise<DialogTurnResult> {
    const text = this.deps.text(at.context);
    await replaceCard(at.context, answer.activityId, dialogDone({ title: text.t('step.left'), lines: [text.t('refusal.unchanged')] }, text));
    return at.endDialog();
  }

  async #again(at: At, answer: CardAnswer, problems: readonly string[]): Promise<DialogTurnResult> {
    const text = this.deps.text(at.context);
    await replaceCard(at.context, answer.activityId, dialogDone({ title: text.t('dialog.done.replaced'), lines: [...problems] }, text));
    return at.replaceDialog(StepDialog.steps, { ...at.options, problems, inputs: (at.values as Kept).inputs ?? answer.inputs });
  }

  async #end(at: At, words: string): Promise<DialogTurnResult> {
    await at.context.sendActivity(words);
    return at.endDialog();
  }
}

const needsCustomer = ({ step, subject }: StepStart): boolean => subject === undefined && isOfCustomer(step);

const unread = ({ read: _, ...script }: StepScript): StepScript => script;

const scriptOf = (id: StepId): StepScript | undefined => SCRIPTS.find((script) => script.id === id);
