import type { Ask } from '../http.ts';
import { ApiError } from './errors.ts';
import type { State } from './state.ts';
import { switchOf } from './switches.ts';

/** A write against a version that is no longer current, or against none at all, is 400/2055 or 412 (§3.6). */
export const requireEtag = (state: State, ask: Ask, current: string): void => {
  const sent = ask.headers['if-match'];
  if (typeof sent === 'string' && sent.replace(/^W\//, '').replaceAll('"', '') === current) return;
  throw new ApiError(switchOf(state, 'subscriptions.staleEtag') === '412' ? 'preconditionFailed' : 'staleEtag');
};
