import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
import type { DialogContext, DialogState, DialogTurnResult } from 'botbuilder-dialogs';
import { DialogContainer, DialogSet, DialogTurnStatus } from 'botbuilder-dialogs';
import { dialogDone } from '../cards/dialog-done.ts';
import type { StepId } from '../journey/step-ids.ts';
import { STEP_IDS } from '../journey/step-ids.ts';
import { awaitingSecond } from '../journey/rules/second-person.ts';
import { STEPS } from '../journey/steps/all.ts';
import { commandOf, stepCallOf } from '../locales/commands.ts';
import type { ChoiceDeps } from './choice-dialog.ts';
import { ChoiceDialog } from './choice-dialog.ts';
import { readPress, replaceCard } from './card-step.ts';
import type { StepDeps, StepStart } from './step-dialog.ts';
import { StepDialog } from './step-dialog.ts';
import type { TransferStart } from './transfer-choices.ts';
import { TransferDialog } from './transfer-dialog.ts';

export type RootDeps = StepDeps & ChoiceDeps & {
  /** One customer's map or a page of all: what a button names is looked up among the organisation's own. */
  readonly sayCustomers: (context: TurnContext, wanted: { subject: string; page: number }) => Promise<void>;
  readonly sayGreeting: (context: TurnContext) => Promise<void>;
  readonly signOut: (context: TurnContext) => Promise<void>;
};

export type Root = {
  /** A message, or a finished sign-in: goes on where the person was, or begins what they asked for. */
  readonly run: (context: TurnContext) => Promise<void>;
  /** Begins a transfer from a button of a card that outlives the dialog. */
  readonly startTransfer: (context: TurnContext, start: TransferStart) => Promise<void>;
};

/** The one entry to all conversations. The stack lives in conversation memory, which may be lost: then it says so and begins anew. */
export const createRoot = (deps: RootDeps, state: ConversationState): Root => {
  const accessor: StatePropertyAccessor<DialogState> = state.createProperty('dialogs');
  const dialogs = new DialogSet(accessor);
  dialogs.add(new TransferDialog(deps));
  dialogs.add(new StepDialog(deps));
  dialogs.add(new ChoiceDialog(deps));

  const inTurn = async (context: TurnContext, work: (dc: DialogContext) => Promise<void>): Promise<void> => {
    const dc = await recover(deps, dialogs, accessor, context);
    await work(dc);
    await state.saveChanges(context);
  };

  return {
    run: (context) =>
      inTurn(context, async (dc) => {
        const opened = openedBy(context.activity.value);
        if (opened !== undefined) return open(dc, opened);
        const shown = shownBy(context.activity.value);
        if (shown !== undefined) return deps.sayCustomers(context, shown);
        const result = await dc.continueDialog();
        await goOn(dc, result);
        if (result.status === DialogTurnStatus.empty && context.activity.type === 'message') await route(deps, dc);
      }),
    startTransfer: (context, start) =>
      inTurn(context, async (dc) => {
        await dc.cancelAllDialogs();
        await goOn(dc, await dc.beginDialog(TransferDialog.id, start));
      }),
  };
};

/** A stack that names a dialog which this release does not have, or that is no stack at all, is dropped with a sentence, never in silence. */
const recover = async (deps: RootDeps, dialogs: DialogSet, accessor: StatePropertyAccessor<DialogState>, context: TurnContext): Promise<DialogContext> => {
  const stored = await accessor.get(context);
  if (stored !== undefined && !isKnown(stored, dialogs)) {
    await accessor.set(context, { dialogStack: [] });
    await context.sendActivity(deps.text(context).t('dialog.restarted'));
  }
  return dialogs.createContext(context);
};

/** Every dialog on the stack is one of ours, and so is every one inside it: a waterfall whose number has changed is another waterfall. */
const isKnown = (state: Partial<DialogState> | undefined, dialogs: DialogSet): boolean =>
  Array.isArray(state?.dialogStack) &&
  state.dialogStack.every((entry) => {
    const dialog = typeof entry?.id === 'string' ? dialogs.find(entry.id) : undefined;
    const inner = (entry?.state as { dialogs?: DialogState } | undefined)?.dialogs;
    return dialog !== undefined && (inner === undefined || (dialog instanceof DialogContainer && isKnown(inner, dialog.dialogs)));
  });

