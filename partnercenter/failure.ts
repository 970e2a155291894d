import { PartnerCenterError } from './errors.ts';
import type { PartnerCenterErrorKind } from './errors.ts';
import type { HttpAnswer } from './http.ts';
import { readJson } from './json.ts';

/** What was being done when a call failed; `write` decides whether the outcome may be unknown. */
export type Attempt = { attempted: string; correlationId: string; requestId: string; write: boolean };

/** Reads the classic, the newer and the throttling error shape, or none of them (API topic 3.6): status first, code second, never the text. */
export const failureOf = (answer: HttpAnswer, attempt: Attempt, retryAfterMs?: number): PartnerCenterError => {
  const { code, description } = readFailure(answer.text);
  const { write, ...facts } = attempt;
  const outcomeUnknown = write && (answer.status >= 500 || answer.status < 400 || answer.status === 408);
  return new PartnerCenterError({ ...facts, kind: kindOf(answer.status, code), httpStatus: answer.status, code, description, retryAfterMs, outcomeUnknown });
};

const kindOf = (status: number, code: string | undefined): PartnerCenterErrorKind => {
  if (status === 401) return 'unauthorised';
  if (status === 429) return 'throttled';
  // 500 with a code is the business speaking (900103, 900135); 502-504 is somebody in front of it.
  if (status >= 500) return status === 500 && code !== undefined ? 'refused' : 'unreachable';
  return status >= 400 && status !== 408 ? 'refused' : 'unreachable';
};

export const readFailure = (text: string | undefined): { code?: string; description?: string } => {
  const body = readJson(text);
  if (typeof body !== 'object' || body === null) return {};
  // Microsoft Graph wraps the same fields once more.
  const { error } = body as { error?: unknown };
  const { code, description, message } = (typeof error === 'object' && error !== null ? error : body) as Record<string, unknown>;
  const words = [description, message].find((part) => typeof part === 'string' && part !== '') as string | undefined;
  return {
    ...(typeof code === 'number' || (typeof code === 'string' && code !== '') ? { code: String(code) } : {}),
    ...(words === undefined ? {} : { description: words.slice(0, 1024) }),
  };
};

/** No answer at all. A way out that knows that nothing was sent (`notSent` on what it throws) spares everybody the doubt. */
export const noAnswer = (attempt: Attempt, cause: unknown): PartnerCenterError => {
  const { write, ...facts } = attempt;
  const notSent = (cause as { notSent?: unknown } | undefined)?.notSent === true;
  return new PartnerCenterError({ ...facts, kind: 'unreachable', outcomeUnknown: write && !notSent, cause });
};

/** An answer that said yes in a way we cannot read: a write has most likely happened, so only a read-back tells. */
export const unreadable = (attempt: Attempt, httpStatus: number | undefined, cause?: unknown): PartnerCenterError => {
  const { write, ...facts } = attempt;
  return new PartnerCenterError({ ...facts, kind: 'unreachable', httpStatus, description: 'The answer could not be read.', outcomeUnknown: write, cause });
};
