import type { Fact, Facts } from './facts.ts';
import type { Transfer } from './records.ts';

/** One row of the export: what it is about, what is known, how sure that is, who said it and when. */
export type ExportRow = readonly string[];

export const EXPORT_COLUMNS: ExportRow = ['subject', 'what', 'value', 'proof', 'by', 'at', 'evidence'];

/** A cell that begins like this is calculated by a spreadsheet instead of shown. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell by RFC 4180, made harmless first: an apostrophe keeps a spreadsheet from running what an outsider has typed. */
export const csvCell = (value: string): string => {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Header and rows, each line ended by CR LF (RFC 4180). */
export const csvOf = (rows: readonly ExportRow[]): string => [EXPORT_COLUMNS, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

const factRow = ({ subject, kind, value, proof, by, at, evidence }: Fact): ExportRow => [subject, kind, JSON.stringify(value), proof, by?.name ?? '', at, evidence];

/** Old id and new id side by side (R152); the proof is the provider's list, read when they landed. */
const idRows = ({ customer, idMap, landed, since }: Transfer): ExportRow[] =>
  idMap.map(({ name, oldId, newId, quantity }) => [
    `customer:${customer.customerId}`, 'subscription-id', JSON.stringify({ customer: customer.name, name, oldId, newId: newId ?? '', quantity }), newId === undefined ? '' : 'verified', landed?.name ?? '', landed?.at ?? since, '',
  ]);

/** Everything Växla knows of one organisation's move, but for the exports themselves. */
export const exportRows = (facts: Facts, transfers: readonly Transfer[]): ExportRow[] => [
  ...facts.all.filter(({ kind }) => kind !== 'exported').map(factRow),
  ...transfers.flatMap(idRows),
];

export type ExportPart = { readonly csv: string; readonly rows: number; readonly of: number };

/**
 * The next part that fits `longest` characters, each a complete CSV with its header. A row that is longer alone is a part alone. Goes on
 * where the last part ended, and begins anew when it was the last or rows have come in between.
 */
export const nextPart = (facts: Facts, transfers: readonly Transfer[], longest: number): ExportPart => {
  const all = exportRows(facts, transfers);
  const last = facts.latest('exported')?.value;
  const from = last !== undefined && last.of === all.length && last.rows < last.of ? last.rows : 0;
  let rows = Math.min(from + 1, all.length);
  while (rows < all.length && csvOf(all.slice(from, rows + 1)).length <= longest) rows += 1;
  return { csv: csvOf(all.slice(from, rows)), rows, of: all.length };
};
