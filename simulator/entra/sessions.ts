import { randomBytes } from 'node:crypto';
import type { Ask } from '../http.ts';
import type { Journal } from '../journal.ts';
import { fingerprint } from './ids.ts';

/** Who is signed in to a browser. `session` is the person's number at the time, so that a revocation ends it. */
export type BrowserSession = { personId: string; amr: string[]; session: number };

export type Sessions = {
  /** Remembers, and answers the cookie to set. */
  begin(session: BrowserSession): string;
  of(ask: Ask): BrowserSession | undefined;
  /** Forgets, and answers the cookie that clears. */
  end(ask: Ask): string;
};

const NAME = 'twin-session';
const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Lax';

export const openSessions = (journal: Journal): Sessions => {
  const kept = journal.collection<BrowserSession>('entra-sessions');
  const keyOf = (ask: Ask): string | undefined => {
    const found = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)`).exec(String(ask.headers['cookie'] ?? ''))?.[1];
    return found === undefined ? undefined : fingerprint(found);
  };
  return {
    begin: (session) => {
      const token = randomBytes(24).toString('base64url');
      kept.set(fingerprint(token), session);
      return `${NAME}=${token}; ${ATTRIBUTES}`;
    },
    of: (ask) => {
      const key = keyOf(ask);
      return key === undefined ? undefined : kept.get(key);
    },
    end: (ask) => {
      const key = keyOf(ask);
      if (key !== undefined) kept.delete(key);
      return `${NAME}=; ${ATTRIBUTES}; Max-Age=0`;
    },
  };
};
