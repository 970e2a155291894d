import type { Agent, Dispatcher } from 'undici';

export type OutboundKind = 'refused' | 'unreachable' | 'timeout' | 'too-large';

/** Why a call outside gave no answer. It names the method and the host and never carries headers, body or the whole address. */
export class OutboundError extends Error {
  readonly kind: OutboundKind;
  /** True when nothing can have been executed at the other side. */
  readonly notSent: boolean;
  constructor(kind: OutboundKind, what: { method: string; host: string; notSent: boolean; cause?: unknown }) {
    super(`${what.method} ${what.host}: ${kind}`);
    this.name = 'OutboundError';
    this.kind = kind;
    this.notSent = what.notSent;
    // Only the code of the cause: the cause itself may hold the request.
    const code = (what.cause as { code?: unknown } | undefined)?.code;
    if (typeof code === 'string') this.code = code;
  }
  code?: string;
}

export type Sent = { url: string; method: string; headers?: Record<string, string>; body?: string | Uint8Array; timeoutMs: number; maxBytes: number; signal?: AbortSignal };
export type Answer = { status: number; headers: Record<string, string>; bytes: Buffer };
export type Transport = { send(request: Sent): Promise<Answer>; close(): Promise<void> };

const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT']);

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));

const readCapped = async (body: Dispatcher.ResponseData['body'], request: Sent, host: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream and its connection, so that the rest is never read.
    if (size > request.maxBytes) throw new OutboundError('too-large', { method: request.method, host, notSent: false });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const asOutboundError = (error: unknown, request: Sent, host: string): OutboundError => {
  if (error instanceof OutboundError) return error;
  const { code, name } = error as { code?: string; name?: string };
  const kind = name === 'AbortError' || name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT' ? 'timeout' : 'unreachable';
  return new OutboundError(kind, { method: request.method, host, notSent: NOT_SENT.has(code ?? ''), cause: error });
};

/**
 * The one place where bytes leave the bot: keep-alive connections, a deadline for the whole exchange, a cap on the answer, no
 * redirects (undici's `request` follows none), no retries, no compression. Who may be called is decided before (addresses.ts).
 */
export const createTransport = (): Transport => {
  let agent: Agent | undefined;
  const open = async (): Promise<Agent> => {
    // Loaded at the first call: a tenth of a second that start-up does not have to pay.
    const { Agent: UndiciAgent } = await import('undici');
    agent ??= new UndiciAgent({ connect: { timeout: 3_000 }, connections: 64, keepAliveTimeout: 10_000, headersTimeout: 60_000, bodyTimeout: 60_000 });
    return agent;
  };
  const send = async (request: Sent): Promise<Answer> => {
    const { origin, pathname, search, host } = new URL(request.url);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), request.timeoutMs);
    const signal = request.signal === undefined ? deadline.signal : AbortSignal.any([request.signal, deadline.signal]);
    try {
      const { method, headers, body } = request;
      const options = { origin, path: `${pathname}${search}`, method: method as Dispatcher.HttpMethod, headers, body, signal };
      const reply = await (agent ?? (await open())).request(options);
      return { status: reply.statusCode, headers: flat(reply.headers), bytes: await readCapped(reply.body, request, host) };
    } catch (error) {
      throw asOutboundError(error, request, host);
    } finally {
      clearTimeout(timer);
    }
  };
  return { send, close: async () => { await agent?.destroy(); } };
};
