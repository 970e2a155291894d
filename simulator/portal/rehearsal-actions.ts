import { randomUUID } from 'node:crypto';
import type { Entry } from '../journal.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { businessDaysAfter } from '../partner-center/program-clock.ts';
import { startOver } from '../partner-center/seed.ts';
import { switchOf, SWITCHES, type SwitchName } from '../partner-center/switches.ts';
import type { WebhookFaultRecord } from '../partner-center/state.ts';
import type { FaultRecord } from '../partner-center/fault-records.ts';
import { STORIES } from '../stories/stories.ts';
import { PortalError } from './errors.ts';

/** The time as the other twins read it: `offsetMs` is its distance from real time. */
export const time = ({ clock }: PipelineDeps): object => ({ now: clock.now().toISOString(), offsetMs: clock.offset() });

/** Moves the clock on: by milliseconds, by business days, or to a time. */
export const moveClock = (deps: PipelineDeps, ask: { advanceMs?: number | undefined; businessDays?: number | undefined; to?: string | undefined }): object => {
  const now = deps.clock.now();
  const target = ask.to === undefined ? businessDaysAfter(now, ask.businessDays ?? 0) : new Date(ask.to);
  const ms = ask.advanceMs ?? target.getTime() - now.getTime();
  if (!(ms >= 0)) throw new PortalError(400, 'The clock moves forward only.');
  deps.clock.advance(ms);
  return time(deps);
};

/** Forgets the rehearsal and begins another; the time goes on. */
export const loadStory = (deps: PipelineDeps, ask: { name: string }): object => {
  const tell = STORIES[ask.name];
  if (tell === undefined) throw new PortalError(404, `There is no story "${ask.name}". There are: ${Object.keys(STORIES).join(', ')}.`);
  startOver(deps.journal, deps.state, tell(deps.clock.now()));
  deps.traffic.clear();
  return { story: ask.name, customers: deps.state.customers.size(), subscriptions: deps.state.subscriptions.size() };
};

const FORMAT = 1;
export type Saved = { readonly format: number; readonly savedAt: string; readonly entries: readonly (readonly [collection: string, key: string, value: unknown])[] };

/** The whole state as one value that JSON can carry; `savedAt` is business time. */
export const saveState = ({ journal, clock }: PipelineDeps): Saved => ({
  format: FORMAT, savedAt: clock.now().toISOString(), entries: [...journal.entries()].map(({ c, k, v }) => [c, k, v] as const),
});

/** Takes a saved state in place of this one. The clock goes on to the time of saving, if it is not past it already. */
export const loadState = (deps: PipelineDeps, saved: Saved): object => {
  if (saved.format !== FORMAT) throw new PortalError(400, `This twin reads states of format ${FORMAT} only.`);
  const entries = saved.entries.map(([c, k, v]): Entry => ({ c, k, v })).filter(({ c, k }) => !(c === 'meta' && k === 'clock-offset'));
  if (!entries.some(({ c }) => c === 'partners')) throw new PortalError(400, 'The state names no partner.');
  const behind = Date.parse(saved.savedAt) - deps.clock.now().getTime();
  deps.journal.replaceAll([...entries, { c: 'meta', k: 'clock-offset', v: { value: deps.clock.offset() + Math.max(0, behind) } }]);
  if (behind > 0) deps.clock.advance(behind);
  deps.traffic.clear();
  return { savedAt: saved.savedAt, customers: deps.state.customers.size(), subscriptions: deps.state.subscriptions.size() };
};

export const switches = ({ state }: PipelineDeps): object =>
  Object.fromEntries(Object.entries(SWITCHES).map(([name, row]) => [name, { value: switchOf(state, name as SwitchName), ...row }]));

const fits = (name: SwitchName, value: string): boolean => {
  const { initial, others } = SWITCHES[name] as { initial: string; others: readonly string[] };
  return value === initial || others.includes(value) || (others.includes('number') && /^\d{1,6}$/.test(value));
};

/** Sets switches by name; a value that a switch does not know is refused, and then none is set. */
export const setSwitches = (deps: PipelineDeps, ask: Readonly<Record<string, string>>): object => {
  for (const [name, value] of Object.entries(ask)) {
    if (!(name in SWITCHES)) throw new PortalError(400, `There is no switch "${name}".`);
    if (!fits(name as SwitchName, value)) throw new PortalError(400, `The switch "${name}" does not know "${value}".`);
  }
  for (const [name, value] of Object.entries(ask)) deps.state.switches.set(name, { name, value });
  return switches(deps);
};

export const addFault = ({ state }: PipelineDeps, ask: Omit<FaultRecord, 'id' | 'times'> & { times?: number | undefined }): FaultRecord => {
  const { times = 1, ...fault } = ask;
  const id = randomUUID();
  return state.faults.set(id, { id, ...fault, times });
};

export const addWebhookFault = ({ state }: PipelineDeps, ask: Omit<WebhookFaultRecord, 'id' | 'times'> & { times?: number | undefined }): WebhookFaultRecord => {
  const { times = 1, ...fault } = ask;
  const id = randomUUID();
  return state.webhookFaults.set(id, { id, ...fault, times });
};

export const clearFaults = ({ state }: PipelineDeps): object => {
  for (const fault of state.faults.all()) state.faults.delete(fault.id);
  for (const fault of state.webhookFaults.all()) state.webhookFaults.delete(fault.id);
  for (const line of state.failLines.all()) state.failLines.delete(line.subscriptionId);
  return { cleared: true };
};
