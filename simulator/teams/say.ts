import { textActivity } from './activities.ts';
import type { Setting } from './activities.ts';
import type { BotLine } from './bot-line.ts';
import type { Chats } from './chats.ts';
import type { Installs } from './installs.ts';
import type { Member, Members } from './members.ts';
import type { Queue } from './queue.ts';

/** Says something in a person's chat; answers when the bot has taken it, or could not. */
export type Say = (member: Member, text: string) => Promise<{ id: string; delivered: boolean; httpStatus?: number }>;

type Deps = { chats: Chats; line: BotLine; queue: Queue; members: Members; installs: Installs; setting: (member: Member, id?: string) => Setting };

export const createSay = ({ chats, line, queue, members, installs, setting }: Deps): Say => async (member, text) => {
  const message = chats.post(member.id, 'person', { text, textFormat: 'plain', attachments: [], suggestedActions: [], summary: undefined });
  return queue.run(member.id, async () => {
    const answer = await line.deliver(textActivity(member, setting(member, message.id), text));
    if ('failure' in answer) {
      if (answer.failure !== 'closed') chats.setLine(message, { kind: 'unreachable' });
      return { id: message.id, delivered: false };
    }
    const delivered = answer.status >= 200 && answer.status < 300;
    if (!delivered) chats.setLine(message, { kind: 'unreachable' });
    // The bot is there: what it missed while it was away need not wait for the next attempt.
    else if (members.state(member.id).pending.length > 0) installs.flush();
    return { id: message.id, delivered, httpStatus: answer.status };
  });
};
