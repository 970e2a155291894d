import assert from 'node:assert/strict';
import fc from 'fast-check';
import { begin, take, WAITS, WHO, type Step, type Walk } from './random-walk.ts';
import { startWorld, type World } from './world.ts';

/** Set this to a seed that a failure printed, to see the same walks again. */
const REPEAT: number | undefined = undefined;
const seed = REPEAT ?? Date.now() % 2_147_483_647;

const who = fc.constantFrom(...WHO, 'Astrid' as const, 'Sofia' as const);
const some = fc.array(fc.nat(99), { minLength: 1, maxLength: 3 });
const deed = fc.constantFrom('offer', 'accept', 'reject', 'withdraw', 'cancel', 'ask', 'choose', 'choose', 'accept', 'offer', 'ask');
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: deed, who, on: fc.nat(9), some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('seats' as const, 'fail' as const), some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('write' as const), who, some, to: fc.constantFrom('suspended' as const, 'active' as const, 'deleted' as const, 3, 40) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(...WAITS) }) },
);

const by = (name: Step['do'], person: (typeof WHO)[number], ...picked: number[]): Step => ({ do: name, who: person, on: 0, some: picked.length > 0 ? picked : [0] }) as Step;
const wait = (ms: number): Step => ({ do: 'wait', ms });
const [minute, quarter, month] = WAITS;
const fail = (n: number): Step => ({ do: 'fail', some: [n] });
/** One way into each state of both models; the numbers name subscriptions of the walk. */
const WAYS: readonly (readonly [string, readonly Step[]])[] = [
  ['A Active', [by('offer', 'Astrid', 0)]],
  ['A Reject', [by('offer', 'Astrid', 0), by('reject', 'Sofia')]],
  ['A gone', [by('offer', 'Astrid', 0), by('withdraw', 'Astrid')]],
  ['A InProgress', [by('offer', 'Astrid', 0), by('accept', 'Sofia')]],
  ['A Complete', [by('offer', 'Astrid', 0, 1), by('accept', 'Sofia'), wait(minute)]],
  ['A PartiallyComplete', [by('offer', 'Astrid', 0, 1), fail(1), by('accept', 'Sofia'), wait(minute)]],
  ['A Failed', [by('offer', 'Astrid', 0), fail(0), by('accept', 'Sofia'), wait(minute)]],
  ['B Pending', [by('ask', 'Sofia')]],
  ['B Cancel', [by('ask', 'Sofia'), by('cancel', 'Sofia')]],
  ['B Expired', [by('ask', 'Sofia'), wait(month)]],
  ['B InProgress', [by('ask', 'Sofia'), by('choose', 'Astrid', 3), wait(15 * minute)]],
  ['B Complete', [by('ask', 'Sofia'), by('choose', 'Astrid', 3, 4), wait(quarter)]],
  ['B PartiallyComplete', [by('ask', 'Sofia'), fail(4), by('choose', 'Astrid', 3, 4), wait(quarter)]],
  ['B Failed', [by('ask', 'Sofia'), fail(3), by('choose', 'Astrid', 3), wait(quarter)]],
];

describe('Partner Center twin: three partners, both models, any order', () => {
  let world: World;
  before(async () => {
    world = await startWorld({ limitPerMinute: 1_000_000, completionDelayMs: 30_000 });
  });
  after(() => world.close());

  const walkOf = async (steps: readonly Step[], reached = new Set<string>()): Promise<Walk> => {
    const walk = begin(world, reached);
    for (const step of steps) await take(walk, step);
    return walk;
  };

  for (const [state, steps] of WAYS) {
    it(`reaches ${state}`, async () => {
      const { reached } = await walkOf(steps);
      assert.ok(reached.has(state), [...reached].join(', '));
    });
  }

  it(`breaks no rule in walks of random steps (seed ${seed})`, async () => {
    const reached = new Set<string>();
    const property = fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 24 }), async (steps) => void (await walkOf(steps, reached)));
    await fc.assert(property, { seed, numRuns: 25, endOnFailure: true });
    const known = new Set(WAYS.map(([state]) => state));
    assert.deepEqual([...reached].filter((state) => !known.has(state)), []);
  }).timeout(120_000);
});
