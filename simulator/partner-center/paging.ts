import type { WireCollection, WireLinks } from '../../partnercenter/wire.ts';
import { objectType } from './call.ts';
import { ApiError } from './errors.ts';

/** A whole list in one envelope (§3.3). */
export const envelope = <Item>(items: Item[]): WireCollection<Item> => ({ totalCount: items.length, items, attributes: objectType('Collection') });

export type PageAsk = { readonly path: string; readonly query: URLSearchParams; readonly token: string | string[] | undefined };

const LARGEST = 500;

const readSize = (text: string | null): number => {
  const size = text === null || text === '' ? 0 : Number(text);
  if (!Number.isInteger(size) || size < 0) throw new ApiError('badInput', 'size is not a whole number.');
  return size === 0 ? LARGEST : Math.min(size, LARGEST);
};

const readOffset = (query: URLSearchParams, token: PageAsk['token']): number => {
  const step = query.get('seekOperation');
  if (step === null || step === 'First') return 0;
  const offset = typeof token === 'string' ? /^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1] : undefined;
  if (step !== 'Next' || offset === undefined) throw new ApiError('badInput', 'The continuation token does not belong to this list.');
  return Number(offset);
};

/** One page and the way to the next: the link's uri needs every header that the link lists (§3.3). */
export const page = <Item>(items: readonly Item[], { path, query, token }: PageAsk): WireCollection<Item> => {
  const size = readSize(query.get('size'));
  const offset = readOffset(query, token);
  const shown = items.slice(offset, offset + size);
  const own = new URLSearchParams(query);
  own.delete('seekOperation');
  const uri = `${path}?${own.toString()}`;
  const links: WireLinks = { self: { uri, method: 'GET', headers: [] } };
  if (offset + size >= items.length) return { ...envelope(shown), links };
  const continuationToken = Buffer.from(`from:${offset + size}`).toString('base64');
  own.set('size', String(size));
  own.set('seekOperation', 'Next');
  const next = { uri: `${path}?${own.toString()}`, method: 'GET', headers: [{ key: 'MS-ContinuationToken', value: continuationToken }] };
  return { ...envelope(shown), links: { ...links, next }, continuationToken };
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
