/** The one way out of the process: an allow-list of hosts, and no redirects, are its maker's business. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

export type FetchInit = { method?: string; headers?: Record<string, string>; body?: string; redirect?: 'manual'; signal?: AbortSignal };

export type HttpLimits = { timeoutMs: number; maxBytes: number };

/** `text` is undefined when the body could not be read to its end; the status still counts. */
export type HttpAnswer = { status: number; headers: Headers; text: string | undefined };

/** Nothing came back: time-out, refused or cut connection. For a write the outcome is unknown. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('No answer came.', { cause });
    this.name = 'NoAnswer';
  }
}

/** One call, one answer: no repeat, no redirect, bounded in time and size. Throws NoAnswer. */
export const sendOnce = async (fetch: Fetch, request: { url: string; init: FetchInit }, limits: HttpLimits): Promise<HttpAnswer> => {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  let response: Response;
  try {
    response = await fetch(request.url, { ...request.init, redirect: 'manual', signal });
  } catch (error) {
    throw new NoAnswer(error);
  }
  return { status: response.status, headers: response.headers, text: await readBody(response, limits.maxBytes) };
};

/** A body that is too large or cut half-way is not a reason to forget the status that came before it. */
const readBody = async (response: Response, maxBytes: number): Promise<string | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
};
