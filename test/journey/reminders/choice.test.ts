import { deepEqual, equal } from 'node:assert/strict';
import type { Choice } from '../../../journey/reminders/choice.ts';
import { dayBegins, defaultChoice, isQuiet, planReminder } from '../../../journey/reminders/choice.ts';
import { instantOf, wallTime, zoneOf } from '../../../journey/reminders/local-time.ts';

const stockholm = (over: Partial<Choice> = {}): Choice => ({ ...defaultChoice('Europe/Stockholm'), ...over });
const begins = (now: string, over: Partial<Choice> = {}): string => dayBegins(stockholm(over), new Date(now)).toISOString();
const quiet = (at: string, over: Partial<Choice> = {}): boolean => isQuiet(stockholm(over), new Date(at));

describe('Quiet hours', () => {
  it('are nights and weekends in the person’s own zone, to the minute', () => {
    // Tuesday 3 February 2026, UTC+1.
    deepEqual(['2026-02-03T06:59:00Z', '2026-02-03T07:00:00Z', '2026-02-03T16:59:00Z', '2026-02-03T17:00:00Z'].map((at) => quiet(at)), [true, false, false, true]);
    deepEqual([quiet('2026-02-07T11:00:00Z'), quiet('2026-02-07T11:00:00Z', { quietWeekends: false })], [true, false]);
    deepEqual([quiet('2026-02-03T11:00:00Z', { quietFrom: 12 * 60, quietUntil: 13 * 60 }), quiet('2026-02-03T10:59:00Z', { quietFrom: 12 * 60, quietUntil: 13 * 60 })], [true, false]);
    equal(quiet('2026-02-03T02:00:00Z', { quietFrom: 0, quietUntil: 0 }), false);
  });

  it('end in the morning, after a weekend on Monday', () => {
    equal(begins('2026-02-03T20:00:00Z'), '2026-02-04T07:00:00.000Z');
    equal(begins('2026-02-04T05:00:00Z'), '2026-02-04T07:00:00.000Z');
    equal(begins('2026-02-06T17:30:00Z'), '2026-02-09T07:00:00.000Z');
    equal(begins('2026-02-06T17:30:00Z', { quietWeekends: false }), '2026-02-07T07:00:00.000Z');
    equal(begins('2026-02-07T12:00:00Z', { quietFrom: 0, quietUntil: 0 }), '2026-02-09T07:00:00.000Z');
  });

  it('keep the local hour over both changes of the clock (F47)', () => {
    // Clocks go forward on Sunday 29 March and back on Sunday 25 October 2026.
    equal(begins('2026-03-27T18:00:00Z'), '2026-03-30T06:00:00.000Z');
    equal(begins('2026-10-23T17:00:00Z'), '2026-10-26T07:00:00.000Z');
    const night = { quietWeekends: false, quietFrom: 60, quietUntil: 150 };
    // 02:30 does not exist on the one day and comes twice on the other.
    equal(begins('2026-03-28T23:30:00Z', night), '2026-03-29T01:30:00.000Z');
    equal(begins('2026-10-24T22:30:00Z', night), '2026-10-25T00:30:00.000Z');
  });

  it('hold in zones of half an hour, on the other side of the date line, and where the clock changes at midnight (F47)', () => {
    equal(begins('2026-02-03T20:00:00Z', { timeZone: 'Asia/Kolkata' }), '2026-02-04T02:30:00.000Z');
    equal(begins('2026-02-06T08:00:00Z', { timeZone: 'Pacific/Apia' }), '2026-02-08T19:00:00.000Z');
    equal(begins('2026-09-04T23:00:00Z', { timeZone: 'America/Santiago' }), '2026-09-07T11:00:00.000Z');
  });

  it('follow Teams’ own zone until somebody chooses, and Stockholm where it names none that is known', () => {
    deepEqual(['Asia/Kolkata', 'UTC', undefined, 'Mars/Olympus', '+02:00'].map((zone) => defaultChoice(zone).timeZone), ['Asia/Calcutta', ...Array<string>(4).fill('Europe/Stockholm')].map((zone) => (zone === 'Asia/Calcutta' ? (zoneOf('Asia/Kolkata') ?? '') : zone)));
    deepEqual(['Europe/Stockholm', 'europe/stockholm', 'Europe/Stockholm; drop', '', '../etc', 'x'.repeat(99)].map((zone) => zoneOf(zone)), ['Europe/Stockholm', 'Europe/Stockholm', undefined, undefined, undefined, undefined]);
  });

  it('read a wall and find the moment again, every half hour of a year', () => {
    for (const zone of ['Europe/Stockholm', 'Asia/Kolkata', 'Pacific/Apia']) {
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 1_800_000 * 7) {
        const found = instantOf(zone, wallTime(zone, new Date(at))).getTime();
        // The second of two equal hours reads as the first.
        equal(found === at || found === at - 3_600_000, true, `${zone} ${new Date(at).toISOString()}`);
      }
    }
  });
});

describe('What becomes of a reminder', () => {
  const [DAY, NIGHT] = [new Date('2026-02-03T10:00:00Z'), new Date('2026-02-03T22:00:00Z')];
  const chasing = { kind: 'invitation-waiting', subject: 'customer:a' } as const;
  const decision = { kind: 'transfer-decide', subject: 'customer:a' } as const;
  const plan = (over: Partial<Choice>, { reminder = chasing as typeof chasing | typeof decision, isMine = true, held = undefined as 'quiet' | 'digest' | undefined, now = DAY } = {}) => planReminder(stockholm(over), reminder, { isMine, held, now });

  it('is told at once by day and waits for the morning by night', () => {
    deepEqual(plan({}), { do: 'send' });
    deepEqual(plan({}, { now: NIGHT }), { do: 'hold', until: new Date('2026-02-04T07:00:00Z'), as: 'quiet' });
    deepEqual(plan({}, { held: 'quiet' }), { do: 'send' });
  });

  it('waits for the summary where one a day is wanted, unless it is a decision', () => {
    deepEqual(plan({ mode: 'daily' }), { do: 'hold', until: new Date('2026-02-04T07:00:00Z'), as: 'digest' });
    deepEqual(plan({ mode: 'daily' }, { held: 'digest' }), { do: 'send' });
    deepEqual(plan({ mode: 'daily' }, { held: 'digest', now: NIGHT }), { do: 'hold', until: new Date('2026-02-04T07:00:00Z'), as: 'digest' });
    deepEqual(plan({ mode: 'daily' }, { reminder: decision }), { do: 'send' });
    deepEqual(plan({ mode: 'daily' }, { reminder: decision, now: NIGHT }).do, 'hold');
  });

  it('is left out where it is others’ business, or muted by kind, subject or altogether', () => {
    deepEqual([plan({ mode: 'mine' }), plan({ mode: 'mine' }, { isMine: false })], [{ do: 'send' }, { do: 'drop', why: 'not-mine' }]);
    for (const muted of ['all', 'kind:invitation-waiting', 'subject:customer:a']) deepEqual(plan({ muted: [muted] }), { do: 'drop', why: 'muted' }, muted);
    for (const muted of ['kind:transfer-decide', 'subject:customer:b']) deepEqual(plan({ muted: [muted] }), { do: 'send' }, muted);
  });
});
