import type { Insertable, Selectable } from 'kysely';
import type { RejectReason, Signature, TransferVerb } from '../journey/records.ts';
import type { Trx } from './database.ts';
import type { DecisionRow } from './schema.ts';
import { StaleRecord } from './transfers.ts';
import type { Db } from './transfers.ts';

export type Decision = Selectable<DecisionRow>;

export type NewDecision = {
  readonly decisionId: string;
  readonly transferId: string;
  readonly revision: number;
  readonly verb: TransferVerb;
  readonly by: Signature;
  readonly rejection?: { readonly reason: RejectReason; readonly comment: string };
  readonly requestId: string;
  readonly correlationId: string;
  readonly now: Date;
  /** `done`: recording it was all there is to do. */
  readonly state?: 'recorded' | 'done';
};

const toRow = (decision: NewDecision): Insertable<DecisionRow> => ({
  decision_id: decision.decisionId,
  transfer_id: decision.transferId,
  revision: decision.revision,
  verb: decision.verb,
  tenant_id: decision.by.tenantId,
  person_id: decision.by.personId,
  person_name: decision.by.name,
  role: decision.by.role,
  reason: decision.rejection?.reason ?? null,
  comment: decision.rejection?.comment ?? null,
  request_id: decision.requestId,
  correlation_id: decision.correlationId,
  state: decision.state ?? 'recorded',
  attempts: 0,
  // The job that is enqueued beside it comes first; the sweep is the net below.
  next_at: new Date(decision.now.getTime() + 15_000),
  last_answer: null,
  decided_at: decision.now,
  version: 1,
});

/** Claims (transfer, revision). False: somebody decided before (invariant I1). */
export const claimDecision = async (trx: Trx, decision: NewDecision): Promise<boolean> => {
  const result = await trx
    .insertInto('decision')
    .values(toRow(decision))
    .onConflict((conflict) => conflict.columns(['transfer_id', 'revision']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
};

export const findDecision = async (db: Db, decisionId: string): Promise<Decision | undefined> =>
  db.selectFrom('decision').selectAll().where('decision_id', '=', decisionId).executeTakeFirst();

export type DecisionChange = {
  readonly state?: Decision['state'];
  readonly attempts?: number;
  readonly nextAt?: Date;
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
      next_at: change.nextAt ?? before.next_at,
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

/** Decisions that have not come to an end and whose time has come: the sweep sends a job for each, whatever became of its own. */
export const unfinishedDecisions = async (db: Db, now: Date): Promise<string[]> => {
  const rows = await db
    .selectFrom('decision')
    .select('decision_id')
    .where('state', 'in', ['recorded', 'sent'])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(200)
    .execute();
  return rows.map((row) => row.decision_id);
};

/** Decisions that wait for this person to sign in again. */
export const parkedDecisions = async (db: Db, tenantId: string, personId: string): Promise<Decision[]> =>
  db
    .selectFrom('decision')
    .selectAll()
    .where('state', '=', 'parked')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
