import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { limitRepeats } from '../log.ts';
import type { Log } from '../log.ts';
import type { Admitted, IncomingActivity } from './admit.ts';
import { checkBodyHeaders, readBytes, readJsonObject } from './body.ts';
import { Refused } from './guard.ts';
import type { Guard, VerifiedChannelToken } from './guard.ts';
import { DEFAULT_TIMES, limit } from './limits.ts';
import type { EdgeTimes } from './limits.ts';
import { answer, refuse } from './reply.ts';

/** What the edge knows for certain about a delivery when it hands it in. */
export type TurnClaims = VerifiedChannelToken & Omit<Admitted, 'admitted'> & { correlationId: string };

export type ServerDeps = {
  config: Pick<Config, 'listen'>;
  guard: Guard;
  handle: (activity: IncomingActivity, claims: TurnClaims) => Promise<{ status: number; body?: unknown }>;
  /** Takes an event of Partner Center's; throws `Refused`. Without it there is no such door. */
  takeEvent?: (event: IncomingEvent) => Promise<void>;
  /** True when the store answers, so that traffic may come. */
  ready: () => Promise<boolean>;
  clock: Clock;
  log: Log;
  /** Shorter in tests only. */
  times?: EdgeTimes;
};

/** An event as it arrives: nothing of it is believed yet. */
export type IncomingEvent = { url: string; headers: IncomingHttpHeaders; bytes: () => Promise<Buffer> };

export const EVENTS_PATH = '/api/partner-center-events';

export type EdgeServer = {
  /** Rejects when the port is taken (`EADDRINUSE`). */
  listen(): Promise<{ address: string }>;
  /** Not ready any more, `Connection: close` on every answer; settles when no request is under way, or after 5 s. */
  drain(): Promise<void>;
  close(): Promise<void>;
};

type Door = (req: IncomingMessage, res: ServerResponse, correlationId: string) => Promise<void>;

const DRAIN_MS = 5_000;

/** The bot's front door: restify without any body plugin (its body plugins end the process on 15 bytes of false gzip), headers before token before body. */
export const createServer = (deps: ServerDeps): EdgeServer => {
  const { guard, log, clock, times = DEFAULT_TIMES } = deps;
  const refusals = limitRepeats(log.warn, () => clock.now().getTime());
  const state = { draining: false, underWay: 0 };
  const say = (res: ServerResponse, status: number, correlationId: string, body?: unknown): void =>
    answer(res, { status, body, correlationId, closing: state.draining });

  const deliver: Door = async (req, res, correlationId) => {
    checkBodyHeaders(req);
    const token = await guard.check(req.headers.authorization);
    const activity = await readJsonObject(req);
    const admission = guard.admit(token, activity);
    if (!admission.admitted) throw new Refused(403, admission.reason);
    const { organisation, tenantId, personId } = admission;
    const reply = await deps.handle(activity, { ...token, organisation, tenantId, personId, correlationId });
    say(res, reply.status, correlationId, reply.body);
  };
  const { takeEvent } = deps;
  const notice: Door = async (req, res, id) => {
    checkBodyHeaders(req);
    await takeEvent?.({ url: req.url ?? '', headers: req.headers, bytes: () => readBytes(req) });
    say(res, 200, id);
  };
  const readiness = async (): Promise<number> => (!state.draining && (await deps.ready().catch(() => false)) ? 200 : 503);
  const alive: Door = async (_req, res, id) => say(res, 200, id);
  const readyNow: Door = async (_req, res, id) => say(res, await readiness(), id);
  const routes = [
    ['post', '/api/messages', deliver],
    ...(takeEvent === undefined ? [] : [['post', EVENTS_PATH, notice] as const]),
    ['get', '/healthz', alive], ['head', '/healthz', alive],
    ['get', '/readyz', readyNow], ['head', '/readyz', readyNow],
  ] as const;
  const fail = (error: unknown, req: IncomingMessage, res: ServerResponse, correlationId: string): void => {
    // A sender that hung up in the middle of its body is nobody's fault and cannot be answered.
    if (req.destroyed && !req.complete) return;
    const refused = error instanceof Refused ? error : undefined;
    if (refused === undefined) log.error({ error, correlationId }, 'delivery failed');
    else refusals.count(refused.reason, { status: refused.status, correlationId });
    refuse(req, res, { status: refused?.status ?? 500, correlationId, closing: state.draining });
  };
  const enter = (door: Door) => async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const correlationId = randomUUID();
    state.underWay += 1;
    try {
      await door(req, res, correlationId);
    } catch (error) {
      fail(error, req, res, correlationId);
    } finally {
      state.underWay -= 1;
    }
  };
  const server = build(routes.map(([method, path, door]) => [method, path, enter(door)] as const), state);
  limit(server.server as unknown as Server, times);
  return runnable(server, deps.config.listen, state);
};

type Routes = readonly (readonly [method: 'post' | 'get' | 'head', path: string, handler: (req: IncomingMessage, res: ServerResponse) => Promise<void>])[];

const build = (routes: Routes, state: { draining: boolean }): restify.Server => {
  const server = restify.createServer({ name: '' });
  for (const [method, path, handler] of routes) server[method](path, handler as unknown as restify.RequestHandler);
  /** 404 and 405 are answered before restify routes, because its own answers repeat the caller's address. */
  const admitDoor = (req: IncomingMessage, res: ServerResponse): boolean => {
    const path = (req.url ?? '').split('?', 1)[0];
    const methods = routes.filter((route) => route[1] === path).map(([method]) => method.toUpperCase());
    if (methods.includes(req.method ?? '')) return true;
    refuse(req, res, { status: methods.length === 0 ? 404 : 405, correlationId: randomUUID(), closing: state.draining });
    return false;
  };
  (server as unknown as { first(handler: typeof admitDoor): void }).first(admitDoor);
  return server;
};

const runnable = (server: restify.Server, listen: Config['listen'], state: { draining: boolean; underWay: number }): EdgeServer => {
  const inner = server.server as unknown as Server;
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.on('error', reject);
        server.listen(listen.port, listen.host, () => {
          const { address, port, family } = inner.address() as AddressInfo;
          resolve({ address: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}` });
        });
      }),
    drain: async () => {
      state.draining = true;
      for (let waited = 0; state.underWay > 0 && waited < DRAIN_MS; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    close: () =>
      new Promise((resolve) => {
        state.draining = true;
        inner.close(() => resolve());
        inner.closeAllConnections();
      }),
  };
};
