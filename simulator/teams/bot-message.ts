import { z } from 'zod';
import { badSyntax, connectorError } from './connector-errors.ts';
import type { Draft } from './chats.ts';
import type { Attachment } from './records.ts';

const attachment = z.object({
  contentType: z.string(),
  content: z.unknown().optional(),
  contentUrl: z.string().optional(),
  name: z.string().optional(),
});
const activity = z.object({
  type: z.string(),
  text: z.string().nullish(),
  textFormat: z.enum(['markdown', 'plain', 'xml']).nullish().catch(undefined),
  summary: z.string().nullish(),
  attachments: z.array(attachment).nullish(),
  suggestedActions: z.object({ actions: z.array(z.object({ type: z.string(), title: z.string(), value: z.unknown() })) }).nullish(),
});

/** What the bot sent: somebody is typing, or something to show. */
export type BotMessage = { type: 'typing' } | { type: 'message'; draft: Draft };

/** 100 KB counted in UTF-16, as Teams counts. */
const MOST_CHARACTERS = (100 * 1024) / 2;

/** Reads a posted activity or refuses it as the connector would (400 BadSyntax, 413 MessageSizeTooBig). */
export const readBotMessage = (body: unknown): BotMessage => {
  if (JSON.stringify(body ?? null).length > MOST_CHARACTERS) {
    throw connectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const parsed = activity.safeParse(body);
  if (!parsed.success) throw badSyntax('The activity could not be read.');
  const { type, text, textFormat, summary, attachments, suggestedActions } = parsed.data;
  if (type === 'typing') return { type };
  if (type !== 'message') throw badSyntax(`Activities of the type "${type}" cannot be shown in a chat.`);
  const cards = (attachments ?? []) as Attachment[];
  if ((text ?? '') === '' && cards.length === 0) throw badSyntax('Activity must include non empty text field or at least one attachment.');
  const actions = (suggestedActions?.actions ?? []).filter((a) => a.type === 'imBack').map(({ title, value }) => ({ title, value: String(value ?? title) }));
  return {
    type,
    draft: { text: text ?? '', textFormat: textFormat ?? 'markdown', attachments: cards, suggestedActions: actions, summary: summary ?? undefined },
  };
};