/** What waits for a second person opens for them; the one who confirmed it sees who else is needed (R204). */
const openForSecond = async (deps: RootDeps, dc: DialogContext): Promise<void> => {
  const { tenantId, personId, side } = deps.speaker(dc.context);
  const awaiting = side === 'partner' ? awaitingSecond(await deps.factsOf(tenantId)) : [];
  const found = awaiting.find(({ confirmed }) => confirmed.by?.personId !== personId) ?? awaiting[0];
  const step = STEPS.find(({ irreversible }) => irreversible !== undefined && irreversible === found?.act);
  if (found === undefined || step === undefined) await dc.context.sendActivity(deps.text(dc.context).t('map.second.none'));
  else await open(dc, { step: step.id, wanted: wantedBy(found.subject) });
};

type Opened = { readonly step: StepId; readonly wanted: string };

/** The step that a button of a map or a reminder opens, and the subject that it names; both are only what a client has sent. */
const openedBy = (value: unknown): Opened | undefined => {
  const press = readPress(value);
  const named = press?.inputs['step'] ?? '';
  const wanted = named === '' ? press?.inputs['chosen-step'] : named;
  const step = STEP_IDS.find((id) => press?.verb === 'open-step' && id === wanted);
  return step === undefined ? undefined : { step, wanted: wantedBy(press?.inputs['subject'] ?? '') };
};

const CUSTOMER = 'customer:';

const wantedBy = (subject: string): string => (subject.startsWith(CUSTOMER) ? subject.slice(CUSTOMER.length) : '');

/** The customer, or the page of all, that a button of a map asks for; whoever was in the middle of something stays there. */
const shownBy = (value: unknown): { subject: string; page: number } | undefined => {
  const press = readPress(value);
  if (press?.verb !== 'show-customer' && press?.verb !== 'show-customers') return undefined;
  const page = Number(press.inputs['page']);
  return { subject: press.verb === 'show-customer' ? (press.inputs['customer'] ?? '') : '', page: Number.isSafeInteger(page) ? page : 0 };
};

/** Somebody who opens a step leaves what they were in the middle of; nothing of that was recorded. */
const open = async (dc: DialogContext, { step, wanted }: Opened): Promise<void> => {
  await dc.cancelAllDialogs();
  if (step === 'transfer') await goOn(dc, await dc.beginDialog(TransferDialog.id, wanted === '' ? {} : { customerId: wanted }));
  else await dc.beginDialog(StepDialog.id, { step, wanted });
};

/** A transfer that has to wait for another step ends with that step, which is then begun. */
const goOn = async (dc: DialogContext, { status, result }: DialogTurnResult): Promise<void> => {
  const next = result as StepStart | undefined;
  if (status === DialogTurnStatus.complete && STEP_IDS.some((id) => id === next?.step)) await dc.beginDialog(StepDialog.id, next);
};

const route = async (deps: RootDeps, dc: DialogContext): Promise<void> => {
  const { context } = dc;
  const { activity } = context;
  if (activity.value !== undefined && activity.value !== null) {
    return retire(deps, context);
  }
  const text = deps.text(context);
  const called = stepCallOf(activity.text ?? '');
  const step = STEP_IDS.find((id) => id === called?.step);
  if (step !== undefined) return open(dc, { step, wanted: called?.about ?? '' });
  switch (commandOf(activity.text ?? '')) {
    case 'transfer':
      await goOn(dc, await dc.beginDialog(TransferDialog.id, {}));
      return;
    // With nothing to go on with, the map says where the move stands.
    case 'continue':
    case 'status':
      return deps.sayStatus(context);
    case 'second':
      return openForSecond(deps, dc);
    case 'help':
      return deps.sayHelp(context);
    case 'cancel':
      await context.sendActivity(text.t('dialog.nothing-to-cancel'));
      return;
    case 'greeting':
      return deps.sayGreeting(context);
    case 'thanks':
      await context.sendActivity(text.t('say.thanks'));
      return;
    case 'sign-out':
      return deps.signOut(context);
    case 'notifications':
      await dc.beginDialog(ChoiceDialog.id, {});
      return;
    case 'language-en':
      return deps.chooseLanguage(context, 'en');
    case 'language-sv':
      return deps.chooseLanguage(context, 'sv');
    case undefined:
      await context.sendActivity(text.t('say.not-understood'));
  }
};

/** A button of a conversation that has ended: the card says so in its place, and nothing is done. */
const retire = async (deps: RootDeps, context: TurnContext): Promise<void> => {
  const text = deps.text(context);
  if (readPress(context.activity.value) === undefined) return;
  const done = dialogDone({ title: text.t('dialog.done.replaced'), lines: [text.t('dialog.done.replaced.text')] }, text);
  await replaceCard(context, context.activity.replyToId, done);
};
