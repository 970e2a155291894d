import type { WireAuditRecord } from '../../../partnercenter/wire.ts';
import { ok, type Call, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { page, readFilter, type Filter } from '../paging.ts';

const DAY = 86_400_000;

const readDate = (text: string | null, name: string): number => {
  const time = /^\d{4}-\d{2}-\d{2}/.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  if (Number.isNaN(time)) throw new ApiError('badInput', `${name} is not a date.`);
  return time;
};

/** §12: CompanyName by a part of it, the other two exactly. */
const fits = (record: WireAuditRecord, { field, value }: Filter): boolean => {
  if (field === 'CompanyName') return record.customerName?.toLowerCase().includes(value.toLowerCase()) ?? false;
  if (field === 'CustomerId') return record.customerId === value.toLowerCase();
  if (field === 'ResourceType') return record.resourceType.replaceAll('_', '').toLowerCase() === value.replaceAll('_', '').toLowerCase();
  throw new ApiError('badInput', 'Audit records cannot be filtered by this field.');
};

/** Newest first, at most 90 days back, one day counted whole. */
const list = ({ ask, state, caller, now }: Call): object => {
  const start = ask.query.get('startDate');
  if (start === null) throw new ApiError('inputMissing', 'startDate is missing.');
  const from = readDate(start, 'startDate');
  if (now.getTime() - from > 91 * DAY) throw new ApiError('badInput', 'startDate lies more than 90 days back.');
  const end = ask.query.get('endDate');
  const until = end === null ? from + 31 * DAY : readDate(end, 'endDate') + DAY;
  const filter = readFilter(ask.query);
  const own = state.audit.all().filter((entry) => entry.seen.includes(caller.tenantId)).map((entry) => entry.record);
  const inSpan = own.filter(({ operationDate }) => Date.parse(operationDate) >= from && Date.parse(operationDate) < until);
  const found = inSpan.filter((record) => filter === undefined || fits(record, filter)).reverse();
  return page(found, { path: '/auditrecords', query: ask.query, token: ask.headers['ms-continuationtoken'] });
};

export const audit: readonly Resource[] = [{ method: 'get', path: '/v1/auditrecords', modes: 'A/U', handle: (call) => ok(list(call)) }];
