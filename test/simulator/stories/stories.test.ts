import assert from 'node:assert/strict';
import { households } from '../../../simulator/stories/portfolio.ts';
import { MIXED_PORTFOLIO } from '../../../simulator/stories/plans.ts';
import { STORIES } from '../../../simulator/stories/stories.ts';
import { FJORDLINE, HAVSKOG, NORDVIND } from '../../../simulator/people.ts';
import type { StoryData } from '../../../simulator/partner-center/seed.ts';

const NOW = new Date('2026-02-03T08:00:00Z');
const tell = (name: string): StoryData => {
  const story = STORIES[name]?.(NOW);
  assert.ok(story, name);
  return story;
};
const fjordline = (story: StoryData): StoryData['partners'][number] | undefined => story.partners.find((p) => p.id === FJORDLINE);

describe('The stories', () => {
  it('are the six that the contract names', () => {
    assert.deepEqual(Object.keys(STORIES), ['fresh', 'enrolled', 'partnered', 'transfer-ready', 'mixed-portfolio', 'ten-thousand']);
  });

  for (const name of ['fresh', 'enrolled', 'partnered', 'transfer-ready', 'mixed-portfolio']) {
    it(`tell ${name} the same each time, with whole references and unique ids`, () => {
      const story = tell(name);
      assert.deepEqual(story, tell(name));
      const customers = new Set(story.customers.map((c) => c.id));
      assert.equal(customers.size, story.customers.length);
      assert.equal(new Set(story.subscriptions.map((s) => s.wire.id)).size, story.subscriptions.length);
      assert.ok(story.subscriptions.every((s) => customers.has(s.customerId)));
      const ids = new Set(story.subscriptions.map((s) => s.wire.id));
      assert.ok(story.subscriptions.every(({ wire }) => wire.parentSubscriptionId === undefined || ids.has(wire.parentSubscriptionId)));
      assert.ok(story.transfers.every((t) => customers.has(t.customerId) && t.lines.every((line) => ids.has(line.subscriptionId))));
    });
  }

  it('go from nothing decided to transfers ready, one step at a time', () => {
    const [fresh, enrolled, partnered, ready] = ['fresh', 'enrolled', 'partnered', 'transfer-ready'].map(tell) as [StoryData, StoryData, StoryData, StoryData];
    assert.deepEqual([fjordline(fresh)?.isReseller, fjordline(fresh)?.mpaSigned, fresh.programs?.[0]?.reseller], [false, false, 'notStarted']);
    assert.deepEqual([fjordline(enrolled)?.isReseller, fjordline(enrolled)?.providers, enrolled.partnerships?.length], [true, [], 1]);
    assert.deepEqual(fjordline(partnered)?.providers, [NORDVIND, HAVSKOG]);
    for (const story of [fresh, enrolled, partnered]) {
      assert.ok(story.customers.every((c) => c.links.every((l) => l.kind === 'direct')));
      assert.equal(story.transfers.length, 0);
    }
    assert.ok(ready.customers.some((c) => c.links.some((l) => l.kind === 'provider')));
  });
});

describe('The story mixed-portfolio', () => {
  const story = tell('mixed-portfolio');
  const kinds = <T>(values: readonly T[]): Map<T, number> => {
    const counts = new Map<T, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };

  it('has 300 customers with names of their own, and 1,500 subscriptions', () => {
    assert.equal(story.customers.length, 300);
    assert.equal(story.subscriptions.length, 1500);
    assert.equal(new Set(story.customers.map((c) => c.name)).size, 300);
    assert.equal(new Set(story.customers.map((c) => c.domain)).size, 300);
    assert.ok(story.customers.every((c) => c.domain.endsWith('.example')));
  });

  it('has subscriptions of all classes and conditions', () => {
    const wires = story.subscriptions.map((s) => s.wire);
    const types = kinds(wires.map((w) => w.productType?.id ?? (w.offerId === 'MS-AZR-0145P' ? 'legacy Azure' : 'legacy licence')));
    for (const type of ['legacy licence', 'legacy Azure', 'OnlineServicesNCE', 'Azure', 'AzureReservation', 'AzureSavingsPlan', 'Software', 'SaaS']) assert.ok((types.get(type) ?? 0) >= 5, type);
    const statuses = kinds(wires.map((w) => w.status));
    for (const status of ['active', 'suspended', 'deleted', 'expired', 'disabled']) assert.ok((statuses.get(status) ?? 0) >= 3, status);
    assert.ok(wires.some((w) => w.isTrial) && wires.some((w) => w.parentSubscriptionId !== undefined) && wires.some((w) => !w.isMicrosoftProduct));
    assert.ok(wires.some((w) => w.cancellationAllowedUntilDate !== undefined && Date.parse(w.cancellationAllowedUntilDate) > NOW.getTime()));
  });

  it('has every agreement case and every way to a provider', () => {
    const cases = kinds(households(MIXED_PORTFOLIO).map((h) => h.agreement));
    for (const one of ['direct', 'attested', 'provider', 'cloud', 'none'] as const) assert.ok((cases.get(one) ?? 0) >= 5, one);
    const ways = kinds(story.customers.map((c) => c.links.map((l) => `${l.kind} ${l.partnerId === NORDVIND ? 'n' : l.partnerId === HAVSKOG ? 'h' : 'f'}`).join()));
    for (const way of ['direct f', 'direct f,provider n', 'direct f,provider h', 'direct f,provider n,provider h', 'provider n', 'provider h']) assert.ok((ways.get(way) ?? 0) >= 5, way);
    const indirect = story.customers.filter((c) => c.links.every((l) => l.kind === 'provider')).map((c) => c.id);
    const held = story.subscriptions.filter((s) => indirect.includes(s.customerId));
    assert.ok(held.length > 0 && held.every((s) => s.owner !== FJORDLINE && s.wire.partnerId === '7000123'));
  });

  it('tells of a restricted partner with 18 days left', () => {
    const program = story.programs?.[0];
    assert.equal(program?.directBill, 'restricted');
    assert.equal(Date.parse(program?.restrictedAt ?? '') + 30 * 86_400_000 - NOW.getTime(), 18 * 86_400_000);
    assert.equal(story.transfers.length, 15);
  });
});

describe('The story ten-thousand', function () {
  this.timeout(40_000);

  // How long that takes and how much memory is the bench's business: a time means nothing on a busy machine.
  it('has 10,000 customers with 60,000 subscriptions', () => {
    const story = tell('ten-thousand');
    assert.deepEqual([story.customers.length, story.subscriptions.length], [10_000, 60_000]);
  });
});
