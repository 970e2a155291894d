import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Transfer, TransferPhase, TransferVerb } from '../../journey/records.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import type { Lane } from '../helpers/lanes.ts';
import { auditOf, cardOf, decisionsOf, lanesOf, openLine, phasesIn, quiet, standing } from '../helpers/lanes.ts';
import type { PressOptions, PressResult } from '../helpers/room.ts';
import { personId } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const ACCEPT = /transfers\/:transferId\/accept$/;
const WRITES = /^(POST|PATCH|DELETE) /;
const LATER = 3_600_000;
/** Where a decision leads while Microsoft takes an hour. */
const END: Partial<Record<TransferVerb, TransferPhase>> = { accept: 'in-progress', reject: 'rejected', withdraw: 'withdrawn', create: 'open' };

const ended = (world: World, transfer: Transfer): Promise<unknown> =>
  until('every order has ended', async () => (await decisionsOf(world, transfer)).every(({ state }) => state === 'done' || state === 'refused'), { ms: 40_000 });

/** Pressed by a person: an answer of the card contract within the card, never an error or silence. */
const answered = (results: readonly PressResult[]): void => {
  for (const { outcome, body } of results) ok(outcome === 'card' || outcome === 'delivered', `${outcome}: ${JSON.stringify(body)}`);
};

describe('20 simultaneous presses of Accept', function () {
  this.timeout(120_000);
  let world: World;
  let lanes: Lane[];
  before(async () => {
    world = await startWorld({ completionDelayMs: LATER });
    lanes = await lanesOf(world);
  });
  after(() => world.close());

  const open = async (index: number): Promise<{ transfer: Transfer; sofia: MessageView; oskar: MessageView }> => {
    const transfer = await openLine(world, lanes[index] as Lane);
    const [sofia, oskar] = await Promise.all([cardOf(world, { name: 'Sofia', transfer, verb: 'accept' }), cardOf(world, { name: 'Oskar', transfer, verb: 'accept' })]);
    return { transfer, sofia, oskar };
  };

  const WAYS: readonly (readonly [what: string, presses: readonly (readonly ['Sofia' | 'Oskar', PressOptions])[]])[] = [
    ['one press delivered 20 times under one id', [['Sofia', { times: 20, sameId: true }]]],
    ['one press delivered 20 times under ids of its own each', [['Sofia', { times: 20, sameId: false }]]],
    ['two deciders, ten each', [['Sofia', { times: 10, sameId: false }], ['Oskar', { times: 10, sameId: false }]]],
    ['by both doors, Execute and Submit', [['Sofia', { times: 10, sameId: false, as: 'execute' }], ['Oskar', { times: 10, sameId: false, as: 'submit' }]]],
  ];
  for (const [index, [what, presses]] of WAYS.entries()) {
    it(`${what}: one accept at Partner Center, one decision, and everybody sees it`, async () => {
      const { transfer, ...cards } = await open(index);
      const before = await world.effects(ACCEPT);
      const results = await Promise.all(presses.map(([name, options]) => world.room.press(name, name === 'Sofia' ? cards.sofia : cards.oskar, 'accept', options)));
      equal(results.flat().length, 20);
      answered(results.flat());
      const cardsGiven = results.flat().filter(({ outcome }) => outcome === 'card');
      const names = new Set(cardsGiven.map(({ body }) => /(?:Accepted by|Accepterad av|Godkänd av) (\w+ \w+)/.exec(JSON.stringify(body?.value))?.[1]));
      equal(names.size, 1, `all cards name one person: ${[...names].join()}`);
      await standing(world, transfer.transferId, 'in-progress');
      await ended(world, transfer);
      equal((await world.effects(ACCEPT)) - before, 1);
      deepEqual((await decisionsOf(world, transfer)).map(({ verb }) => verb), ['create', 'accept']);
      await quiet(world);
      for (const name of ['Sofia', 'Oskar', 'Astrid']) equal((await phasesIn(world, name, transfer)).at(-1), 'in-progress', name);
    });
  }

  it('a press on an old copy gets the card as it is now, and changes nothing (A14)', async () => {
    const { transfer, sofia } = await open(WAYS.length);
    await world.room.press('Sofia', sofia, 'reject', { inputs: { reason: 'credit' } });
    await standing(world, transfer.transferId, 'rejected');
    await quiet(world);
    const before = await world.effects(WRITES);
    for (const verb of ['accept', 'reject']) {
      const [late] = await world.room.press('Sofia', sofia, verb, { version: 1, inputs: { reason: 'credit' } });
      equal(late?.outcome, 'card');
      match(JSON.stringify(late?.body?.value), /Sofia Dahl/);
      ok(!JSON.stringify(late?.body?.value).includes('"verb":"accept"'), 'no button to decide with');
    }
    equal(await world.effects(WRITES), before);
    equal((await decisionsOf(world, transfer)).length, 2);
    equal((await auditOf(world, transfer.transferId, 'refused')).length, 2);
  });
});

