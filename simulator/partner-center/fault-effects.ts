import type { Ask } from '../http.ts';
import { createRandom } from '../random.ts';
import type { Answer } from './call.ts';
import type { FaultRecord } from './fault-records.ts';
import { key } from './ids.ts';
import type { State } from './state.ts';

type Page = { readonly items: readonly unknown[]; readonly links?: { readonly next?: { readonly uri: string; readonly headers: readonly object[] } }; readonly continuationToken?: string };

const isPage = (body: unknown): body is Page => typeof body === 'object' && body !== null && Array.isArray((body as { items?: unknown }).items);

/** Spoils a list: half of it is missing, its way on is missing, or its way on leads back to itself. Bare arrays lose half. */
export const spoilPage = (answer: Answer, fault: FaultRecord, ask: Ask): Answer => {
  const { body } = answer;
  if (Array.isArray(body)) return { ...answer, body: body.slice(0, Math.ceil(body.length / 2)) };
  if (!isPage(body)) return answer;
  if (fault.page === 'repeated') return { ...answer, body: repeated(body, ask) };
  const { links = {}, continuationToken: _, ...rest } = body;
  const { next: __, ...stay } = links;
  if (fault.page === 'missing') return { ...answer, body: { ...rest, links: stay } };
  const items = body.items.slice(0, Math.ceil(body.items.length / 2));
  return { ...answer, body: { ...body, totalCount: items.length, items } };
};

/** The token that led here leads here again; to the first page, which needed none, the link says First instead of Next. */
const repeated = (body: Page, ask: Ask): Page => {
  const next = body.links?.next;
  if (next === undefined) return body;
  const came = ask.headers['ms-continuationtoken'];
  if (typeof came !== 'string') return { ...body, links: { ...body.links, next: { ...next, uri: next.uri.replace('seekOperation=Next', 'seekOperation=First') } } };
  return { ...body, links: { ...body.links, next: { ...next, headers: [{ key: 'MS-ContinuationToken', value: came }] } }, continuationToken: came };
};

const FAILURE = 'Source subscription is not fully synchronised yet (SyncState).';

/** Makes some lines of the decided transfer fail, and leaves at least one if there are two: which ones depends on the seed. */
export const spoilTransfer = (state: State, fault: FaultRecord, ask: Ask): void => {
  const ids = linesOf(state, ask);
  const random = createRandom(fault.seed ?? fault.id);
  const shuffled = ids.map((id) => ({ id, place: random.next() })).sort((a, b) => a.place - b.place);
  const failing = shuffled.slice(0, Math.max(1, Math.floor(ids.length / 2)));
  for (const { id } of failing) state.failLines.set(id, { subscriptionId: id, description: FAILURE });
};

/** Lines of the record, or, where the source chooses them only now, those of the request. */
const linesOf = (state: State, ask: Ask): string[] => {
  const own = state.transfers.get(key(ask.params['transferId'] ?? ''))?.lines.map((line) => line.subscriptionId) ?? [];
  const { lineItems } = (typeof ask.body === 'object' && ask.body !== null ? ask.body : {}) as { lineItems?: unknown };
  const chosen = Array.isArray(lineItems) ? lineItems.map((item) => (item as { subscriptionId?: unknown } | null)?.subscriptionId) : [];
  return own.length > 0 ? own : chosen.filter((id) => typeof id === 'string').map(key);
};
