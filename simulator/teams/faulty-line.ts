import { setTimeout as pause } from 'node:timers/promises';
import type { Activity } from './activities.ts';
import type { Answer, BotLine, Signing } from './bot-line.ts';
import type { DeliveryFault, TeamsFaults } from './faults.ts';

type Deps = { line: BotLine; faults: TeamsFaults; nextId: () => string };
type Sent = { activity: Activity; how: Signing | undefined };
type Held = Sent & { release: NodeJS.Timeout };

/** Stands between the twin and the bot and does to activities what the trainer ordered; without an order it only passes on. */
export const createFaultyLine = ({ line, faults, nextId }: Deps): BotLine => {
  let held: Held[] = [];
  const closing = new AbortController();
  const later = ({ activity, how }: Sent, ms: number): void => {
    const send = async (): Promise<void> => {
      await pause(ms, undefined, { ref: false, signal: closing.signal });
      await line.deliver(activity, how);
    };
    // Aborted when the twin closes: then nobody is there to be sent anything.
    send().catch(() => undefined);
  };
  const letGo = (): void => {
    for (const { release, ...sent } of held.splice(0)) {
      clearTimeout(release);
      later(sent, 0);
    }
  };
  /** Held until the next activity has arrived, or the time is over; Teams meanwhile thinks that it arrived. */
  const hold = (sent: Sent, ms: number): Answer => {
    held = [...held, { ...sent, release: setTimeout(letGo, ms).unref() }];
    return { status: 202, body: undefined };
  };
  const struck: Record<DeliveryFault['mode'], (sent: Sent, fault: DeliveryFault) => Answer | Promise<Answer>> = {
    lost: () => ({ status: 202, body: undefined }),
    hold: (sent, { afterMs }) => hold(sent, afterMs),
    'unknown-kid': ({ activity, how }) => line.deliver(activity, { ...how, unknownKid: true }),
    resend: (sent, { afterMs }) => {
      later(sent, afterMs);
      return line.deliver(sent.activity, sent.how);
    },
    twice: async ({ activity, how }, { afterMs }) => {
      later({ activity: { ...activity, id: nextId() }, how }, afterMs);
      const [first] = await Promise.all([line.deliver(activity, how), line.deliver(activity, how)]);
      return first;
    },
  };
  return {
    ...line,
    deliver: async (activity, how) => {
      const fault = faults.takeDelivery(activity);
      if (fault !== undefined) return struck[fault.mode]({ activity, how }, fault);
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
