import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Activity } from './activities.ts';

/** What came back over the line: the bot's status and parsed body, or why there is none. */
export type Answer = { status: number; body: unknown } | { failure: 'unreachable' | 'time-out' | 'closed' };

/** `unknownKid` names a key that nobody publishes; `token` is one that a client brought along. */
export type Signing = { unknownKid?: boolean; token?: string };

export type BotLine = {
  /** Sends one activity with a channel token; never throws. */
  deliver(activity: Activity, how?: Signing): Promise<Answer>;
  /** Forgets the channel token, so that the next activity is signed by the key of now. */
  forgetToken(): void;
  /** The token that Teams itself would fetch for a person signed in to it; undefined when Entra gives none. */
  ssoToken(tenantId: string, personId: string): Promise<string | undefined>;
  close(): void;
};

type Deps = { botEndpoint: string; entraAddress: string; serviceUrl: () => string; now: () => Date; replyLimitMs?: number | undefined };

/** After this long Teams tells the person that it could not reach the app (AdaptiveCards #3701). */
export const REPLY_LIMIT_MS = 15_000;
const TOKEN_KEPT_MS = 30 * 60_000;

const tokenSchema = z.object({ token: z.string() });

export const createBotLine = ({ botEndpoint, entraAddress, serviceUrl, now, replyLimitMs = REPLY_LIMIT_MS }: Deps): BotLine => {
  const closing = new AbortController();
  const kept = new Map<string, { token: Promise<string>; until: number }>();
  const limit = (): AbortSignal => AbortSignal.any([AbortSignal.timeout(replyLimitMs), closing.signal]);

  const fetchToken = async (path: string, body: unknown): Promise<string> => {
    const response = await fetch(`${entraAddress}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: limit(),
    });
    if (!response.ok) throw new Error(`Entra answered ${response.status} on ${path}.`);
    return tokenSchema.parse(await response.json()).token;
  };

  const channelToken = async (): Promise<string> => {
    const url = serviceUrl();
    const found = kept.get(url);
    if (found !== undefined && found.until > now().getTime()) return found.token;
    const token = fetchToken('/twin/channel-token', { serviceUrl: url });
    kept.set(url, { token, until: now().getTime() + TOKEN_KEPT_MS });
    token.catch(() => kept.delete(url));
    return token;
  };

  return {
    forgetToken: () => kept.clear(),
    deliver: async (activity, how) => {
      try {
        const token = how?.token ?? (await channelToken());
        const response = await fetch(botEndpoint, {
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${how?.unknownKid === true ? withUnknownKid(token) : token}` },
          body: JSON.stringify(activity),
          signal: limit(),
        });
        // Entra may have started again with other keys: the next activity gets a fresh token.
        if (response.status === 401 || response.status === 403) kept.clear();
        return { status: response.status, body: parse(await response.text()) };
      } catch (error) {
        if (closing.signal.aborted) return { failure: 'closed' };
        return { failure: (error as Error).name === 'TimeoutError' ? 'time-out' : 'unreachable' };
      }
    },
    ssoToken: async (tenantId, personId) => {
      try {
        return await fetchToken('/twin/sso-token', { tenantId, personId });
      } catch {
        return undefined;
      }
    },
    close: () => closing.abort(),
  };
};

const withUnknownKid = (token: string): string => {
  const header = Buffer.from(JSON.stringify({ typ: 'JWT', alg: 'RS256', kid: randomUUID() })).toString('base64url');
  return [header, ...token.split('.').slice(1)].join('.');
};

const parse = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
