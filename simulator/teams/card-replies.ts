import { z } from 'zod';
import type { Answer } from './bot-line.ts';
import type { Attachment } from './records.ts';
import { ADAPTIVE_CARD } from './records.ts';

/** What Teams makes of the bot's answer to `adaptiveCard/action` (teams-conventions "Universal actions"). */
export type Outcome =
  | { kind: 'card'; attachment: Attachment }
  | { kind: 'toast'; text: string }
  | { kind: 'error'; code: string; text: string }
  | { kind: 'login'; request: LoginRequest }
  | { kind: 'sign-in-failed' }
  | { kind: 'unreachable' }
  | { kind: 'closed' };

/** The part of an OAuthCard that single sign-on needs. */
export type LoginRequest = z.infer<typeof loginRequest>;

export const loginRequest = z.object({
  connectionName: z.string(),
  buttons: z.array(z.object({ type: z.string(), value: z.unknown() })).min(1),
  tokenExchangeResource: z.object({ id: z.string(), uri: z.string().nullish() }).nullish(),
});

const reply = z.discriminatedUnion('type', [
  z.object({ statusCode: z.literal(200), type: z.literal(ADAPTIVE_CARD), value: z.looseObject({ type: z.literal('AdaptiveCard') }) }),
  z.object({ statusCode: z.literal(200), type: z.literal('application/vnd.microsoft.activity.message'), value: z.string() }),
  z.object({
    statusCode: z.union([z.literal(400), z.literal(500)]),
    type: z.literal('application/vnd.microsoft.error'),
    value: z.object({ code: z.string(), message: z.string() }),
  }),
  z.object({ statusCode: z.literal(401), type: z.literal('application/vnd.microsoft.activity.loginRequest'), value: loginRequest }),
  // Microsoft's own spelling, and the one it is also documented with.
  z.object({ statusCode: z.literal(401), type: z.enum(['application/vnd.microsoft.error.inccorectAuthCode', 'application/vnd.microsoft.error.invalidAuthCode']) }),
  z.object({ statusCode: z.literal(412), type: z.literal('application/vnd.microsoft.error.preconditionFailed') }),
]);

/** Reads the answer; whatever Teams would not understand counts as "Unable to reach app". */
export const outcomeOf = (answer: Answer): Outcome => {
  if ('failure' in answer) return { kind: answer.failure === 'closed' ? 'closed' : 'unreachable' };
  const parsed = reply.safeParse(answer.body);
  if (answer.status !== 200 || !parsed.success) return { kind: 'unreachable' };
  const said = parsed.data;
  switch (said.type) {
    case ADAPTIVE_CARD:
      return { kind: 'card', attachment: { contentType: ADAPTIVE_CARD, content: said.value } };
    case 'application/vnd.microsoft.activity.message':
      return { kind: 'toast', text: said.value };
    case 'application/vnd.microsoft.error':
      return { kind: 'error', code: said.value.code, text: said.value.message };
    case 'application/vnd.microsoft.activity.loginRequest':
      return { kind: 'login', request: said.value };
    default:
      return { kind: 'sign-in-failed' };
  }
};

/** Where a person may sign in by hand, when the card names a web address. */
export const signInLink = (request: LoginRequest): string | undefined => {
  const address = request.buttons.map((b) => b.value).find((v) => typeof v === 'string' && /^https?:\/\//.test(v));
  return address as string | undefined;
};
