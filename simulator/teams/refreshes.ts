import { refreshOf } from './card-actions.ts';
import type { Member } from './members.ts';
import type { Presser } from './presses.ts';
import type { Queue } from './queue.ts';
import type { ChatMessage } from './records.ts';
import { shownVersion } from './records.ts';

/** Refreshes a card that came into view; false when the card has no refresh for this viewer or had one within the minute. */
export type Refresher = (member: Member, message: ChatMessage) => Promise<boolean>;

/** `peopleIn`: how many are in the chat of a message; a card without user ids is refreshed for everybody in a small chat only. */
type Deps = { press: Presser; queue: Queue; now: () => Date; peopleIn: (message: ChatMessage) => number };

const PAUSE_MS = 60_000;
/** Teams refreshes a card by itself for so many people at most. */
const MOST_PEOPLE = 60;

export const createRefresher = ({ press, queue, now, peopleIn }: Deps): Refresher => {
  const last = new Map<string, number>();
  return async (member, message) => {
    const content = shownVersion(message, member.id).attachments.map((a) => refreshOf(a.content)).find((r) => r !== undefined);
    const isCrowd = content?.userIds === undefined && peopleIn(message) > MOST_PEOPLE;
    if (content === undefined || isCrowd || content.userIds?.slice(0, MOST_PEOPLE).includes(member.memberId) === false) return false;
    const key = `${message.id} ${member.id}`;
    const at = now().getTime();
    if (at - (last.get(key) ?? -Infinity) < PAUSE_MS) return false;
    last.set(key, at);
    await queue.run(member.id, () => press(member, message, { ...content.action, type: 'execute', trigger: 'automatic', times: 1, sameId: true }));
    return true;
  };
};
