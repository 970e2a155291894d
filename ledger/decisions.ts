import type { Insertable, Selectable } from 'kysely';
import type { Trx } from './database.ts';
import type { DecisionRow } from './schema.ts';
import { StaleRecord } from './transfers.ts';
import type { Db } from './transfers.ts';

export type Decision = Selectable<DecisionRow>;

/** Claims (transfer, revision). False: somebody decided before (invariant I1). */
export const claimDecision = async (trx: Trx, decision: Insertable<DecisionRow>): Promise<boolean> => {
  const result = await trx
    .insertInto('decision')
    .values(decision)
    .onConflict((conflict) => conflict.columns(['transfer_id', 'revision']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const findDecision = async (db: Db, decisionId: string): Promise<Decision | undefined> =>
  db.selectFrom('decision').selectAll().where('decision_id', '=', decisionId).executeTakeFirst();

export type DecisionChange = {
  readonly state?: Decision['state'];
  readonly attempts?: number;
  readonly requestId?: string;
  /** JSON value, kept for the operator and for the next attempt. */
  readonly lastAnswer?: unknown;
};

/** Changes a decision where it still has the version that was read; throws StaleRecord otherwise. */
export const changeDecision = async (db: Db, before: Decision, change: DecisionChange): Promise<Decision> => {
  const version = before.version + 1;
  const row = await db
    .updateTable('decision')
    .set({
      state: change.state ?? before.state,
      attempts: change.attempts ?? before.attempts,
      request_id: change.requestId ?? before.request_id,
      last_answer: JSON.stringify(change.lastAnswer ?? before.last_answer),
      version,
    })
    .where('decision_id', '=', before.decision_id)
    .where('version', '=', before.version)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new StaleRecord(`Decision ${before.decision_id}`);
  return row;
};

/** Decisions that have not come to an end, oldest first: the sweep sends a job for each, whatever became of its own. */
export const unfinishedDecisions = async (db: Db, before: Date): Promise<Decision[]> =>
  db
    .selectFrom('decision')
    .selectAll()
    .where('state', 'in', ['recorded', 'sent'])
    .where('decided_at', '<', before)
    .orderBy('decided_at')
    .limit(200)
    .execute();

/** Decisions that wait for this person to sign in again. */
export const parkedDecisions = async (db: Db, tenantId: string, personId: string): Promise<Decision[]> =>
  db
    .selectFrom('decision')
    .selectAll()
    .where('state', '=', 'parked')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
