import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashPoint } from '../../commands/deps.ts';
import type { NewCommerceVerb } from '../../journey/new-commerce-records.ts';
import type { Transfer, TransferPhase, TransferVerb as AnyVerb } from '../../journey/records.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import type { Lane } from '../helpers/lanes.ts';
import { appearing, cardOf, decisionsOf, knownTransfers, lanesOf, openLine, phasesIn, prepareLine, quiet, standing } from '../helpers/lanes.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

/** `on-its-way`: the request has reached Partner Center, which has not looked at it yet, and the plug is pulled. */
type Point = CrashPoint | 'on-its-way' | 'none';
type TransferVerb = Exclude<AnyVerb, NewCommerceVerb>;

const POINTS: readonly Point[] = [
  'none', 'in-transaction', 'committed', 'job-taken', 'on-its-way', 'request-sent', 'answer-received', 'answer-stored', 'read-back', 'notice-sent', 'notice-ticked',
];
const ROUTE: Record<TransferVerb, { readonly name: string; readonly method: string; readonly path: string }> = {
  create: { name: 'POST /v1/customers/:customerId/transfers', method: 'POST', path: '/transfers' },
  accept: { name: 'POST /v1/customers/:customerId/transfers/:transferId/accept', method: 'POST', path: '/accept' },
  reject: { name: 'PATCH /v1/customers/:customerId/transfers/:transferId', method: 'PATCH', path: '/transfers/' },
  withdraw: { name: 'DELETE /v1/customers/:customerId/transfers/:transferId', method: 'DELETE', path: '/transfers/' },
};
const END: Record<TransferVerb, TransferPhase> = { create: 'open', accept: 'complete', reject: 'rejected', withdraw: 'withdrawn' };
const PRESSER: Record<TransferVerb, 'Astrid' | 'Sofia'> = { create: 'Astrid', accept: 'Sofia', reject: 'Sofia', withdraw: 'Astrid' };
const CONTRARY: readonly TransferPhase[] = ['not-created', 'complete', 'partly-complete', 'failed', 'rejected', 'withdrawn'];
const PEOPLE = ['Astrid', 'Sofia'] as const;

/** Milliseconds from the moment that the new process listens to the end of the order; messages a person got beyond those of an undisturbed walk. */
type Result = { readonly verb: TransferVerb; readonly point: Point; readonly effects: number; readonly writes: number; readonly ms: number; readonly repeats: readonly number[] };
type Order = { readonly lane: Lane; readonly transfer: Transfer | undefined; readonly card: MessageView };
/** `next` is the point at which the process that comes after the dead one is going to die. */
type Cell = { readonly world: World; readonly verb: TransferVerb; readonly point: Point; readonly next: Point | undefined };

const press = async ({ world, verb }: Cell, { card }: Order): Promise<unknown> =>
  world.room.press(PRESSER[verb], card, verb === 'create' ? 'send' : verb, verb === 'reject' ? { inputs: { reason: 'credit' } } : {});

const prepare = async ({ world, verb }: Cell, lane: Lane): Promise<Order> => {
  if (verb === 'create') return { lane, transfer: undefined, card: await prepareLine(world, lane) };
  const transfer = await openLine(world, lane);
  return { lane, transfer, card: await cardOf(world, { name: PRESSER[verb], transfer, verb }) };
};

const countsOf = async ({ world, verb }: Cell): Promise<{ calls: number; effects: number }> =>
  (await world.portal<Record<string, { calls: number; effects: number }>>('/counts'))[ROUTE[verb].name] ?? { calls: 0, effects: 0 };

const fault = async ({ world, verb }: Cell, kind: 'hang' | 'drop-after'): Promise<unknown> =>
  world.portal('/faults', { match: { method: ROUTE[verb].method, pathIncludes: ROUTE[verb].path }, kind });

/** Presses and has the process die at the point; a press into a dying process has no answer, and that is what it is about. */
const die = async (cell: Cell, order: Order): Promise<void> => {
  const { world, point } = cell;
  world.botProcess.arm();
  const { calls } = await countsOf(cell);
  if (point === 'on-its-way') await fault(cell, 'hang');
  if (point === 'request-sent') await fault(cell, 'drop-after');
  const pressed = press(cell, order);
  if (point === 'on-its-way') {
    await until('the request has left', async () => (await countsOf(cell)).calls > calls);
    await world.botProcess.kill();
  }
  const gone = await Promise.race([world.botProcess.gone(), sleep(30_000, 'still alive', { ref: false })]);
  equal(gone, 'SIGKILL', `the process dies at ${point}: ${world.botProcess.said}`);
  await pressed;
  await world.portal('/faults/clear', {});
  // Nothing may depend on its memory: only what is read tells whether the request took effect.
  world.forgetRequests();
};

