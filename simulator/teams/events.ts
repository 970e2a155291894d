import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from '../http.ts';

/** What the room's page and tests can listen to. Every event names the person whose chat it concerns. */
export type RoomEvent = 'message' | 'update' | 'delete' | 'typing' | 'notice' | 'room';

export type EventHub = {
  publish(event: RoomEvent, data: { personId?: string; [field: string]: unknown }): void;
  /** Answers `GET /api/events` by an endless stream of server-sent events. */
  open(): Reply;
  close(): void;
};

const KEEP_ALIVE_MS = 15_000;

export const createEventHub = (): EventHub => {
  const listeners = new Set<ServerResponse>();
  const timer = setInterval(() => {
    for (const res of listeners) res.write(': still here\n\n');
  }, KEEP_ALIVE_MS).unref();
  const add = (req: IncomingMessage, res: ServerResponse): void => {
    res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    res.write('retry: 1000\n\n');
    listeners.add(res);
    req.once('close', () => listeners.delete(res));
  };
  return {
    publish: (event, data) => {
      const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
      for (const res of listeners) res.write(text);
    },
    open: () => ({ stream: add }),
    close: () => {
      clearInterval(timer);
      for (const res of listeners) res.end();
    },
  };
};
