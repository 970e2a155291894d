import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Running } from './http.ts';
import { makeServerIdentity } from './https-certificate.ts';

export type FrontOptions = {
  readonly port: number;
  readonly host?: string;
  readonly partnerCenter: string;
  readonly entra: string;
  /** Real time, for the certificate. */
  readonly now: Date;
};

/** `authority` is the PEM of the certificate authority that clients of the front have to trust. */
export type RunningFront = Running & { readonly authority: string };

/** Where the production hosts lead; the twins' own controls are behind none of them. */
const targets = ({ partnerCenter, entra }: FrontOptions): Readonly<Record<string, string>> => ({
  'api.partnercenter.microsoft.com': partnerCenter,
  'login.microsoftonline.com': entra,
  'graph.microsoft.com': `${entra}/graph`,
  'login.botframework.com': `${entra}/botframework`,
});

/**
 * Serves the production hosts by HTTPS on loopback, for clients whose addresses cannot be changed: by the Host header to the twins,
 * with a certificate made now. What breaks behind it breaks before it in the same way, so that faults stay what they are.
 */
export const startHttpsFront = async (options: FrontOptions): Promise<RunningFront> => {
  const table = targets(options);
  const identity = await makeServerIdentity(Object.keys(table), options.now);
  const agent = new Agent({ keepAlive: true });
  const server = createServer({ cert: identity.certificate, key: identity.key }, (req, res) => pass(table, agent, { req, res }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    port, authority: identity.authority, address: `https://${options.host ?? '127.0.0.1'}:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

type Exchange = { readonly req: IncomingMessage; readonly res: ServerResponse };

const pass = (table: Readonly<Record<string, string>>, agent: Agent, { req, res }: Exchange): void => {
  const host = (req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const target = Object.hasOwn(table, host) ? table[host] : undefined;
  if (target === undefined) {
    res.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end(`This front does not serve "${host}", but: ${Object.keys(table).join(', ')}.\n`);
    return;
  }
  const inner = request(`${target}${req.url ?? '/'}`, { method: req.method ?? 'GET', headers: ownHeaders(req), agent });
  const breakOff = (): void => {
    req.socket.destroy();
  };
  inner.on('error', breakOff);
  inner.once('response', (answer) => {
    res.writeHead(answer.statusCode ?? 502, withoutConnection(answer.headers));
    answer.on('error', breakOff).pipe(res);
  });
  res.once('close', () => inner.destroy());
  req.pipe(inner);
};

/** The name stays as the client wrote it; only what belongs to one connection is left out. */
const ownHeaders = (req: IncomingMessage): OutgoingHttpHeaders => withoutConnection(req.headers);

const withoutConnection = ({ connection: _, 'keep-alive': __, ...headers }: IncomingMessage['headers']): OutgoingHttpHeaders => headers;
