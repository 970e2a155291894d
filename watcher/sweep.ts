import type { CommandDeps } from '../commands/deps.ts';
import { QUEUES } from '../commands/deps.ts';
import { unfinishedDecisions } from '../ledger/decisions.ts';
import { peopleWaiting } from '../ledger/outbox.ts';
import { tenantsWithFacts } from '../ledger/facts.ts';
import { claimDue, tenantsWaiting } from '../ledger/transfers.ts';

const MOST_AT_ONCE = 50;

/**
 * Finds what is due and sends one small job for each: orders without an end, people who are owed a message, transfers to look at
 * again. It does nothing itself, so it may run as often as wanted and in as many replicas as there are.
 */
export const sweep = async (deps: Pick<CommandDeps, 'db' | 'send' | 'now'>): Promise<number> => {
  const now = deps.now();
  const orders = await unfinishedDecisions(deps.db, now);
  const people = await peopleWaiting(deps.db, now);
  const transfers = await claimDue(deps.db, now, MOST_AT_ONCE);
  const jobs = [
    ...orders.map((decisionId) => ({ queue: QUEUES.carryOut, data: { decisionId }, key: decisionId })),
    ...people.map((person) => ({ queue: QUEUES.deliver, data: person, key: `${person.tenantId}/${person.personId}` })),
    ...transfers.map((transferId) => ({ queue: QUEUES.observe, data: { transferId }, key: transferId })),
  ];
  // One transaction each: who holds one key while waiting for another can wait for ever.
  for (const job of jobs) await deps.db.transaction().execute((trx) => deps.send(trx, job.queue, job.data, { singletonKey: job.key }));
  return jobs.length;
};

/** Organisations whose steps wait for something that can be read, or for a day: looked at now and then, because no event tells of an enrolment or a date. */
export const sweepSteps = async (deps: Pick<CommandDeps, 'db' | 'send'>): Promise<number> => {
  const tenants = [...new Set([...(await tenantsWithFacts(deps.db)), ...(await tenantsWaiting(deps.db))])];
  for (const tenantId of tenants) {
    await deps.db.transaction().execute((trx) => deps.send(trx, QUEUES.readBack, { tenantId }, { singletonKey: tenantId }));
  }
  return tenants.length;
};
