import type { WireCollection, WireLink, WireLinks } from '../../partnercenter/wire.ts';
import { objectType } from './call.ts';
import { ApiError } from './errors.ts';
import { derivedGuid } from './ids.ts';

/** A whole list in one envelope (§3.3). */
export const envelope = <Item>(items: Item[]): WireCollection<Item> => ({ totalCount: items.length, items, attributes: objectType('Collection') });

export type PageAsk = { readonly path: string; readonly query: URLSearchParams; readonly token: string | string[] | undefined };

const LARGEST = 500;

const readSize = (text: string | null): number => {
  const size = text === null || text === '' ? 0 : Number(text);
  if (!Number.isInteger(size) || size < 0) throw new ApiError('badInput', 'size is not a whole number.');
  return size === 0 ? LARGEST : Math.min(size, LARGEST);
};

/** Where a page began and how long it was, and of which list: a token of another list is no token here. */
type Place = { readonly start: number; readonly size: number };

const listName = (path: string, query: URLSearchParams): string => {
  const own = new URLSearchParams(query);
  for (const name of ['size', 'seekOperation', 'pageIndex']) own.delete(name);
  own.sort();
  return derivedGuid(path, own.toString()).slice(0, 8);
};

const writeToken = ({ start, size }: Place, list: string): string => Buffer.from(`${list}:${start}:${size}`).toString('base64');

const readToken = (token: PageAsk['token'], list: string): Place => {
  const found = typeof token === 'string' ? /^([0-9a-f]{8}):(\d{1,9}):(\d{1,4})$/.exec(Buffer.from(token, 'base64').toString('utf8')) : null;
  if (found === null || found[1] !== list) throw new ApiError('badInput', 'The continuation token does not belong to this list.');
  return { start: Number(found[2]), size: Number(found[3]) };
};

const readIndex = (text: string | null): number => {
  if (text === null || !/^\d{1,6}$/.test(text)) throw new ApiError('badInput', 'pageIndex is not a whole number.');
  return Number(text);
};

type Seek = { readonly list: string; readonly size: number; readonly total: number };

/** Start of the page that is asked for; Next and Previous count from the page that the token stands for (§3.3). */
const readStart = ({ query, token }: PageAsk, { list, size, total }: Seek): number => {
  const step = query.get('seekOperation');
  if (step === null || step === 'First') return 0;
  if (step === 'Last') return Math.max(0, Math.ceil(total / size) - 1) * size;
  if (step === 'PageIndex') return readIndex(query.get('pageIndex')) * size;
  if (step !== 'Next' && step !== 'Previous') throw new ApiError('badInput', 'seekOperation is not known.');
  const place = readToken(token, list);
  return step === 'Next' ? place.start + place.size : Math.max(0, place.start - size);
};

/** One page and the ways to its neighbours: a link's uri needs every header that the link lists (§3.3). */
export const page = <Item>(items: readonly Item[], ask: PageAsk): WireCollection<Item> => {
  const { path, query } = ask;
  const list = listName(path, query);
  const size = readSize(query.get('size'));
  const start = readStart(ask, { list, size, total: items.length });
  const continuationToken = writeToken({ start, size }, list);
  const link = (step?: 'Next' | 'Previous'): WireLink => {
    const own = new URLSearchParams(query);
    for (const name of ['seekOperation', 'pageIndex']) own.delete(name);
    if (step === undefined) return { uri: `${path}?${own.toString()}`, method: 'GET', headers: [] };
    own.set('size', String(size));
    own.set('seekOperation', step);
    return { uri: `${path}?${own.toString()}`, method: 'GET', headers: [{ key: 'MS-ContinuationToken', value: continuationToken }] };
  };
  const hasNext = start + size < items.length;
  const links: WireLinks = { self: link(), ...(hasNext ? { next: link('Next') } : {}), ...(start > 0 ? { previous: link('Previous') } : {}) };
  return { ...envelope(items.slice(start, start + size)), links, ...(hasNext ? { continuationToken } : {}) };
};

export type Filter = { readonly field: string; readonly value: string; readonly operator: string };

/** `filter` is JSON with case-sensitive names (§3.4); undefined when the query has none. */
export const readFilter = (query: URLSearchParams): Filter | undefined => {
  const text = query.get('filter');
  if (text === null) return undefined;
  const { Field: field, Value: value, Operator: operator } = parse(text);
  if (typeof field !== 'string' || typeof value !== 'string' || typeof operator !== 'string') throw new ApiError('badInput', 'The filter is not valid.');
  return { field, value, operator };
};

const parse = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    throw new ApiError('badInput', 'The filter is not JSON.');
  }
};
