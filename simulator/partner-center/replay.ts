import type { Ask } from '../http.ts';
import type { Answer } from './call.ts';
import { REPLAY_MS, type State } from './state.ts';

/** Name of a write under its MS-RequestId; undefined where there is nothing to remember (§3.1). */
const replayKey = (ask: Ask, tenantId: string): string | undefined => {
  const id = ask.headers['ms-requestid'];
  if (typeof id !== 'string' || id === '' || ask.method === 'GET' || ask.method === 'HEAD') return undefined;
  return `${tenantId} ${ask.method} ${ask.path} ${id}`.toLowerCase();
};

/** The first answer to the same write under the same MS-RequestId within 24 hours of business time. */
export const replayed = (state: State, ask: Ask, caller: { tenantId: string; now: Date }): Answer | undefined => {
  const name = replayKey(ask, caller.tenantId);
  const stored = name === undefined ? undefined : state.replays.get(name);
  if (stored === undefined || caller.now.getTime() - Date.parse(stored.at) > REPLAY_MS) return undefined;
  return stored;
};

/** Remembers the answer; a refusal by business rule is an answer too. What is too old to be given again is forgotten here. */
export const remember = (state: State, ask: Ask, stored: { tenantId: string; now: Date; answer: Answer }): void => {
  const name = replayKey(ask, stored.tenantId);
  if (name === undefined) return;
  for (const { key } of state.staleReplays(stored.now.getTime())) state.replays.delete(key);
  state.replays.set(name, { at: stored.now.toISOString(), ...stored.answer });
};
