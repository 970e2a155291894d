import { z } from 'zod';
import type { Reply } from '../http.ts';
import type { TwinClock } from '../clock.ts';

/** Moves the rehearsal's clock by asking the portal, which is its keeper. */
export type MoveClock = (advanceMs: number) => Promise<Reply>;

const WAIT_MS = 5000;
const portalTime = z.object({ now: z.coerce.date() });

type Deps = { portalAddress: string; moved: (now: Date) => void };

/** `moved` is told the portal's time, so that this process can follow before the page asks what time it is. */
export const createMoveClock = ({ portalAddress, moved }: Deps): MoveClock => async (advanceMs) => {
  try {
    const response = await fetch(`${portalAddress}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceMs }),
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const body: unknown = await response.json();
    const time = portalTime.safeParse(body);
    if (response.ok && time.success) moved(time.data.now);
    return { status: response.status, body };
  } catch {
    return { status: 502, body: { error: { code: 'PortalUnreachable', message: 'The portal, which keeps the clock, cannot be reached.' } } };
  }
};

/** Moves a clock of this process up to a time that the portal named; small differences are the way between two processes. */
export const followTime = (clock: TwinClock, portalNow: Date): void => {
  const behind = portalNow.getTime() - clock.now().getTime();
  if (behind > 250) clock.advance(behind);
};

/** Asks the portal for the time; a portal that is not there yet leaves the clock as it is. */
export const readPortalTime = async (portalAddress: string): Promise<Date | undefined> => {
  try {
    const response = await fetch(`${portalAddress}/clock`, { signal: AbortSignal.timeout(WAIT_MS) });
    const time = portalTime.safeParse(await response.json());
    return time.success ? time.data.now : undefined;
  } catch {
    return undefined;
  }
};

const LOOK_MS = 1000;
const JUMP_MS = 5000;

/** Calls `jumped` when the clock was moved by somebody else, as from the portal's own page; returns how to stop. */
export const watchClock = (now: () => Date, jumped: () => void): (() => void) => {
  let last = now().getTime();
  const timer = setInterval(() => {
    const at = now().getTime();
    if (at - last > JUMP_MS) jumped();
    last = at;
  }, LOOK_MS).unref();
  return () => clearInterval(timer);
};
