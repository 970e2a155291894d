import { deepEqual, equal } from 'node:assert/strict';
import type { WaitingTransfer } from '../../../journey/reminders/reminder.ts';
import { FJORDLINE, NORDVIND, aTransfer } from '../../helpers/builders.ts';
import { daysFrom, dueOn } from './asked.ts';

const offered = (over: Partial<WaitingTransfer> = {}): WaitingTransfer => ({ ...aTransfer(), phase: 'offered', expiresAt: '2026-03-05T08:12:40.000Z', ...over });
const rungs = (transfer: WaitingTransfer, kind: string, days: readonly string[]): string[] => {
  const told = new Map<string, string>();
  for (const day of days) for (const one of dueOn({ transfers: [transfer], now: `${day}T12:00:00Z` })) if (one.kind === kind && !told.has(one.fact)) told.set(one.fact, day);
  return [...told.values()];
};

describe('Reminders of transfers that wait for a word', () => {
  it('ask the provider’s deciders after two, five, ten, twenty and forty days, and tell the sender the age (R138, R142)', () => {
    deepEqual(rungs(aTransfer(), 'transfer-decide', daysFrom('2026-02-03', 90)), ['2026-02-05', '2026-02-08', '2026-02-13', '2026-02-23', '2026-03-15']);
    const [decide, undecided] = dueOn({ transfers: [aTransfer()], now: '2026-02-13T12:00:00Z' });
    deepEqual([decide?.kind, decide?.tenantId, decide?.values['days'], decide?.transferId], ['transfer-decide', NORDVIND, 10, aTransfer().transferId]);
    deepEqual([undecided?.kind, undecided?.tenantId, undecided?.owners], ['transfer-undecided', FJORDLINE, [aTransfer().requested.personId]]);
  });

  it('stop once it is decided', () => {
    for (const phase of ['accepting', 'in-progress', 'complete', 'rejected', 'withdrawn'] as const) deepEqual(dueOn({ transfers: [{ ...aTransfer(), phase }], now: '2026-03-13T12:00:00Z' }), [], phase);
  });

  it('ask for a new-commerce request that the provider has not created yet', () => {
    deepEqual(dueOn({ transfers: [{ ...aTransfer(), phase: 'asked', openedAt: undefined }], now: '2026-02-05T12:00:00Z' }).map(({ kind }) => kind), ['transfer-decide', 'transfer-undecided']);
  });

  it('count an offer of new commerce down on days 20, 25 and 28 of thirty, to both sides (feature 46)', () => {
    deepEqual(rungs(offered(), 'transfer-expiring', daysFrom('2026-02-03', 60)), ['2026-02-23', '2026-02-28', '2026-03-03']);
    deepEqual(rungs(offered(), 'transfer-expiring-offered', daysFrom('2026-02-03', 60)), ['2026-02-23', '2026-02-28', '2026-03-03']);
    deepEqual(dueOn({ transfers: [offered()], now: '2026-03-03T12:00:00Z' }).map(({ kind, tenantId, values }) => [kind, tenantId, values['days']]), [['transfer-expiring', FJORDLINE, 2], ['transfer-expiring-offered', NORDVIND, 2]]);
  });

  it('say nothing of an offer that has expired or was decided', () => {
    deepEqual(dueOn({ transfers: [offered()], now: '2026-03-05T08:12:40.000Z' }), []);
    equal(dueOn({ transfers: [offered({ phase: 'complete' })], now: '2026-03-03T12:00:00Z' }).length, 0);
  });
});
