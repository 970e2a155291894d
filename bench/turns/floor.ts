import { randomUUID } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { CANCELLED, OAUTH_CARD, SIGN_IN_TITLE, readSetup, signInCard } from './setup.ts';

/** The floor of a turn: node:http, JSON, a map, one reply over a keep-alive connection. No token check, no SDK, no dialog. */

type Incoming = { id: string; text: string; serviceUrl: string; conversation: { id: string }; from: object; recipient: object };

const { port, appId } = readSetup();
const agent = new Agent({ keepAlive: true });
const inDialog = new Map<string, boolean>();

const readAll = async (stream: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const answerTo = ({ id, text, conversation, from, recipient }: Incoming): object => {
  const begins = text === 'transfer' && inDialog.get(conversation.id) !== true;
  inDialog.set(conversation.id, begins);
  const said = begins ? { summary: SIGN_IN_TITLE, attachments: [{ contentType: OAUTH_CARD, content: signInCard(appId, randomUUID()) }] } : { text: CANCELLED };
  return { type: 'message', channelId: 'msteams', conversation, from: recipient, recipient: from, replyToId: id, ...said };
};

const post = (activity: Incoming): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify(answerTo(activity));
    const url = `${activity.serviceUrl}v3/conversations/${encodeURIComponent(activity.conversation.id)}/activities/${activity.id}`;
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { agent, method: 'POST', headers }, (reply) => void reply.resume().once('end', () => resolve()));
    sent.once('error', reject).end(body);
  });

createServer((req, res) => {
  const turn = async (): Promise<void> => {
    await post(JSON.parse(await readAll(req)) as Incoming);
    res.writeHead(200).end();
  };
  turn().catch(() => res.writeHead(500).end());
}).listen(port, '127.0.0.1');
