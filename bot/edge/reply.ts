import type { IncomingMessage, ServerResponse } from 'node:http';

export type Out = { status: number; body?: unknown; correlationId: string; closing: boolean };

const LINGER_MS = 500;
const LINGER_BYTES = 1024 * 1024;

/** Writes a status with an optional JSON body. A status of 400 or more from the edge itself never has one: callers learn nothing of our inside. */
export const answer = (res: ServerResponse, { status, body, correlationId, closing }: Out): void => {
  if (res.headersSent || res.destroyed) return;
  const bytes = body === undefined || body === null ? undefined : Buffer.from(JSON.stringify(body), 'utf8');
  res.writeHead(status, {
    'content-length': bytes?.length ?? 0,
    'x-correlation-id': correlationId,
    ...(bytes && { 'content-type': 'application/json; charset=utf-8' }),
    ...(closing && { connection: 'close' }),
  });
  res.end(bytes);
};

/**
 * Refuses a request whose body may still be on its way: the whole answer goes out at once, then at most 1 MB or half a second is read
 * and thrown away, so that an honest sender gets to see it, and the connection ends.
 */
export const refuse = (req: IncomingMessage, res: ServerResponse, out: Out): void => {
  if (req.complete || res.headersSent) {
    answer(res, out);
    return;
  }
  res.writeHead(out.status, { 'content-length': 0, 'x-correlation-id': out.correlationId, connection: 'close' });
  res.flushHeaders();
  let left = LINGER_BYTES;
  const end = (): void => {
    clearTimeout(timer);
    res.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
  req.once('end', end).once('close', end);
};
