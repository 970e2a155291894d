import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long headers and a whole request may take, and how often node looks for those that take longer. */
export type EdgeTimes = { headersMs: number; requestMs: number; checkEveryMs: number };

export const DEFAULT_TIMES: EdgeTimes = { headersMs: 5_000, requestMs: 10_000, checkEveryMs: 1_000 };

const MOST_CONNECTIONS = 2_000;
const MOST_HEADER_BYTES = 16 * 1024;

/**
 * Limits on the node server behind restify. restify makes it without options, but node reads each of these from the server itself:
 * the checking interval when it begins to listen, the others per connection. Without the interval a 10 s time-out would mean 40 s.
 */
export const limit = (server: Server, times: EdgeTimes): void => {
  Object.assign(server, { maxHeaderSize: MOST_HEADER_BYTES, connectionsCheckingInterval: times.checkEveryMs });
  server.headersTimeout = times.headersMs;
  server.requestTimeout = times.requestMs;
  server.keepAliveTimeout = 30_000;
  server.maxHeadersCount = 100;
  server.maxConnections = MOST_CONNECTIONS;
  // restify listens for upgrades and drops them: such a socket would stay open for ever, beyond every time-out.
  server.removeAllListeners('upgrade');
  server.on('clientError', (_error: Error, socket: Socket) => {
    if (socket.writable) socket.end(`HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\nx-correlation-id: ${randomUUID()}\r\n\r\n`);
    socket.destroySoon();
  });
};

