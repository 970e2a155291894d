import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import restify from 'restify';

/**
 * One request to a twin, already read. `body` is undefined when there was none; it is parsed when a handler first looks at it, so that
 * what comes before the body in the order of checks (the token, the role) is refused before a body that nobody can read.
 */
export type Ask = {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  readonly body: unknown;
};

/** What a handler answers: a status with an optional JSON, text or byte body, or a stream it takes over (server-sent events). */
export type Reply =
  | { status: number; body?: unknown; text?: string; bytes?: Buffer; headers?: Record<string, string> }
  | { stream: (req: IncomingMessage, res: ServerResponse) => void };

export type Handler = (ask: Ask) => Reply | Promise<Reply>;
export type Route = readonly [method: 'get' | 'post' | 'put' | 'patch' | 'del' | 'head', path: string, handler: Handler];

export type Running = { address: string; port: number; close(): Promise<void> };

/** A request that a twin refuses before any handler runs, or that a handler refuses by throwing. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('refused');
    this.reply = reply;
  }
}

export type ServeOptions = {
  name: string;
  port: number;
  host?: string;
  routes: readonly Route[];
  /** Largest body in bytes; more is answered with 413. */
  maxBytes?: number;
  /** What a handler is told by a throw when it looks at a body that is no JSON; the default is a bare 400. */
  onMalformed?: () => Error;
  /** Turns an unexpected fault into an answer; the default is a bare 500. */
  onFault?: (error: unknown, ask: Ask) => Reply;
};

/** Handed on to the router, which by itself finds nothing under a name of more than 100 characters; ids of audit records are longer. */
const ROUTER = { maxParamLength: 500 };

/** Starts a restify server without any body plugin; bodies are read here, counted while they stream. */
export const serve = async (options: ServeOptions): Promise<Running> => {
  const host = options.host ?? '127.0.0.1';
  const server = restify.createServer({ name: options.name, ignoreTrailingSlash: true, ...ROUTER });
  for (const [method, path, handler] of options.routes) {
    server[method](path, async (req: restify.Request, res: restify.Response) => {
      await answer(options, handler, req, res);
    });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    address: `http://${host}:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        (server.server as unknown as { closeAllConnections(): void }).closeAllConnections();
      }),
  };
};

const answer = async (options: ServeOptions, handler: Handler, req: restify.Request, res: restify.Response): Promise<void> => {
  const url = new URL(req.url ?? '/', 'http://twin');
  const raw: { bytes: Buffer } = { bytes: EMPTY };
  const parsed = once(() => parse(raw.bytes, String(req.headers['content-type'] ?? ''), options.onMalformed ?? notJson));
  const ask: Ask = {
    method: req.method ?? 'GET',
    path: url.pathname,
    params: (req.params ?? {}) as Record<string, string>,
    query: url.searchParams,
    headers: req.headers,
    get body() {
      return parsed();
    },
  };
  let reply: Reply;
  try {
    raw.bytes = await readBody(req, options.maxBytes ?? 1_000_000);
    reply = await handler(ask);
  } catch (error) {
    reply = error instanceof Refusal ? error.reply : (options.onFault?.(error, ask) ?? { status: 500, body: { message: 'unexpected' } });
  }
  write(reply, req, res);
};

const write = (reply: Reply, req: restify.Request, res: restify.Response): void => {
  if ('stream' in reply) {
    reply.stream(req as unknown as IncomingMessage, res as unknown as ServerResponse);
    return;
  }
  // A text leaves in one piece with its headers, where bytes would be a second one.
  const content = reply.bytes ?? reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
  const length = Buffer.byteLength(content);
  const type = reply.body === undefined ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  const headers = { ...(length > 0 ? { 'content-type': type } : {}), 'content-length': String(length), ...reply.headers };
  res.writeHead(reply.status, headers);
  res.end(content);
};

const readBody = async (req: restify.Request, maxBytes: number): Promise<Buffer> => {
  if (req.headers['content-length'] === undefined && req.headers['transfer-encoding'] === undefined) return EMPTY;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes + READ_ON) break;
    if (size <= maxBytes) chunks.push(chunk);
  }
  if (size > maxBytes) throw new Refusal({ status: 413, body: { message: 'The body is too large.' } });
  return Buffer.concat(chunks);
};

/** So much of a body that is too large is still read and thrown away: who hangs up at once cuts off the caller before it can read why. */
const READ_ON = 32_000_000;

const EMPTY = Buffer.alloc(0);

const parse = (bytes: Buffer, type: string, malformed: () => Error): unknown => {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8');
  if (isFormType(type)) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
};

const notJson = (): Refusal => new Refusal({ status: 400, body: { message: 'The body is not JSON.' } });
const isFormType = (type: string): boolean => type.includes('application/x-www-form-urlencoded');

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/** The fields of a form; none when the body is something else. */
export const formFields = (ask: Ask): Record<string, string> =>
  isFormType(String(ask.headers['content-type'] ?? '')) ? ((ask.body ?? {}) as Record<string, string>) : {};
