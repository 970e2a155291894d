import type { Activity, TurnContext } from 'botbuilder';
import { ActivityTypes, CardFactory } from 'botbuilder';
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs';
import { z } from 'zod';
import type { AdaptiveCard } from '../cards/render.ts';
import type { DialogVerb } from '../cards/verbs.ts';
import { DIALOG_VERBS } from '../cards/verbs.ts';
import type { Text } from '../locales/text.ts';

export type CardStepOptions = { readonly card: AdaptiveCard; readonly handle: string; readonly verbs: readonly DialogVerb[] };

/** The button that was pressed, the inputs beside it, and the message to turn into its final form. */
export type CardAnswer = { readonly verb: DialogVerb; readonly inputs: Readonly<Record<string, string>>; readonly activityId: string | undefined };

const pressed = z.looseObject({ verb: z.enum(DIALOG_VERBS), handle: z.string().max(64) });

/** What a dialog's button sent, or undefined for anything else. Inputs are texts of at most 1,000 characters. */
export const readPress = (value: unknown): { verb: DialogVerb; handle: string; inputs: Record<string, string> } | undefined => {
  const parsed = pressed.safeParse(value);
  if (!parsed.success) return undefined;
  const { verb, handle, ...rest } = parsed.data;
  const inputs = Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= 1000);
  return { verb, handle, inputs: Object.fromEntries(inputs) };
};

type Waiting = { handle: string; verbs: DialogVerb[]; activityId?: string };

/**
 * Shows one card and waits for one of its own buttons. A text prompt would ask for ever, because a pressed Action.Submit has no text; here
 * typed words are answered with where to answer, and buttons of other cards change nothing.
 */
export class CardStep extends Dialog {
  static readonly id = 'card-step';
  readonly #text: (context: TurnContext) => Text;

  constructor(text: (context: TurnContext) => Text) {
    super(CardStep.id);
    this.#text = text;
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const { card, handle, verbs } = options as CardStepOptions;
    const sent = await dc.context.sendActivity(cardMessage(card));
    const waiting: Waiting = { handle, verbs: [...verbs], activityId: sent?.id };
    dc.activeDialog!.state = waiting;
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const waiting = dc.activeDialog!.state as Waiting;
    if (dc.context.activity.type !== ActivityTypes.Message) return Dialog.EndOfTurn;
    const press = readPress(dc.context.activity.value);
    if (press !== undefined && press.handle === waiting.handle && waiting.verbs.includes(press.verb)) {
      return dc.endDialog({ verb: press.verb, inputs: press.inputs, activityId: waiting.activityId } satisfies CardAnswer);
    }
    const text = this.#text(dc.context);
    await dc.context.sendActivity(text.t(press === undefined ? 'dialog.use-card' : 'dialog.done.replaced.text'));
    return Dialog.EndOfTurn;
  }
}

/** A card goes alone: with text beside it Teams splits the message and no id comes back (conventions 2.4). */
export const cardMessage = (card: AdaptiveCard): Partial<Activity> => ({
  type: ActivityTypes.Message,
  attachments: [CardFactory.adaptiveCard(card)],
  summary: String(card['speak']),
});

/** Turns the answered card into its final form, in the same place. A card that cannot be found any more is left as it is. */
export const replaceCard = async (context: TurnContext, activityId: string | undefined, card: AdaptiveCard): Promise<void> => {
  if (activityId === undefined) return;
  await context.updateActivity({ ...cardMessage(card), id: activityId });
};
