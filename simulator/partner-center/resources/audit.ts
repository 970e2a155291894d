import type { WireAuditRecord } from '../../../partnercenter/wire.ts';
import { ok, type Call, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { page, readFilter, type Filter } from '../paging.ts';

const DAY = 86_400_000;
/** How far back records can be asked for, and how many days come when no end is named (§12). */
const FARTHEST = 90;
const DEFAULT_SPAN = 30;

/** The last moment whose text begins with a year of four digits; a later one is written with a plus and would sort before all others. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Date.parse lets 30 February run on into March; a day that the calendar lacks is no date. */
const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const readDate = (text: string | null, name: string): number => {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0];
  const time = day !== undefined && isDay(day) ? Date.parse(text ?? '') : Number.NaN;
  if (Number.isNaN(time)) throw new ApiError('badInput', `${name} is not a date.`);
  return time;
};

/** From the first day, whole, to the end of the last. */
const readSpan = ({ ask, now }: Call): { from: number; until: number } => {
  const start = ask.query.get('startDate');
  if (start === null) throw new ApiError('inputMissing', 'startDate is missing.');
  const from = readDate(start, 'startDate');
  const today = Math.floor(now.getTime() / DAY) * DAY;
  if (from < today - FARTHEST * DAY) throw new ApiError('badInput', 'startDate lies more than 90 days back.');
  const end = ask.query.get('endDate');
  if (end === null) return { from, until: from + (DEFAULT_SPAN + 1) * DAY };
  const until = readDate(end, 'endDate');
  if (until < from) throw new ApiError('badInput', 'endDate lies before startDate.');
  return { from, until: until + DAY };
};

const textOf = (time: number): string => new Date(Math.min(time, LAST)).toISOString();

const plain = (word: string): string => word.replaceAll('_', '').toLowerCase();

/** CompanyName by a part of it, the other two exactly (§3.4, §12); checked also where there is no record to compare. */
const requireSense = ({ field, operator }: Filter): void => {
  if (!FIELDS.includes(field)) throw new ApiError('badInput', 'Audit records cannot be filtered by this field.');
  if (operator.toLowerCase() !== (field === 'CompanyName' ? 'substring' : 'equals')) throw new ApiError('badInput', 'The field cannot be compared like that.');
};

const fits = (record: WireAuditRecord, { field, value }: Filter): boolean => {
  if (field === 'CompanyName') return record.customerName?.toLowerCase().includes(value.toLowerCase()) ?? false;
  if (field === 'CustomerId') return record.customerId === value.toLowerCase();
  return plain(record.resourceType) === plain(value);
};

const FIELDS = ['CompanyName', 'CustomerId', 'ResourceType'];

/** Newest first, the caller's own only. */
const list = (call: Call): object => {
  const { ask, state, caller } = call;
  const { from, until } = readSpan(call);
  const filter = readFilter(ask.query);
  if (filter !== undefined) requireSense(filter);
  // Times are all written the same way, so that the texts compare as the times do.
  const [first, end] = [textOf(from), textOf(until)];
  const inSpan = state.auditOf(caller.tenantId).map(({ record }) => record).filter(({ operationDate }) => operationDate >= first && operationDate < end);
  const found = inSpan.filter((record) => filter === undefined || fits(record, filter)).reverse();
  return page(found, { path: '/auditrecords', query: ask.query, token: ask.headers['ms-continuationtoken'] });
};

export const audit: readonly Resource[] = [{ method: 'get', path: '/v1/auditrecords', modes: 'A/U', handle: (call) => ok(list(call)) }];
