import { deepEqual, equal, match } from 'node:assert/strict';
import { createFacts } from '../../journey/facts.ts';
import { csvCell, csvOf, exportRows, nextPart } from '../../journey/export-csv.ts';
import { aSignature, aTransfer } from '../helpers/builders.ts';
import { THE_CUSTOMER, aFact } from '../helpers/known-facts.ts';

const told = (how: string, at?: string) => aFact('customer-told', { subject: THE_CUSTOMER, value: { how }, at });
const exported = (rows: number, of: number) => aFact('exported', { value: { rows, of } });
const lines = (csv: string): number => csv.split('\r\n').length - 1;

describe('The export as CSV (R152, R205)', () => {
  it('never lets a spreadsheet run what somebody typed', () => {
    deepEqual(['=1+1', '+46', '-1', '@SUM(A1)', '\tx', '\rx'].map(csvCell), ["'=1+1", "'+46", "'-1", "'@SUM(A1)", "'\tx", '"\'\rx"']);
    deepEqual(['a=b', 'Lönn & Björk', ''].map(csvCell), ['a=b', 'Lönn & Björk', '']);
  });

  it('quotes by RFC 4180: commas, quotes and line ends, doubled quotes, CR LF', () => {
    deepEqual(['a,b', 'say "hi"', 'two\nlines', '=a,"b"'].map(csvCell), ['"a,b"', '"say ""hi"""', '"two\nlines"', '"\'=a,""b"""']);
    equal(csvOf([['a', 'b,c']]), 'subject,what,value,proof,by,at,evidence\r\na,"b,c"\r\n');
  });

  it('holds every fact with who and when, and old and new ids side by side (R152, R205)', () => {
    const landed = aTransfer({ landed: aSignature('provider'), idMap: [{ name: 'Office 365 E3', oldId: 'old', newId: 'new', quantity: 42 }, { name: 'Visio', oldId: 'o2', newId: undefined, quantity: 1 }] });
    const rows = exportRows(createFacts([told('=mail'), exported(1, 1)]), [landed]);
    equal(rows.length, 3);
    deepEqual(rows[0]?.slice(0, 4), [THE_CUSTOMER, 'customer-told', '{"how":"=mail"}', 'attested']);
    match(rows[1]?.[2] ?? '', /"oldId":"old","newId":"new","quantity":42/);
    deepEqual([rows[1]?.[3], rows[2]?.[3]], ['verified', '']);
  });

  it('comes in parts that each are a whole CSV, without losing or repeating a row', () => {
    const known = Array.from({ length: 9 }, (_, index) => told(`mail ${index}`));
    const first = nextPart(createFacts(known), [], 600);
    const second = nextPart(createFacts([...known, exported(first.rows, first.of)]), [], 600);
    equal(first.csv.length <= 600 && first.rows > 1 && first.rows < 9, true);
    equal(lines(first.csv) - 1 + (lines(second.csv) - 1), second.rows);
    match(second.csv, new RegExp(`^subject,.*\r\n.*mail ${first.rows}`));
  });

  it('takes a row that is too long alone, begins anew when rows have come in between, and survives an empty journey', () => {
    equal(nextPart(createFacts([told('x'.repeat(900)), told('y')]), [], 300).rows, 1);
    equal(nextPart(createFacts([told('a'), exported(1, 1), told('b')]), [], 6000).rows, 2);
    match(nextPart(createFacts([told('a'), exported(1, 1), told('b')]), [], 6000).csv, /""a""[^]*""b""/);
    deepEqual(nextPart(createFacts([]), [], 300), { csv: 'subject,what,value,proof,by,at,evidence\r\n', rows: 0, of: 0 });
  });
});
