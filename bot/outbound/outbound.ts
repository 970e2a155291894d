import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { TwinAddresses } from '../config.ts';
import { createAddresses } from './addresses.ts';
import type { Addresses } from './addresses.ts';
import { createTransport, OutboundError } from './transport.ts';
import type { Answer, Transport } from './transport.ts';

export type OutboundInit = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
  /** Deadline of the whole exchange; 20 s unless told. */
  timeoutMs?: number;
  /** Largest answer in bytes; 2 MB unless told. */
  maxBytes?: number;
};

export type Outbound = Addresses & {
  /** A call to a listed host. The answer is already read, so its `text()` and `json()` cannot stall. Throws `OutboundError`. */
  fetch(url: string, init?: OutboundInit): Promise<Response>;
  /** For msal's `system.networkClient`: the same list, the same table. */
  msalNetworkClient: INetworkModule;
  transport: Transport;
  close(): Promise<void>;
};

const TWO_MB = 2 * 1024 * 1024;
const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

const asResponse = ({ status, headers, bytes }: Answer): Response =>
  new Response(NO_BODY.has(status) ? null : new Uint8Array(bytes), { status, headers });

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an unreadable address');

/** Builds the bot's only way out (B6, A11): listed hosts, https, no redirects; in a rehearsal the twins take Microsoft's place. */
export const createOutbound = ({ twins, transport = createTransport() }: { twins?: TwinAddresses; transport?: Transport } = {}): Outbound => {
  const addresses = createAddresses(twins);
  const send = async (url: string, init: OutboundInit): Promise<Answer> => {
    const method = init.method ?? 'GET';
    const refused = (notSent: boolean): OutboundError => new OutboundError('refused', { method, host: hostOf(url), notSent });
    let target: string;
    try {
      target = addresses.rewrite(url);
    } catch {
      throw refused(true);
    }
    const { headers, body, signal, timeoutMs = 20_000, maxBytes = TWO_MB } = init;
    const answer = await transport.send({ url: target, method, headers, body, signal, timeoutMs, maxBytes });
    // A redirect is an answer from a listed host that wants us elsewhere; nobody we call has a reason to.
    if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) throw refused(false);
    return answer;
  };
  const msal = async <T>(url: string, init: OutboundInit): Promise<NetworkResponse<T>> => {
    const { status, headers, bytes } = await send(url, { timeoutMs: 10_000, ...init });
    return { status, headers, body: parse(bytes) as T };
  };
  return {
    ...addresses,
    fetch: async (url, init = {}) => asResponse(await send(url, init)),
    msalNetworkClient: {
      sendGetRequestAsync: <T>(url: string, options?: NetworkRequestOptions, timeout?: number) =>
        msal<T>(url, { headers: options?.headers, ...(timeout && { timeoutMs: timeout }) }),
      sendPostRequestAsync: <T>(url: string, options?: NetworkRequestOptions) =>
        msal<T>(url, { method: 'POST', headers: options?.headers, body: options?.body ?? '' }),
    },
    transport,
    close: () => transport.close(),
  };
};

/** msal reads an error page without JSON as an unknown server error; throwing here would hide the status from it. */
const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return {};
  }
};