describe('Accept, reject and withdraw at the same moment', function () {
  this.timeout(180_000);
  const ROUNDS = 12;
  let world: World;
  before(async () => {
    world = await startWorld({ bot: 'process', completionDelayMs: LATER });
    await world.replica();
  });
  after(() => world.close());

  /** A small generator, so that a round that fails can be run again by its number. */
  const shuffled = <T>(items: readonly T[], seed: number): T[] => {
    let state = seed * 2_654_435_761;
    const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
    return items.map((item) => ({ item, key: next() })).toSorted((a, b) => a.key - b.key).map(({ item }) => item);
  };

  it(`${ROUNDS} rounds with two bots on one database: one decision wins, one effect, both sides see the same end`, async () => {
    const lanes = await lanesOf(world);
    let usable = 0;
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const lane = lanes[usable % lanes.length] as Lane;
      const transfer = await openLine(world, lane);
      const [sofia, oskar, astrid] = await Promise.all([
        cardOf(world, { name: 'Sofia', transfer, verb: 'accept' }),
        cardOf(world, { name: 'Oskar', transfer, verb: 'accept' }),
        cardOf(world, { name: 'Astrid', transfer, verb: 'withdraw' }),
      ]);
      const before = await world.effects(WRITES);
      const presses: (() => Promise<PressResult[]>)[] = [
        () => world.room.press('Sofia', sofia, 'accept', { times: 2, sameId: false }),
        () => world.room.press('Oskar', oskar, 'reject', { times: 2, sameId: true, inputs: { reason: 'credit' } }),
        () => world.room.press('Astrid', astrid, 'withdraw', { times: 2, sameId: false }),
      ];
      answered((await Promise.all(shuffled(presses, seed).map((press) => press()))).flat());
      await ended(world, transfer);
      const decisions = await decisionsOf(world, transfer);
      equal(decisions.length, 2, `seed ${seed}: ${decisions.map(({ verb }) => verb).join()}`);
      const verb = decisions[1]?.verb ?? 'create';
      const end = END[verb];
      ok(end !== undefined, verb);
      await standing(world, transfer.transferId, end);
      await quiet(world);
      equal((await world.effects(WRITES)) - before, 1, `seed ${seed}: one write took effect`);
      for (const name of ['Sofia', 'Oskar', 'Astrid']) equal((await phasesIn(world, name, transfer)).at(-1), end, `seed ${seed}: ${name}`);
      if (verb === 'accept') usable += 1;
    }
  });

  it('two bots on one database tell nobody anything twice', async () => {
    await quiet(world);
    const rows = await world.db.kysely.selectFrom('outbox').select(['activity_id', 'state', 'kind', 'attempts']).execute();
    deepEqual(rows.filter(({ state, attempts }) => state !== 'sent' || attempts > 0), []);
    for (const transfer of await world.transfers()) {
      for (const [name, kinds] of [['Astrid', ['recorded']], ['Sofia', ['please-decide']], ['Oskar', ['please-decide']]] as const) {
        const told = (await phasesIn(world, name, transfer)).length;
        const owed = await world.db.kysely.selectFrom('outbox').select('kind').where('transfer_id', '=', transfer.transferId).where('kind', '!=', 'update')
          .where('person_id', '=', personId(name)).execute();
        const loud = owed.filter(({ kind }) => !['request-open', 'accepted'].includes(kind));
        ok(kinds.every((kind) => loud.some((one) => one.kind === kind)), `${name} was owed ${kinds.join()}`);
        equal(told, loud.length, `${name}: ${loud.map(({ kind }) => kind).join()}`);
      }
    }
  });
});
