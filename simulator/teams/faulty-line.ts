import { setTimeout as pause } from 'node:timers/promises';
import type { Activity } from './activities.ts';
import type { Answer, BotLine } from './bot-line.ts';
import type { DeliveryFault, TeamsFaults } from './faults.ts';

type Deps = { line: BotLine; faults: TeamsFaults; nextId: () => string };
type Held = { activity: Activity; release: NodeJS.Timeout };

/** Stands between the twin and the bot and does to activities what the trainer ordered; without an order it only passes on. */
export const createFaultyLine = ({ line, faults, nextId }: Deps): BotLine => {
  let held: Held[] = [];
  const closing = new AbortController();
  const later = (activity: Activity, ms: number): void => {
    const send = async (): Promise<void> => {
      await pause(ms, undefined, { ref: false, signal: closing.signal });
      await line.deliver(activity);
    };
    // Aborted when the twin closes: then nobody is there to be sent anything.
    send().catch(() => undefined);
  };
  const letGo = (): void => {
    for (const { activity, release } of held.splice(0)) {
      clearTimeout(release);
      later(activity, 0);
    }
  };
  /** Held until the next activity has arrived, or the time is over; Teams meanwhile thinks that it arrived. */
  const hold = (activity: Activity, ms: number): Answer => {
    held = [...held, { activity, release: setTimeout(letGo, ms).unref() }];
    return { status: 202, body: undefined };
  };
  const struck: Record<DeliveryFault['mode'], (activity: Activity, fault: DeliveryFault) => Answer | Promise<Answer>> = {
    lost: () => ({ status: 202, body: undefined }),
    hold: (activity, { afterMs }) => hold(activity, afterMs),
    'unknown-kid': (activity) => line.deliver(activity, { unknownKid: true }),
    resend: (activity, { afterMs }) => {
      later(activity, afterMs);
      return line.deliver(activity);
    },
    twice: async (activity, { afterMs }) => {
      later({ ...activity, id: nextId() }, afterMs);
      const [first] = await Promise.all([line.deliver(activity), line.deliver(activity)]);
      return first;
    },
  };
  return {
    ...line,
    deliver: async (activity, how) => {
      const fault = faults.takeDelivery(activity);
      if (fault !== undefined) return struck[fault.mode](activity, fault);
      const answer = await line.deliver(activity, how);
      letGo();
      return answer;
    },
    ssoToken: async (tenantId, personId) => {
      const { ssoFails } = faults.state();
      if (ssoFails === null) return line.ssoToken(tenantId, personId);
      return ssoFails === 'garbage' ? 'this.is.no-token' : undefined;
    },
    close: () => {
      for (const { release } of held) clearTimeout(release);
      closing.abort();
      line.close();
    },
  };
};
