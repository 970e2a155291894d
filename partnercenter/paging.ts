import { z } from 'zod';
import { unreadable } from './failure.ts';
import type { Answer, Read, Requests } from './request.ts';

const link = z.object({
  uri: z.string(),
  headers: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
});
const envelope = z.object({ items: z.array(z.unknown()).optional(), links: z.object({ next: link.optional() }).optional() });

/** Far above any partner's size at 500 a page; more means that the other side has lost its way. */
const MOST_PAGES = 1000;

/** Headers that no link of an answer may set for us. */
const OURS = new Set(['authorization', 'host', 'content-length', 'ms-requestid', 'ms-correlationid']);

/**
 * Reads a whole collection (API topic 3.3): follows `links.next` with every header listed there, and unites by id, because an item
 * may appear again while the list changes under our hands. A bare array is taken as one page. Throws rather than return a part.
 */
export const readAll = async <Item>(requests: Requests, first: Read, item: { schema: z.ZodType<Item>; id: (item: Item) => string }): Promise<Item[]> => {
  const found = new Map<string, Item>();
  const followed = new Set<string>();
  for (let call: Read | undefined = first; call !== undefined; ) {
    const answer: Answer = await requests.read(call);
    const page = pageOf(answer);
    for (const raw of page.items) {
      const parsed = parse(answer, item.schema, raw);
      found.set(item.id(parsed), parsed);
    }
    call = page.next === undefined ? undefined : nextCall(first, page.next, answer);
    if (call === undefined) break;
    const key = JSON.stringify([call.path, call.headers]);
    if (followed.has(key) || followed.size >= MOST_PAGES) throw unreadable(answer.attempt, answer.status, new Error('The pages go round in a circle.'));
    followed.add(key);
  }
  return [...found.values()];
};

const pageOf = (answer: Answer): { items: unknown[]; next: z.infer<typeof link> | undefined } => {
  if (Array.isArray(answer.json)) return { items: answer.json as unknown[], next: undefined };
  const page = parse(answer, envelope, answer.json);
  return { items: page.items ?? [], next: page.links?.next };
};

/** `uri` is relative and usually lacks `/v1`; an absolute one is refused, because our token would travel to wherever it says. */
const nextCall = (first: Read, next: z.infer<typeof link>, answer: Answer): Read => {
  if (!/^\/(?!\/)/.test(next.uri)) throw unreadable(answer.attempt, answer.status, new Error('The link to the next page leaves the API.'));
  const path = next.uri.startsWith('/v1/') ? next.uri : `/v1${next.uri}`;
  const headers = Object.fromEntries((next.headers ?? []).filter(({ key }) => !OURS.has(key.toLowerCase())).map(({ key, value }) => [key, value]));
  // One operation, one correlation id, however many pages.
  return { ...first, path, headers, options: { ...first.options, correlationId: answer.attempt.correlationId } };
};

/** Throws a PartnerCenterError that says an answer was not what the API promises. */
export const parse = <Value>(answer: Answer, schema: z.ZodType<Value>, value: unknown): Value => {
  const result = schema.safeParse(value);
  if (!result.success) throw unreadable(answer.attempt, answer.status, result.error);
  return result.data;
};
