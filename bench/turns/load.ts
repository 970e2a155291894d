import { Agent, request } from 'node:http';
import { message } from './messages.ts';

export type Load = {
  port: number;
  /** Channel token; the channel uses one for many deliveries, too. */
  token: string;
  appId: string;
  serviceUrl: string;
  turns: number;
};

export const CONNECTIONS = 16;
/** Each connection speaks for so many people in turn. */
const CONVERSATIONS_EACH = 4;

type Sent = { agent: Agent; load: Load; conversation: number; text: string };

const deliver = ({ agent, load, conversation, text }: Sent): Promise<number> =>
  new Promise((resolve, reject) => {
    const body = message(text, { appId: load.appId, serviceUrl: load.serviceUrl, conversation });
    const headers = { authorization: `Bearer ${load.token}`, 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
    const sent = request({ agent, host: '127.0.0.1', port: load.port, path: '/api/messages', method: 'POST', headers, timeout: 20_000 }, (reply) => void reply.resume().once('end', () => resolve(reply.statusCode ?? 0)));
    sent.once('timeout', () => sent.destroy(new Error('No answer within 20 s.')));
    sent.once('error', reject).end(body);
  });

/** One connection: conversation after conversation, opened by `transfer` and ended by `cancel`, so that every turn changes the state. */
const connection = async (load: Load, index: number, latencies: number[]): Promise<void> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let turn = 0; turn < load.turns / CONNECTIONS; turn += 1) {
    const conversation = index * CONVERSATIONS_EACH + ((turn >> 1) % CONVERSATIONS_EACH);
    const begun = performance.now();
    const status = await deliver({ agent, load, conversation, text: turn % 2 === 0 ? 'transfer' : 'cancel' });
    if (status !== 200) throw new Error(`A turn was answered with ${status} instead of 200.`);
    latencies.push(performance.now() - begun);
  }
  agent.destroy();
};

/** Drives 16 connections at once, each sending its next message when the last was answered; returns the latencies in milliseconds. */
export const drive = async (load: Load): Promise<number[]> => {
  const latencies: number[] = [];
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => connection(load, index, latencies)));
  return latencies;
};
