import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Fact, Facts } from '../journey/facts.ts';
import { createFacts } from '../journey/facts.ts';
import type { Trx } from './database.ts';
import type { FactRow } from './schema.ts';
import type { Db } from './transfers.ts';

/** Adds facts; there is no way to change or remove one (R205). */
export const appendFacts = async (trx: Trx, facts: readonly Fact[]): Promise<void> => {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({
    fact_id: fact.factId,
    tenant_id: fact.tenantId,
    subject: fact.subject,
    kind: fact.kind,
    value: JSON.stringify(fact.value),
    proof: fact.proof,
    by_person: fact.by === undefined ? null : JSON.stringify(fact.by),
    at: fact.at,
    evidence: fact.evidence,
  }));
  await trx.insertInto('fact').values(rows).execute();
};

/** Steps of one organisation are taken one at a time, so that two people cannot both pass a gate that only one may pass. */
export const lockFacts = async (trx: Trx, tenantId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`facts/${tenantId}`}, 0))`.execute(trx);
};

const toFact = (row: Selectable<FactRow>): Fact =>
  ({
    factId: row.fact_id,
    tenantId: row.tenant_id,
    subject: row.subject,
    kind: row.kind,
    value: row.value,
    proof: row.proof,
    by: row.by_person ?? undefined,
    at: row.at.toISOString(),
    evidence: row.evidence,
  }) as Fact;

/** Everything known of one organisation's move (invariant I5: asked by tenant only). */
export const factsOf = async (db: Db, tenantId: string): Promise<Facts> => {
  const rows = await db.selectFrom('fact').selectAll().where('tenant_id', '=', tenantId).orderBy('sequence').execute();
  return createFacts(rows.map(toFact));
};

/** Organisations that have begun their move: the watcher looks for their deadlines. */
export const tenantsWithFacts = async (db: Db): Promise<string[]> => {
  const rows = await db.selectFrom('fact').select('tenant_id').distinct().execute();
  return rows.map((row) => row.tenant_id);
};

/** Organisations that have asked something of this provider at some time; what of it still stands is for the rules to say. */
export const tenantsAsking = async (db: Db, providerId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('fact')
    .select('tenant_id')
    .distinct()
    .where('kind', 'in', ['agreement-asked', 'tenant-asked'])
    .where(sql<boolean>`value->>'providerId' = ${providerId}`)
    .where('tenant_id', '!=', providerId)
    .execute();
  return rows.map((row) => row.tenant_id);
};
