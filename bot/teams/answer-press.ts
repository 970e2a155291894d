import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { AdaptiveCard } from '../../cards/render.ts';
import type { Transfer } from '../../journey/records.ts';
import type { RefusalCode } from '../../journey/refusals.ts';
import type { KnownPerson } from '../../ledger/people.ts';
import { ERROR_MEANINGS, meaningOf } from '../../locales/error-meanings.ts';
import type { Text } from '../../locales/text.ts';
import type { CardActions } from './card-actions.ts';
import { readCardPress } from './card-actions.ts';
import { cardActivity } from './courier.ts';
import type { SignIn } from './sign-in.ts';
import { speakerOf, textOf } from './turn.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';
const FAULT = 'application/vnd.microsoft.error';

/** The answer of the universal action contract (conventions 2.3); the HTTP status beside it is always 200. */
export type ActionReply = { statusCode: number; type: string; value: unknown };

const invoke = z.object({
  action: z.object({ verb: z.string().optional(), data: z.unknown() }),
  trigger: z.string().optional(),
  authentication: z.object({ token: z.string().min(1).max(20_000) }).optional(),
});

export type AnswerPressDeps = {
  readonly actions: CardActions;
  readonly signIn: SignIn;
  readonly view: (person: KnownPerson, transfer: Transfer, handle: string) => Promise<AdaptiveCard>;
};

/** Codes after which the present card says all there is to say. */
const SHOWS_CARD: ReadonlySet<RefusalCode> = new Set(['already-decided', 'stale-card', 'not-open']);

export type AnswerPress = {
  /** Action.Execute: answered with the card as it is now, a sentence, or a request to sign in. */
  readonly execute: (context: TurnContext) => Promise<ActionReply>;
  /** The Action.Submit door of the same buttons, for clients that know no Execute. True when it was one of them. */
  readonly submit: (context: TurnContext) => Promise<boolean>;
};

export const createAnswerPress = (deps: AnswerPressDeps): AnswerPress => {
  const execute = async (context: TurnContext): Promise<ActionReply> => {
    const parsed = invoke.safeParse(context.activity.value);
    const pressed = parsed.success ? readCardPress(parsed.data.action.data) : undefined;
    const text = textOf(context);
    if (!parsed.success || pressed === undefined) return { statusCode: 400, type: FAULT, value: { code: 'BadRequest', message: refusalText('unknown-handle', text) } };
    const person = speakerOf(context);
    const token = parsed.data.authentication?.token;
    if (token !== undefined) {
      const exchanged = await deps.signIn.exchange(person, token);
      if (!exchanged.ok) return { statusCode: 200, type: MESSAGE, value: signInText(exchanged.why, text) };
    }
    const result = await deps.actions.run({ context, person, press: pressed, automatic: parsed.data.trigger === 'automatic' });
    if (result === 'sign-in') return token === undefined ? deps.signIn.loginRequest(context) : { statusCode: 412, type: 'application/vnd.microsoft.error.preconditionFailed', value: { code: '412', message: text.t('signin.failed') } };
    if (result.transfer === undefined || (result.code !== undefined && !SHOWS_CARD.has(result.code))) {
      return { statusCode: 200, type: MESSAGE, value: refusalText(result.code ?? 'unknown-handle', text) };
    }
    return { statusCode: 200, type: CARD, value: await deps.view(person, result.transfer, pressed.handle) };
  };

  const submit = async (context: TurnContext): Promise<boolean> => {
    const pressed = readCardPress(context.activity.value);
    if (pressed === undefined) return false;
    const person = speakerOf(context);
    const result = await deps.actions.run({ context, person, press: pressed, automatic: false });
    if (result === 'sign-in') await context.sendActivity(deps.signIn.message(context));
    else if (result.code !== undefined && !SHOWS_CARD.has(result.code)) await context.sendActivity(refusalText(result.code, textOf(context)));
    else if (result.transfer !== undefined && context.activity.replyToId !== undefined) {
      await context.updateActivity({ ...cardActivity(await deps.view(person, result.transfer, pressed.handle)), id: context.activity.replyToId });
    }
    return true;
  };

  return { execute, submit };
};

/** What happened, what was not changed, what to do: short enough for the line under a card. */
const refusalText = (code: RefusalCode, text: Text): string =>
  `${text.t(`refusal.${code}`)} ${text.t('refusal.unchanged')} ${text.t(`refusal.${code}.do`)}`;

export const signInText = (why: 'no-mfa' | 'consent' | 'conditional-access' | 'other-person' | 'failed', text: Text): string => {
  if (why === 'no-mfa') return refusalText('no-mfa', text);
  if (why === 'other-person') return refusalText('signed-in-as-other', text);
  const meaning = meaningOf({ code: why, httpStatus: undefined });
  if (meaning === undefined) return text.t('signin.failed');
  const who = text.t('error.who', { who: text.t(`error.who.${ERROR_MEANINGS[meaning].who}`) });
  return `${text.t(`error.${meaning}.what`)} ${text.t('refusal.unchanged')} ${who} ${text.t(`error.${meaning}.fix`)}`;
};
