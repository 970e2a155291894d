import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ask, Reply } from '../http.ts';
import { createRandom } from '../random.ts';
import type { Answer } from './call.ts';
import { bodyForCode } from './errors.ts';
import type { FaultKind, FaultRecord } from './fault-records.ts';
import type { State } from './state.ts';
import { throttled } from './throttle.ts';

/** A request as faults look at it. */
export type Matched = { readonly ask: Ask; readonly template: string };

/** The oldest injected fault that hits the request; using it takes one off its count. */
export const takeFault = (state: State, request: Matched): FaultRecord | undefined => {
  if (state.faults.size() === 0) return undefined;
  return state.faults.all().filter((fault) => fits(fault, request)).find((fault) => takeTurn(state, fault));
};

const takeTurn = (state: State, fault: FaultRecord): boolean => {
  const turns = fault.turns ?? 0;
  const isHit = hits(fault, turns);
  const times = fault.times - (isHit ? 1 : 0);
  if (times <= 0) state.faults.delete(fault.id);
  else state.faults.set(fault.id, { ...fault, times, turns: turns + 1 });
  return isHit;
};

/** Whether one of the last `length` turns drew a hit: the same seed gives the same weather. */
export const hits = ({ chance, seed = '', length = 1 }: FaultRecord, turn: number): boolean => {
  if (chance === undefined) return true;
  const recent = Array.from({ length: Math.min(length, turn + 1) }, (_, back) => turn - back);
  return recent.some((t) => createRandom(`${seed}/${t}`).next() < chance);
};

const READS: readonly FaultKind[] = ['stale', 'partial-page'];

const fits = ({ kind, match }: FaultRecord, { ask, template }: Matched): boolean =>
  (match.method === undefined || match.method.toUpperCase() === ask.method) &&
  (match.route === undefined || match.route.toLowerCase() === template.toLowerCase()) &&
  (match.pathIncludes === undefined || ask.path.toLowerCase().includes(match.pathIncludes.toLowerCase())) &&
  (!READS.includes(kind) || ask.method === 'GET') &&
  (kind !== 'partial-transfer' || isDecision(ask, template));

const isDecision = (ask: Ask, template: string): boolean => template.endsWith('/accept') || (ask.method === 'PATCH' && template.includes('/transfers/'));

const BURST = [503, 500, 502, 504];

/** What a fault answers instead of executing; undefined when the request is executed. `now` is real time, in which callers wait. */
export const answerBefore = (fault: FaultRecord, now: Date): Answer | undefined => {
  const wait = waitOf(fault, now);
  if (fault.kind === 'throttle') return throttled(wait);
  const headers: Record<string, string> = wait === undefined ? {} : { 'Retry-After': String(wait) };
  // A gateway that gives up says nothing of its own.
  if (fault.kind === 'burst') return { status: BURST[(fault.turns ?? 0) % BURST.length] ?? 503, headers };
  if (fault.kind !== 'status') return undefined;
  const status = fault.status ?? 500;
  return { status, headers, body: fault.code === undefined ? { message: 'Injected fault.' } : bodyForCode(status, fault.code) };
};

const waitOf = ({ retryAfter, retryAfterForm }: FaultRecord, now: Date): number | string | undefined =>
  retryAfterForm === 'date' && retryAfter !== undefined ? new Date(now.getTime() + Number(retryAfter) * 1000).toUTCString() : retryAfter;

type Stream = (req: IncomingMessage, res: ServerResponse) => void;

/** Never answers; the caller's own time-out ends it. (A handler that ends without an answer would get a 500 from restify.) */
export const hang = (): Promise<Reply> => new Promise<Reply>(() => undefined);

export const drop: Stream = (req) => {
  req.socket.destroy();
};

/** Promises the whole answer, sends half of it and breaks the connection. */
export const cut =
  (reply: { status: number; body?: unknown; headers?: Record<string, string> }): Stream =>
  (req, res) => {
    const bytes = Buffer.from(JSON.stringify(reply.body ?? {}), 'utf8');
    res.writeHead(reply.status, { ...reply.headers, 'content-type': 'application/json; charset=utf-8', 'content-length': String(bytes.length + 1) });
    res.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => req.socket.destroy());
  };

/** The stream that replaces an executed answer, if the fault says so. */
export const answerAfter = (fault: FaultRecord | undefined, reply: Parameters<typeof cut>[0]): Reply => {
  if (fault?.kind === 'drop-after') return { stream: drop };
  if (fault?.kind === 'cut') return { stream: cut(reply) };
  return reply;
};
