import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ask, Reply } from '../http.ts';
import type { Answer } from './call.ts';
import { bodyForCode } from './errors.ts';
import type { FaultRecord, State } from './state.ts';
import { throttled } from './throttle.ts';

/** The oldest injected fault that fits the request; using it takes one off its count. */
export const takeFault = (state: State, ask: Ask): FaultRecord | undefined => {
  const fault = state.faults.all().find((f) => fits(f, ask));
  if (fault === undefined) return undefined;
  if (fault.times <= 1) state.faults.delete(fault.id);
  else state.faults.set(fault.id, { ...fault, times: fault.times - 1 });
  return fault;
};

const fits = ({ match }: FaultRecord, ask: Ask): boolean =>
  (match.method === undefined || match.method.toUpperCase() === ask.method) &&
  (match.pathIncludes === undefined || ask.path.toLowerCase().includes(match.pathIncludes.toLowerCase()));

/** What a fault answers instead of executing; undefined when the request is executed first. */
export const answerBefore = (fault: FaultRecord): Answer | undefined => {
  if (fault.kind === 'throttle') return throttled(fault.retryAfter);
  if (fault.kind !== 'status') return undefined;
  const status = fault.status ?? 500;
  const headers: Record<string, string> = fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
  return { status, headers, body: fault.code === undefined ? { message: 'Injected fault.' } : bodyForCode(status, fault.code) };
};

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