const run = async (cell: Cell, lane: Lane): Promise<Omit<Result, 'repeats'> & { readonly posts: readonly number[] }> => {
  const { world, verb, point } = cell;
  const order = await prepare(cell, lane);
  await quiet(world);
  const before = await countsOf(cell);
  const known = await knownTransfers(world);
  if (point === 'none') await press(cell, order);
  else await die(cell, order);
  if (point !== 'none') await world.botProcess.start(cell.next);
  const risen = performance.now();
  if (point === 'in-transaction') {
    deepEqual(await knownTransfers(world), known, 'a transaction that did not commit leaves nothing');
    await press(cell, order);
  }
  const done = await (order.transfer === undefined ? appearing(world, known, END[verb]) : standing(world, order.transfer.transferId, END[verb]));
  await until('the order has ended', async () => (await decisionsOf(world, done)).every((decision) => decision.state === 'done'));
  const ms = Math.round(performance.now() - risen);
  await quiet(world);
  deepEqual((await decisionsOf(world, done)).map((decision) => decision.verb), verb === 'create' ? ['create'] : ['create', verb]);
  const posts = await Promise.all(PEOPLE.map(async (name) => (await told(world, name, done)).length));
  const counts = await countsOf(cell);
  if (point !== 'none') await pressAgain(cell, order, done);
  if (verb === 'create') await takeBack(world, done);
  if (verb === 'accept') await untilChecked(world, done);
  return { verb, point, effects: counts.effects - before.effects, writes: counts.calls - before.calls, ms, posts };
};

/** Each side sees the end at least once, last of all, and nothing that contradicts it. */
const told = async (world: World, name: string, transfer: Transfer): Promise<TransferPhase[]> => {
  const shown = await phasesIn(world, name, transfer);
  ok(shown.includes(transfer.phase), `${name} is shown that it is ${transfer.phase}, not only ${shown.join()}`);
  equal(shown.at(-1), transfer.phase, `${name}'s living card`);
  deepEqual(shown.filter((phase) => CONTRARY.includes(phase) && phase !== transfer.phase), [], `${name} is told of one end only`);
  return shown;
};

/** Whoever saw the press fail presses the same button once more: nothing is done twice. */
const pressAgain = async (cell: Cell, order: Order, done: Transfer): Promise<void> => {
  const { world } = cell;
  const { effects } = await countsOf(cell);
  const before = await knownTransfers(world);
  await press(cell, order);
  await quiet(world);
  deepEqual(await knownTransfers(world), before, 'the second press orders nothing');
  equal((await decisionsOf(world, done)).length, cell.verb === 'create' ? 1 : 2, 'the second press decides nothing');
  equal((await countsOf(cell)).effects, effects, 'the second press has no effect');
};

/** Late news of one walk must not be what the next one dies of. */
const untilChecked = async (world: World, { transferId }: Transfer): Promise<void> => {
  await until('the partner’s side was looked at', async () => (await world.transfers()).find((transfer) => transfer.transferId === transferId)?.sourceVerifiedAt !== undefined);
  await quiet(world);
};

/** By hand in the portal, so that the next walk finds the line free again. */
const takeBack = async (world: World, { transferId, partnerCenterId }: Transfer): Promise<void> => {
  await world.portal(`/portal/transfers/${String(partnerCenterId)}`, { verb: 'withdraw' });
  await standing(world, transferId, 'withdrawn');
  await quiet(world);
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

describe('kill -9 at every step of an order', function () {
  this.timeout(360_000);
  const results: Result[] = [];

  const walk = async (verb: TransferVerb): Promise<void> => {
    const world = await startWorld({ bot: 'process', completionDelayMs: 500 });
    try {
      const lanes = await lanesOf(world);
      let usual: readonly number[] = [];
      for (const [index, point] of POINTS.entries()) {
        const cell = { world, verb, point, next: POINTS[index + 1] };
        const lane = lanes[verb === 'accept' ? index % lanes.length : 0];
        if (lane === undefined) throw new Error('The story has nothing that may move.');
        const { posts, ...result } = await run(cell, lane).catch((error: unknown) => {
          throw new Error(`${verb} at ${point}: ${String(error)}\n${world.botProcess.said.slice(-1500)}`, { cause: error });
        });
        if (point === 'none') {
          usual = posts;
          await world.botProcess.kill();
          await world.botProcess.start(cell.next);
        }
        results.push({ ...result, repeats: posts.map((count, person) => count - (usual[person] ?? 0)) });
      }
    } finally {
      await world.close();
    }
  };

  before(async () => {
    const walks = await Promise.allSettled((Object.keys(END) as TransferVerb[]).map(walk));
    const faults = walks.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    if (faults.length > 0) throw new Error(faults.join('\n\n'));
  });

  after(() => {
    const times = results.filter(({ point }) => point !== 'none').map(({ ms }) => ms);
    const lines = results.map(({ verb, point, effects, writes, ms, repeats }) => `      ${verb.padEnd(9)}${point.padEnd(17)}effects ${effects}  writes ${writes}  repeats ${repeats.join('/')}  ${ms} ms`);
    process.stdout.write(`${lines.join('\n')}\n      from the new start to the end: median ${median(times)} ms, max ${Math.max(...times)} ms, ${times.length} kills\n`);
  });

  it('was tried with four verbs at every point', () => equal(results.length, 4 * POINTS.length));
  it('takes effect exactly once at Partner Center (I1)', () => deepEqual(results.filter(({ effects }) => effects !== 1), []));
  it('reads before it writes: sent again only where the first request never took effect (I1, F16, F17)', () =>
    deepEqual(results.filter(({ point, writes }) => writes !== (point === 'on-its-way' ? 2 : 1)), []));
  it('goes on by itself within 30 s (I10)', () => deepEqual(results.filter(({ ms }) => ms > 30_000), []));
  it('repeats at most one message for a kill, and owes none (I6)', () =>
    deepEqual(results.filter(({ repeats }) => repeats.some((count) => count < 0) || repeats.reduce((sum, count) => sum + count, 0) > 1), []));
});
