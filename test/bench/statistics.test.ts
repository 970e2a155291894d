import { deepEqual, equal, throws } from 'node:assert/strict';
import { reportLine } from '../../bench/report.ts';
import { compare, median, quantile, round } from '../../bench/statistics.ts';

describe('The statistics of the bench', () => {
  it('find the middle, whatever the order', () => {
    equal(median([5, 1, 3]), 3);
    equal(median([10, 1, 2, 3]), 2.5);
    throws(() => median([]), RangeError);
  });

  it('find a quantile by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    equal(quantile(hundred, 0.99), 99);
    equal(quantile(hundred, 1), 100);
    equal(quantile(hundred, 0.5), 50);
    equal(quantile([7], 0.99), 7);
    throws(() => quantile([], 0.5), RangeError);
    throws(() => quantile([1], 0), RangeError);
  });

  it('do not reorder what they are given', () => {
    const values = [3, 1, 2];
    median(values);
    quantile(values, 0.5);
    deepEqual(values, [3, 1, 2]);
  });

  it('keep three digits', () => {
    equal(round(1234.56), 1230);
    equal(round(0.0123456), 0.0123);
  });

  it('compare medians, and show how far single rounds were apart', () => {
    deepEqual(compare([20, 30, 100], [10, 10, 10]), { ratio: 3, spread: [2, 10] });
    throws(() => compare([1], [1, 2]), RangeError);
  });

  it('print ours, floor and stock in one line of JSON', () => {
    const line = reportLine({ metric: 'm', unit: 'us', ours: [30, 40], floor: [10, 10], stock: [110, 110] });
    deepEqual(JSON.parse(line), { metric: 'm', unit: 'us', ours: 35, floor: 10, ratio: 3.5, spread: [3, 4], stock: 110, stockRatio: 11, rounds: 2 });
  });

  it('say how much of an absolute aim was reached', () => {
    const line = JSON.parse(reportLine({ metric: 'm', unit: '1/s', ours: [900], floor: [3000], aim: 1000 })) as Record<string, unknown>;
    deepEqual([line['ratio'], line['aim'], line['ofAim']], [0.3, 1000, 0.9]);
  });

  it('say whether an absolute limit was kept', () => {
    const within = (ours: number[]): unknown => (JSON.parse(reportLine({ metric: 'm', unit: 'MB', ours, limit: 500 })) as Record<string, unknown>)['within'];
    deepEqual([within([400, 500]), within([400, 700])], [true, false]);
  });

  it('print a figure that is compared with nothing', () => {
    deepEqual(JSON.parse(reportLine({ metric: 'm', unit: 'MB', ours: [5, 6, 7] })), { metric: 'm', unit: 'MB', ours: 6, rounds: 3 });
  });

  it('compare with stock where there is no floor', () => {
    const line = JSON.parse(reportLine({ metric: 'm', unit: 'ms', ours: [5], stock: [10] })) as Record<string, unknown>;
    deepEqual([line['stock'], line['ratio'], 'floor' in line], [10, 0.5, false]);
  });
});
