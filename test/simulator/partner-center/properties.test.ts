import assert from 'node:assert/strict';
import fc from 'fast-check';
import { begin, take, WAITS, WHO, type Step, type Walk } from './random-walk.ts';
import { startWorld, type World } from './world.ts';

/** Set this to a seed that a failure printed, to see the same walks again. */
const REPEAT: number | undefined = undefined;
const seed = REPEAT ?? Date.now() % 2_147_483_647;

const by = (name: Step['do'], person: (typeof WHO)[number], ...picked: number[]): Step => ({ do: name, who: person, on: 0, some: picked.length > 0 ? picked : [0] }) as Step;
const wait = (ms: number): Step => ({ do: 'wait', ms });
const who = fc.constantFrom(...WHO);
const some = fc.array(fc.nat(99), { minLength: 1, maxLength: 3 });
const on = fc.constantFrom(0, 0, 0, 1, 2);
/** Verbs beside whoever may use them; `ask` and `choose` are of new commerce. */
const RIGHT = [
  ['offer', 'Astrid'], ['accept', 'Sofia'], ['reject', 'Sofia'], ['withdraw', 'Astrid'], ['ask', 'Sofia'], ['choose', 'Astrid'], ['cancel', 'Sofia'],
] as const;
const deed: fc.Arbitrary<Step> = fc.record({ verb: fc.constantFrom(...RIGHT), stranger: fc.option(who, { freq: 3 }), on, some })
  .map(({ verb, stranger, ...rest }) => ({ do: verb[0], who: stranger ?? verb[1], ...rest }));
const seats: fc.Arbitrary<Step> = fc.record({ do: fc.constantFrom('seats' as const, 'seats' as const, 'fail' as const), some });
const write: fc.Arbitrary<Step> = fc.record({ do: fc.constant('write' as const), who, some, to: fc.constantFrom('suspended' as const, 'active' as const, 'deleted' as const, 3, 40) });
const pause: fc.Arbitrary<Step> = fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(...WAITS, WAITS[0], WAITS[1]) });
const anyStep = fc.oneof({ weight: 8, arbitrary: deed }, { weight: 3, arbitrary: seats }, { weight: 1, arbitrary: write }, { weight: 2, arbitrary: pause });

/** The whole way through one model with something in between, so that walks come far. */
const whole = fc.record({ model: fc.constantFrom('A', 'B'), n: fc.nat(2), first: fc.option(anyStep), second: fc.option(anyStep) }).map(({ model, n, first, second }) => {
  const verbs = model === 'A' ? [by('offer', 'Astrid', n), by('accept', 'Sofia')] : [by('ask', 'Sofia'), by('choose', 'Astrid', n)];
  const changed: Step = { do: 'seats', some: [(model === 'A' ? n : n + 3) + 6 * 7] };
  return [verbs[0], first, changed, verbs[1], changed, second, wait(WAITS[1])].filter((step) => step !== null && step !== undefined);
});
/** Two decisions about one request: the second comes too late. */
const late = fc.record({ legacy: fc.boolean(), n: fc.nat(2), two: fc.tuple(fc.nat(5), fc.nat(5)) }).map(({ legacy, n, two }) => {
  const verbs = legacy
    ? [by('accept', 'Sofia'), by('reject', 'Sofia'), by('withdraw', 'Astrid')]
    : [by('choose', 'Astrid', n), by('cancel', 'Sofia'), wait(WAITS[2])];
  return [legacy ? by('offer', 'Astrid', n) : by('ask', 'Sofia'), ...two.flatMap((v) => verbs[v % 3] ?? [])];
});
const walks = fc.array(fc.oneof({ weight: 3, arbitrary: anyStep.map((step) => [step]) }, { weight: 1, arbitrary: whole }, { weight: 1, arbitrary: late }), { minLength: 4, maxLength: 9 }).map((parts) => parts.flat());

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
    const property = fc.asyncProperty(walks, async (steps) => void (await walkOf(steps, reached)));
    await fc.assert(property, { seed, numRuns: 25, endOnFailure: true });
    const known = new Set(WAYS.map(([state]) => state));
    assert.deepEqual([...reached].filter((state) => !known.has(state)), []);
  }).timeout(120_000);
});
