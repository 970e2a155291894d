import { deepEqual, equal } from 'node:assert/strict';
import { UNTIL, aFact } from '../../helpers/facts.ts';
import { daysFrom, dueOn, kindsOn, toldOver } from './asked.ts';

const restricted = (since = '2026-02-03') => aFact('direct-bill-state', { state: 'restricted', since }, { at: '2026-02-03T09:00:00.000Z' });
const exported = aFact('exported', { rows: 12, of: 12 });
const only = (told: readonly string[], kind: string): string[] => told.filter((one) => one.endsWith(kind)).map((one) => one.slice(0, 10));

describe('Reminders of days that come by themselves', () => {
  it('count down to the suspension while the role is restricted (feature 3)', () => {
    const told = toldOver([restricted(), exported], daysFrom('2026-02-03', 90));
    deepEqual(only(told, 'countdown'), ['2026-02-03', '2026-02-19', '2026-02-26', '2026-03-02', '2026-03-04', '2026-03-05']);
    deepEqual(dueOn({ facts: [restricted(), exported], now: '2026-02-26T12:00:00Z' }).map(({ values }) => [values['next'], values['due'], values['days']]), [['suspended', '2026-03-05T00:00:00.000Z', 7]]);
  });

  it('2020: count nothing down, because the guide names no day, and lose no API (R130, R197)', () => {
    deepEqual(kindsOn({ facts: [restricted()], now: '2026-02-26T12:00:00Z', profile: '2020' }), []);
  });

  it('ask for the export at once and as the API’s end comes near, until it is complete', () => {
    const facts = [restricted(), aFact('exported', { rows: 5, of: 12 })];
    deepEqual(only(toldOver(facts, daysFrom('2026-02-03', 70)), 'export-first'), ['2026-02-03', '2026-03-05', '2026-03-21', '2026-03-28', '2026-04-01', '2026-04-03', '2026-04-04']);
    deepEqual(kindsOn({ facts: [restricted(), exported], now: '2026-03-30T12:00:00Z' }).filter((kind) => kind === 'export-first'), []);
    deepEqual(kindsOn({ facts: [aFact('direct-bill-state', { state: 'active', since: '2020-01-01' })], now: '2026-03-30T12:00:00Z' }), []);
  });

  it('name the mailbox of the PartnerID on days 1, 15 and 28, and support after thirty (R173, R175)', () => {
    const facts = UNTIL.after();
    deepEqual(toldOver(facts, daysFrom('2026-02-03', 90)), ['2026-02-04 incentives-mailbox', '2026-02-18 incentives-mailbox', '2026-03-03 incentives-mailbox', '2026-03-05 incentives-overdue']);
    const [late] = dueOn({ facts, now: '2026-03-10T12:00:00Z' });
    deepEqual([late?.values['mail'], late?.values['other']], ['incitament@fjordline.example', 'kontakt@fjordline.example']);
  });

  it('ask to join once the invitation is there, and stop when joined (R173, R177)', () => {
    const invited = [...UNTIL.after(), aFact('incentive-invited', { when: '2026-02-10' })];
    deepEqual(toldOver(invited, daysFrom('2026-02-12', 60)), ['2026-02-17 incentives-join', '2026-03-03 incentives-join']);
    deepEqual(toldOver([...invited, aFact('incentive-enrolled', { programme: 'indirect' })], daysFrom('2026-02-12', 60)), []);
  });

  it('ask for the reseller’s revenue once a year, in the anniversary month, as long as today’s rules hold', () => {
    const facts = [...UNTIL.after(), aFact('incentive-enrolled', { programme: 'indirect' })];
    deepEqual(toldOver(facts, daysFrom('2026-02-03', 800)), ['2026-10-01 revenue-reseller', '2027-10-01 revenue-reseller']);
    equal(dueOn({ facts, now: '2026-10-05T12:00:00Z' })[0]?.values['usd'], 1000);
    deepEqual(kindsOn({ facts, now: '2026-10-05T12:00:00Z', profile: '2020' }), []);
  });

  it('ask whoever stays direct for the direct-bill revenue instead (R7, R9)', () => {
    const facts = [...UNTIL.decide(), aFact('decided', { choice: 'stay' })];
    deepEqual(dueOn({ facts, now: '2026-10-05T12:00:00Z' }).map(({ kind, values }) => [kind, values['usd']]), [['revenue-direct', 1_000_000]]);
  });
});
