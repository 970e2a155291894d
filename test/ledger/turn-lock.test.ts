import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { TurnBusy } from '../../ledger/faults.ts';
import { withClient } from '../../ledger/embedded-server.ts';
import { createTurnLock } from '../../ledger/turn-lock.ts';
import type { TurnLock, TurnLockOptions } from '../../ledger/turn-lock.ts';
import { freshDatabase, withName } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

describe('turns of a conversation', () => {
  let fresh: FreshDatabase;
  let locks: TurnLock[];

  const replica = (options: Partial<TurnLockOptions> = {}): TurnLock => {
    const lock = createTurnLock({ url: fresh.url, ...options });
    locks.push(lock);
    return lock;
  };

  /** A conversation state that is read, and written a moment later, as BotState does it: last writer wins. */
  const counter = () => {
    const state = { count: 0, inside: 0, most: 0 };
    const turn = async (): Promise<void> => {
      state.inside += 1;
      state.most = Math.max(state.most, state.inside);
      const read = state.count;
      await pause(5);
      state.count = read + 1;
      state.inside -= 1;
    };
    return { state, turn };
  };

  const advisoryLocks = async (): Promise<number> =>
    withClient(fresh.url, async (client) => {
      const { rowCount } = await client.query("select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");
      return rowCount ?? -1;
    });

  beforeEach(async () => {
    fresh = await freshDatabase();
    locks = [];
  });

  afterEach(async () => {
    await Promise.all(locks.map(async (lock) => lock.close()));
    await fresh.drop();
  });

  it('go one at a time: 50 at once leave 50, and no lock behind', async () => {
    const { state, turn } = counter();
    const lock = replica();
    await Promise.all(Array.from({ length: 50 }, async () => lock.withTurn('talk', turn)));
    assert.deepEqual([state.count, state.most], [50, 1]);
    assert.equal(await advisoryLocks(), 0);
  });

  it('go one at a time across two replicas', async () => {
    const { state, turn } = counter();
    const pair = [replica(), replica()];
    await Promise.all(Array.from({ length: 50 }, async (_, at) => pair[at % 2]?.withTurn('talk', turn)));
    assert.deepEqual([state.count, state.most], [50, 1]);
  });

  it('go in the order in which they came', async () => {
    const order: number[] = [];
    const lock = replica();
    await Promise.all([3, 1, 2].map(async (wait, at) => lock.withTurn('talk', async () => pause(wait * 10).then(() => order.push(at)))));
    assert.deepEqual(order, [0, 1, 2]);
  });

  it('of other conversations go at the same time', async () => {
    const lock = replica();
    const met = Promise.withResolvers<void>();
    await Promise.all([lock.withTurn('one', async () => met.promise), lock.withTurn('two', async () => met.resolve())]);
  });

  it('hand on the result and the error, and the next one runs', async () => {
    const lock = replica();
    assert.equal(await lock.withTurn('talk', async () => 'said'), 'said');
    await assert.rejects(
      lock.withTurn('talk', async () => {
        throw new Error('stumbled');
      }),
      /stumbled/,
    );
    assert.equal(await lock.withTurn('talk', async () => 'again'), 'again');
    assert.equal(await advisoryLocks(), 0);
  });

  it('are told to come back when the turn before takes too long, here and in another replica; nobody jumps the line', async () => {
    const [here, there] = [replica({ wait: 150 }), replica({ wait: 150 })];
    const done = Promise.withResolvers<void>();
    const holding = here.withTurn('talk', async () => done.promise);
    await pause(50);
    const never = async (): Promise<never> => assert.fail('this turn must not run');
    await Promise.all([assert.rejects(here.withTurn('talk', never), TurnBusy), assert.rejects(there.withTurn('talk', never), TurnBusy)]);
    const later = here.withTurn('talk', async () => 'in order');
    done.resolve();
    await holding;
    assert.equal(await later, 'in order');
  });

  it('are told to come back when all places for turns are taken', async () => {
    const lock = replica({ wait: 100, atOnce: 1 });
    const done = Promise.withResolvers<void>();
    const holding = lock.withTurn('one', async () => done.promise);
    await assert.rejects(
      lock.withTurn('two', async () => undefined),
      TurnBusy,
    );
    done.resolve();
    await holding;
  });

  it('survive the end of the connection that held the lock', async () => {
    const lock = replica();
    const ended = lock.withTurn('talk', async () => {
      const name = new URL(fresh.url).pathname.slice(1);
      await withClient(withName(fresh.url, 'postgres'), async (client) => client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]));
      await pause(50);
      return 'kept';
    });
    assert.equal(await ended, 'kept');
    assert.equal(await lock.withTurn('talk', async () => 'next'), 'next');
  });
});
