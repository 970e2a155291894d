import { serve } from '../../../simulator/http.ts';
import type { Reply } from '../../../simulator/http.ts';

/** What Teams sent, with the fields the tests look at. */
export type Received = {
  type: string;
  id: string;
  name?: string;
  text?: string;
  action?: string;
  replyToId?: string;
  locale: string;
  serviceUrl: string;
  value?: { action?: { verb?: string; data?: unknown }; trigger?: string; authentication?: unknown; [field: string]: unknown };
  [field: string]: unknown;
};

/** A bot that keeps what it was sent and answers what the test says; 200 without a body when it says nothing. */
export const startFakeBot = async (port = 0) => {
  const received: Received[] = [];
  const headers: Record<string, string | string[] | undefined>[] = [];
  const bot = { answer: (_activity: Received): Reply | Promise<Reply> => ({ status: 200 }) };
  const server = await serve({
    name: 'fake-bot',
    port,
    routes: [['post', '/api/messages', (ask) => {
      const activity = ask.body as Received;
      received.push(activity);
      headers.push(ask.headers);
      return bot.answer(activity);
    }]],
  });
  const installs = (): Received[] => received.filter((a) => a.type === 'installationUpdate');
  return { ...server, bot, received, headers, installs, invokes: () => received.filter((a) => a.type === 'invoke') };
};

export type FakeBot = Awaited<ReturnType<typeof startFakeBot>>;

/** An answer to `adaptiveCard/action`. */
export const invokeReply = (statusCode: number, type: string, value?: unknown): Reply => ({ status: 200, body: { statusCode, type, value } });
export const cardReply = (card: unknown): Reply => invokeReply(200, 'application/vnd.microsoft.card.adaptive', card);
