import { isSettled, isVerified } from './advance-transfer.ts';
import type { Transfer } from './records.ts';
import { awaitsRecreation } from './rules/drift.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * When to look at Partner Center again, or undefined when nobody waits. No duration is published (R143), so the pause grows with
 * the age of the state: quick while a person is watching, hourly after a day. What is only asked is not at Partner Center: there it is looked
 * for in a whole list, in case that the provider makes it in the portal, and that is done once a minute at most.
 */
export const nextLook = (transfer: Transfer, now: Date): Date | undefined => {
  if (!isAwaited(transfer)) return undefined;
  const age = now.getTime() - Date.parse(transfer.since);
  return new Date(now.getTime() + Math.max(pause(age), transfer.phase === 'asked' ? MINUTE : 0));
};

/** Somebody still waits for Partner Center: an open request, one that is to be made anew, or a completed one whose two ends are not both verified. */
const isAwaited = (transfer: Transfer): boolean => {
  if (!isSettled(transfer.phase) || awaitsRecreation(transfer)) return true;
  if (transfer.phase !== 'complete' && transfer.phase !== 'partly-complete') return false;
  return !isVerified(transfer) || transfer.idMap.some((pair) => pair.newId === undefined);
};

const pause = (age: number): number => {
  if (age < 2 * MINUTE) return 2 * SECOND;
  if (age < 15 * MINUTE) return 15 * SECOND;
  if (age < 60 * MINUTE) return MINUTE;
  return age < 24 * 60 * MINUTE ? 10 * MINUTE : 60 * MINUTE;
};

/** True once a recorded order has waited so long for an answer that its owner should hear of it (F19). */
export const isLate = (since: string, now: Date): boolean => now.getTime() - Date.parse(since) > 2 * MINUTE;
