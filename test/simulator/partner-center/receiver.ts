import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Received = { headers: IncomingHttpHeaders; raw: Buffer; event: Record<string, unknown> };

/** A partner's callback: keeps what it is sent and answers the statuses it was given, then 200. */
export const startReceiver = async () => {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const raw = Buffer.concat(chunks);
      received.push({ headers: req.headers, raw, event: JSON.parse(raw.toString('utf8') || '{}') as Record<string, unknown> });
      res.writeHead(answers.shift() ?? 200, { connection: 'close', location: '/elsewhere' });
      res.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received,
    answers,
    names: (): unknown[] => received.map(({ event }) => event['EventName']),
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
};

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** Waits until something is so, at most fourteen seconds; otherwise the test goes on and fails where it compares. */
export const until = async (isSo: () => boolean): Promise<void> => {
  for (let turns = 0; turns < 700 && !isSo(); turns += 1) await sleep(20);
};

/** Long enough for the courier to have looked a few times. */
export const quietly = (): Promise<void> => sleep(350);
