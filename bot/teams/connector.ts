import { ConnectorClient } from 'botframework-connector';
import { OutboundError } from '../outbound/transport.ts';
import type { Answer, Transport } from '../outbound/transport.ts';
import type { ConnectorTokens } from './connector-tokens.ts';

type Headers = { toJSON(): Record<string, string> };
type PipelineRequest = { url: string; method: string; headers: Headers; body?: unknown; abortSignal?: unknown };
type PipelineResponse = { request: PipelineRequest; status: number; headers: Headers; bodyAsText: string };
type Inner = {
  _httpClient: { sendRequest(request: PipelineRequest): Promise<PipelineResponse> };
  pipeline: { getOrderedPolicies(): { name: string }[]; removePolicy(policy: { name: string }): unknown };
};

/** Headers in the shape that the SDK's pipeline reads; the transport gives names in lower case. */
class AnswerHeaders extends Map<string, string> {
  override get(name: string): string | undefined {
    return super.get(name.toLowerCase());
  }
  toJSON(): Record<string, string> {
    return Object.fromEntries(this);
  }
}

export type ConnectorDeps = {
  tokens: ConnectorTokens;
  transport: Transport;
  isTrustedServiceUrl: (url: unknown) => boolean;
  /** 8 s unless told. */
  timeoutMs?: number;
};

/** One client for each service URL, made once. Throws `OutboundError` (refused) for a URL that is not Teams'. */
export type Connectors = { of(serviceUrl: string): ConnectorClient };

/** The only policies that change what is sent or read. Among the others are a retry that POSTs again after 5xx, redirects and proxies. */
const KEPT: ReadonlySet<string> = new Set(['serializationPolicy', 'deserializationPolicy']);
const MOST_CLIENTS = 200;
const ONE_MB = 1024 * 1024;
const AGENT = 'Vaxla (Bot Framework)';

const refusal = (method: string, url: string): OutboundError =>
  new OutboundError('refused', { method, host: URL.canParse(url) ? new URL(url).host : 'an unreadable address', notSent: true });

const asPipelineResponse = (request: PipelineRequest, { status, headers, bytes }: Answer): PipelineResponse =>
  ({ request, status, headers: new AnswerHeaders(Object.entries(headers)), bodyAsText: bytes.toString('utf8') });

/**
 * Sends one request of the SDK's client: once, within 8 s, and only to Teams. The address is looked at here again although it was
 * trusted when it came in, because what was stored meanwhile may have been changed (A10). The bearer exists from here on only.
 */
const sender = ({ tokens, transport, isTrustedServiceUrl, timeoutMs = 8_000 }: ConnectorDeps) => {
  return async (request: PipelineRequest): Promise<PipelineResponse> => {
    const { url, method, body } = request;
    if (!isTrustedServiceUrl(url.split('?', 1)[0])) throw refusal(method, url);
    const token = await tokens.get();
    const headers = { ...request.headers.toJSON(), accept: 'application/json', 'user-agent': AGENT, authorization: `Bearer ${token}` };
    const answer = await transport.send({ url, method, headers, timeoutMs, maxBytes: ONE_MB, ...(typeof body === 'string' && { body }) });
    if (answer.status === 401) tokens.forget(token);
    return asPipelineResponse(request, answer);
  };
};

const build = (serviceUrl: string, sendRequest: ReturnType<typeof sender>): ConnectorClient => {
  // Signing happens in `sendRequest`; the credentials of the SDK stay empty, so that its policies have nothing to add.
  const client = new ConnectorClient({ signRequest: (resource) => Promise.resolve(resource) }, { baseUri: serviceUrl });
  const inner = (client as unknown as { client: Inner }).client;
  for (const policy of inner.pipeline.getOrderedPolicies()) if (!KEPT.has(policy.name)) inner.pipeline.removePolicy({ name: policy.name });
  inner._httpClient = { sendRequest };
  return client;
};

/**
 * Connector clients that send once. The stock client repeats a POST after 5xx, 408 and reset although the first may have been carried
 * out (one message four times), ignores `noRetryPolicy`, has no time-out and is built anew each turn (threats 2.3, performance).
 */
export const createConnectors = (deps: ConnectorDeps): Connectors => {
  const clients = new Map<string, ConnectorClient>();
  const sendRequest = sender(deps);
  return {
    of: (serviceUrl) => {
      if (!deps.isTrustedServiceUrl(serviceUrl)) throw refusal('POST', serviceUrl);
      const known = clients.get(serviceUrl);
      if (known !== undefined) return known;
      if (clients.size >= MOST_CLIENTS) clients.clear();
      const client = build(serviceUrl, sendRequest);
      clients.set(serviceUrl, client);
      return client;
    },
  };
};
