import { sql } from 'kysely';
import type { Transfer, TransferPhase } from '../../journey/records.ts';
import type { Database } from '../../ledger/database.ts';
import { appendFacts } from '../../ledger/facts.ts';
import { insertTransfer } from '../../ledger/transfers.ts';
import { CUSTOMER_UNTIL, consented, routed } from '../helpers/customer-facts.ts';
import { AT, aSignature, aTransfer, anOutcome } from '../helpers/builders.ts';
import { sendTransfer } from '../helpers/moves.ts';
import { until } from '../helpers/until.ts';
import { startWorld } from '../helpers/world.ts';

/** Tables whose rows an upgrade has to carry over. Sealed tokens stay out: no token belongs into a file. */
const TABLES = ['person', 'conversation', 'transfer', 'open_line', 'decision', 'outbox', 'card', 'fact', 'audit'] as const;

export type Rows = Readonly<Record<string, readonly object[]>>;
export type KeptLedger = { readonly migrations: readonly string[]; readonly rows: Rows };

const PHASES: readonly TransferPhase[] = [
  'creating', 'not-created', 'open', 'accepting', 'rejecting', 'withdrawing', 'in-progress', 'complete', 'partly-complete', 'failed', 'rejected', 'withdrawn', 'not-known',
];

const inPhase = (phase: TransferPhase, index: number): Transfer => {
  const decided = phase === 'accepting' || phase === 'in-progress' || phase.endsWith('complete') ? { ...aSignature('provider'), verb: 'accept' as const } : undefined;
  const outcomes = phase.endsWith('complete') || phase === 'failed' ? [anOutcome(phase === 'failed' ? 'failed' : 'complete')] : [];
  return aTransfer({ transferId: `8c2f0000-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`, phase, decided, outcomes });
};

const rowsOf = async (db: Database): Promise<Rows> => {
  const read = async (table: string): Promise<[string, object[]]> => {
    const { rows } = await sql<{ row: object }>`select to_jsonb(t) as row from ${sql.table(table)} t order by 1`.execute(db.kysely);
    return [table, rows.map(({ row }) => row)];
  };
  return Object.fromEntries(await Promise.all(TABLES.map(read)));
};

/** Plays a little in a real rehearsal (one open request, one rejected), adds a transfer of every phase and the facts of a long way, and reads all rows. */
export const playedLedger = async (): Promise<KeptLedger> => {
  const world = await startWorld();
  try {
    const approval = await sendTransfer(world.room);
    await world.room.press('Sofia', approval, 'reject', { inputs: { reason: 'wrong-quantity', comment: 'Forty, not forty-two' } });
    await until('rejected', async () => (await world.transfers())[0]?.phase === 'rejected');
    await sendTransfer(world.room);
    await world.db.kysely.transaction().execute(async (trx) => {
      for (const [index, phase] of PHASES.entries()) await insertTransfer(trx, inPhase(phase, index), new Date(AT));
      await appendFacts(trx, [...CUSTOMER_UNTIL.extend(), routed(), consented()].map((fact, index) => ({ ...fact, factId: `fact-${index}` })));
    });
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(world.db.kysely);
    return { migrations: rows.map(({ name }) => name), rows: await rowsOf(world.db) };
  } finally {
    await world.close();
  }
};

/** Writes kept rows back into a database that stands at the migrations they were kept with. */
export const restore = async (db: Database, rows: Rows): Promise<void> => {
  for (const table of TABLES) {
    const known = rows[table] ?? [];
    const columns = Object.keys(known[0] ?? {});
    if (columns.length === 0) continue;
    const names = sql.join(columns.map((column) => sql.ref(column)));
    await sql`insert into ${sql.table(table)} (${names}) overriding system value select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(known)}::jsonb)`.execute(db.kysely);
  }
};
