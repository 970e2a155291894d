import { announceGdap } from './webhooks/announce.ts';
import type { ProgramRecord } from './portal-records.ts';
import type { State } from './state.ts';
import { switchOf } from './switches.ts';

const DAY = 86_400_000;
/** Restricted, then suspended, then revoked (§15, enforcement ladder). */
const SUSPENDED_AFTER = 30 * DAY;
const REVOKED_AFTER = 60 * DAY;

/** When the ladder's next rung comes; undefined for a partner that is not on it. */
export const nextRung = ({ directBill, restrictedAt }: ProgramRecord): { readonly to: 'suspended' | 'revoked'; readonly at: Date } | undefined => {
  if (restrictedAt === undefined || (directBill !== 'restricted' && directBill !== 'suspended')) return undefined;
  const start = Date.parse(restrictedAt);
  return directBill === 'restricted' ? { to: 'suspended', at: new Date(start + SUSPENDED_AFTER) } : { to: 'revoked', at: new Date(start + REVOKED_AFTER) };
};

/** What time does to programs and admin rights; runs before each request, no timers. */
export const settlePrograms = (state: State, now: Date): void => {
  for (const program of state.programs.all()) {
    const next = climbed(state, approved(program, now), now);
    if (next !== program) state.programs.set(next.partnerId, next);
  }
  for (const gdap of state.gdap.all()) {
    const isOver = (gdap.phase === 'active' || gdap.phase === 'approved') && gdap.endsAt !== undefined && Date.parse(gdap.endsAt) <= now.getTime();
    if (isOver) announceGdap(state, state.gdap.set(gdap.id, { ...gdap, phase: 'expired', changedAt: gdap.endsAt ?? now.toISOString() }), { at: now });
  }
};

const approved = (program: ProgramRecord, now: Date): ProgramRecord => {
  const { reseller, approvalDueAt } = program;
  if (reseller !== 'submitted' || approvalDueAt === undefined || Date.parse(approvalDueAt) > now.getTime()) return program;
  return { ...program, reseller: 'approved', approvedAt: approvalDueAt };
};

/** A suspended partner loses its delegated admin rights with the rung (§15). */
const climbed = (state: State, program: ProgramRecord, now: Date): ProgramRecord => {
  const rung = nextRung(program);
  if (rung === undefined || rung.at > now || switchOf(state, 'program.ladder') === 'by-hand') return program;
  for (const gdap of state.gdap.all()) {
    const isOpen = gdap.partnerId === program.partnerId && gdap.phase !== 'expired' && gdap.phase !== 'terminated';
    if (isOpen) announceGdap(state, state.gdap.set(gdap.id, { ...gdap, phase: 'terminated', changedAt: rung.at.toISOString() }), { at: now });
  }
  return climbed(state, { ...program, directBill: rung.to }, now);
};

const isWorkday = (at: Date): boolean => at.getUTCDay() !== 0 && at.getUTCDay() !== 6;

/** The same time of day so many business days later; Saturdays and Sundays do not count (R26). */
export const businessDaysAfter = (from: Date, days: number): Date => {
  let at = from;
  for (let left = days; left > 0; ) {
    at = new Date(at.getTime() + DAY);
    if (isWorkday(at)) left -= 1;
  }
  return at;
};
