import { installActivity } from './activities.ts';
import type { Setting } from './activities.ts';
import type { BotLine } from './bot-line.ts';
import type { Member, Members } from './members.ts';
import type { Queue } from './queue.ts';

export type Installs = {
  /** Tells the bot everything it has yet to hear; what fails is tried again by itself. */
  flush(): void;
  close(): void;
};

type Deps = { members: Members; line: BotLine; queue: Queue; setting: (member: Member) => Setting };

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;

/** Delivers the events of installations in order for each person, each until the bot answers 2xx. */
export const createInstalls = ({ members, line, queue, setting }: Deps): Installs => {
  let timer: NodeJS.Timeout | undefined;
  let wait = FIRST_WAIT_MS;
  let busy = false;
  let closed = false;

  /** One attempt in the person's queue, so that a message said meanwhile comes after it; true when nothing is left. */
  const tell = (member: Member): Promise<boolean> =>
    queue.run(member.id, async () => {
      for (let event = members.state(member.id).pending[0]; event !== undefined; event = members.state(member.id).pending[0]) {
        const answer = await line.deliver(installActivity(member, setting(member), event));
        if (!('status' in answer) || answer.status < 200 || answer.status > 299) return false;
        members.change(member.id, { pending: members.state(member.id).pending.slice(1) });
      }
      return true;
    });

  const round = async (): Promise<void> => {
    busy = true;
    const waiting = members.all().filter((m) => members.state(m.id).pending.length > 0);
    const told = await Promise.all(waiting.map(tell));
    busy = false;
    const open = members.all().some((m) => members.state(m.id).pending.length > 0);
    if (closed || !open) return;
    wait = told.every(Boolean) ? FIRST_WAIT_MS : Math.min(wait * 1.5, LONGEST_WAIT_MS);
    timer = setTimeout(() => void round(), wait);
  };

  return {
    flush: () => {
      if (closed || busy) return;
      clearTimeout(timer);
      wait = FIRST_WAIT_MS;
      void round();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
};
