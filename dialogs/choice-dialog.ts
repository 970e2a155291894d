import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs';
import type { ChoiceInputs } from '../cards/choice-card.ts';
import { choiceCard, hourWords } from '../cards/choice-card.ts';
import { dialogDone } from '../cards/dialog-done.ts';
import type { Choice } from '../journey/reminders/choice.ts';
import { MODES } from '../journey/reminders/choice.ts';
import { zoneOf } from '../journey/reminders/local-time.ts';
import type { MessageKey, Text } from '../locales/text.ts';
import type { CardAnswer } from './card-step.ts';
import { CardStep, replaceCard } from './card-step.ts';
import type { DialogDeps } from './deps.ts';
import { LeavableDialog } from './leavable.ts';
import { choiceIn, isTicked, wordIn } from './steps/inputs.ts';

export type ChoiceDeps = DialogDeps & {
  readonly choiceOf: (context: TurnContext) => Promise<Choice>;
  /** Keeps the choice, and has everything that was held back for the person looked at anew. */
  readonly saveChoice: (context: TurnContext, choice: Choice) => Promise<void>;
};

type Again = { readonly problems?: readonly string[]; readonly inputs?: ChoiceInputs };
type At = WaterfallStepContext<Again>;

/** Asks how a person wants to be told, on one card. */
export class ChoiceDialog extends LeavableDialog {
  static readonly id = 'choice-1';
  static readonly steps = 'choice-steps-1';
  readonly #deps: ChoiceDeps;

  constructor(deps: ChoiceDeps) {
    super(ChoiceDialog.id, deps);
    this.#deps = deps;
    this.addDialog(new CardStep(deps.text));
    this.addDialog(new WaterfallDialog<Again>(ChoiceDialog.steps, [this.#ask, this.#keep].map((step) => step.bind(this))));
    this.initialDialogId = ChoiceDialog.steps;
  }

  async #ask(at: At): Promise<DialogTurnResult> {
    const choice = await this.#deps.choiceOf(at.context);
    const handle = this.deps.newHandle();
    const card = choiceCard({ handle, choice, ...at.options }, this.deps.text(at.context));
    return at.beginDialog(CardStep.id, { card, handle, verbs: ['send', 'leave'] });
  }

  async #keep(at: At): Promise<DialogTurnResult> {
    const answer = at.result as CardAnswer;
    const text = this.deps.text(at.context);
    const close = (title: MessageKey, lines: readonly string[]): Promise<void> => replaceCard(at.context, answer.activityId, dialogDone({ title: text.t(title), lines }, text));
    if (answer.verb === 'leave') {
      await close('step.left', [text.t('refusal.unchanged')]);
      return at.endDialog();
    }
    const read = readChoice(answer.inputs, await this.#deps.choiceOf(at.context));
    if (!read.ok) {
      const problems = read.problems.map((key) => text.t(key));
      await close('dialog.done.replaced', problems);
      return at.replaceDialog(ChoiceDialog.steps, { problems, inputs: answer.inputs });
    }
    await this.#deps.saveChoice(at.context, read.choice);
    await close('choice.saved', savedWords(read.choice, text));
    return at.endDialog();
  }
}

const savedWords = (choice: Choice, text: Text): string[] => {
  const [from, until, zone] = [hourWords(choice.quietFrom), hourWords(choice.quietUntil), choice.timeZone];
  const hours = from === until ? text.t('choice.saved.no-quiet', { zone }) : text.t('choice.saved.quiet', { from, until, zone });
  return [text.t(`choice.mode.${choice.mode}`), hours, ...(choice.quietWeekends ? [text.t('choice.weekends.yes')] : [])];
};

type Read = { readonly ok: true; readonly choice: Choice } | { readonly ok: false; readonly problems: readonly MessageKey[] };

/** Minutes since midnight from `18:00`, `8:30` or `18`; undefined for anything that is no hour of a day. */
const hourIn = (inputs: ChoiceInputs, id: string): number | undefined => {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(wordIn(inputs, id)) ?? [];
  const isHour = hours !== undefined && Number(hours) < 24 && Number(minutes) < 60;
  return isHour ? Number(hours) * 60 + Number(minutes) : undefined;
};

const mutedAfter = (inputs: ChoiceInputs, { muted }: Choice): readonly string[] => {
  if (isTicked(inputs, 'unmute')) return [];
  return isTicked(inputs, 'mute-all') ? [...new Set([...muted, 'all'])] : muted;
};

/** A card's inputs are texts from outside: nothing is kept that is not a mode, an hour or a zone that this machine knows. */
const readChoice = (inputs: ChoiceInputs, before: Choice): Read => {
  const mode = choiceIn(inputs, 'mode', MODES);
  const [quietFrom, quietUntil] = [hourIn(inputs, 'from'), hourIn(inputs, 'until')];
  const timeZone = zoneOf(wordIn(inputs, 'zone'));
  if (mode === undefined || quietFrom === undefined || quietUntil === undefined || timeZone === undefined) {
    const problems: [MessageKey, boolean][] = [['choice.mode.error', mode === undefined], ['choice.hour.error', quietFrom === undefined || quietUntil === undefined], ['choice.zone.error', timeZone === undefined]];
    return { ok: false, problems: problems.filter(([, isWrong]) => isWrong).map(([key]) => key) };
  }
  return { ok: true, choice: { mode, quietFrom, quietUntil, timeZone, quietWeekends: isTicked(inputs, 'weekends'), muted: mutedAfter(inputs, before) } };
};
