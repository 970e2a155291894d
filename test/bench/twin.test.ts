import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { reportLine } from '../../bench/report.ts';
import { createCall, drive, readCall } from '../../bench/twin/load.ts';
import { memoryLines } from '../../bench/twin/memory.ts';
import { startSigning, type Signing } from '../../bench/twin/tokens.ts';
import { workOf } from '../../bench/twin/work.ts';
import { createTwinClock } from '../../simulator/clock.ts';
import { Journal } from '../../simulator/journal.ts';
import { startPartnerCenter } from '../../simulator/partner-center/partner-center.ts';
import { STORIES } from '../../simulator/stories/stories.ts';

const story = STORIES['mixed-portfolio']?.(new Date());

describe('The load on the measured twin', () => {
  let signing: Signing;
  let twin: Awaited<ReturnType<typeof startPartnerCenter>>;
  before(async () => {
    ok(story);
    signing = await startSigning();
    twin = await startPartnerCenter({ port: 0, portalPort: 0, clock: createTwinClock(), journal: new Journal(), entraAddress: signing.address, story, limitPerMinute: Number.MAX_SAFE_INTEGER });
  });
  after(() => Promise.all([signing.stop(), twin.public.close(), twin.portal.close()]));

  it('is made of reads that find something, and of creations that every one succeed once', async () => {
    ok(story);
    const { customers, creations } = workOf(story, 40);
    equal(customers.length, 40);
    ok(creations.length > 100, String(creations.length));
    const to = { port: twin.public.port, tokens: await signing.tokens(2) };
    ok((await drive({ ...to, calls: customers.map(readCall), expect: 200 })).bytes > 40 * 500);
    const calls = creations.map(createCall);
    await drive({ ...to, calls, expect: 201 });
    await rejects(drive({ ...to, calls: calls.slice(0, 1), expect: 201 }), /answered with 400 instead of 201: .*800078/);
  });

  it('does not go through without a real token', async () => {
    const [token = ''] = await signing.tokens(1);
    const calls = [readCall(story?.customers[0]?.id ?? '')];
    await rejects(drive({ port: twin.public.port, tokens: [`${token.slice(0, -8)}AAAAAAAA`], calls, expect: 200 }), /401 instead of 200/);
  });
});

describe('The memory lines of the twin', () => {
  const round = (customers: number, bytesEach: number) => ({ customers, ms: 12_000, cpuMs: 3_000, heap: customers * bytesEach, rss: customers * bytesEach * 3, peak: 400e6 });
  const lineOf = (metric: string, last: number): Record<string, unknown> => {
    const lines = memoryLines({ 1000: [round(1000, 6000)], 5000: [round(5000, 6000)], 10000: [round(10_000, last)] }).map((line) => JSON.parse(reportLine(line)) as Record<string, unknown>);
    return lines.find((line) => line['metric'] === metric) ?? {};
  };

  it('say 1 where memory grows with the customers, and more where it grows faster', () => {
    deepEqual([lineOf('twin-heap-per-customer-10000', 6000)['ratio'], lineOf('twin-heap-per-customer-10000', 9000)['ratio']], [1, 1.5]);
    equal(lineOf('twin-rss-per-customer-5000', 6000)['ours'], 18);
  });

  it('tell whether ten-thousand kept its limits of time and memory', () => {
    deepEqual(['time', 'cpu', 'peak'].map((what) => lineOf(`story-ten-thousand-${what}`, 6000)['within']), [false, true, true]);
  });
});
