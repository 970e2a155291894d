import { advanceTransfer, isSettled } from '../journey/advance-transfer.ts';
import { nextLook } from '../journey/due.ts';
import type { TransferEvent } from '../journey/events.ts';
import type { Notice } from '../journey/notices.ts';
import { concerns, noticesFor } from '../journey/notices.ts';
import type { Person, Role, Transfer } from '../journey/records.ts';
import { appendAudit } from '../ledger/audit.ts';
import { cardsOf } from '../ledger/cards.ts';
import type { Trx } from '../ledger/database.ts';
import { owe } from '../ledger/outbox.ts';
import type { Owed } from '../ledger/outbox.ts';
import { reachablePeople } from '../ledger/people.ts';
import { postponeLook, releaseLines, storeTransfer } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';
import { noteTransfer } from './transfer-facts.ts';

/** In whose name a step is written into the audit log. */
export type Actor = { readonly tenantId: string; readonly personId: string; readonly role: Role | 'watcher' | 'worker' };

/** `also`: what somebody is owed besides what the change of state itself makes known. */
export type Step = { readonly event: TransferEvent; readonly actor: Actor; readonly requestId?: string; readonly also?: readonly Owed[] };

/**
 * One step of a transfer, in the caller's transaction: the record moves on, the audit line is written, and everybody who is
 * owed a word or a fresher card gets a row in the outbox and a job that delivers it (architecture idea 4).
 */
export const recordStep = async (deps: CommandDeps, trx: Trx, before: Transfer, step: Step): Promise<Transfer> => {
  const now = deps.now();
  const after = advanceTransfer(before, step.event, now.toISOString());
  if (after === before) {
    await postponeLook(trx, before.transferId, nextLook(before, now));
    return before;
  }
  const stored = await storeTransfer(trx, before, after, nextLook(after, now));
  await noteTransfer(deps, trx, { before, after: stored });
  if (isSettled(stored.phase)) await releaseLines(trx, stored.transferId);
  await tell(deps, trx, { before, after: stored, also: step.also ?? [] });
  await appendAudit(trx, {
    at: now.toISOString(),
    actor: step.actor,
    event: step.event.kind,
    subject: stored.transferId,
    requestId: step.requestId,
    before: summary(before),
    after: summary(stored),
  });
  return stored;
};

/** Wakes the delivery to one person; equal waiting jobs are one. */
const wakeDelivery = async (deps: Pick<CommandDeps, 'send'>, trx: Trx, person: { tenantId: string; personId: string }): Promise<void> => {
  await deps.send(trx, QUEUES.deliver, person, { singletonKey: `${person.tenantId}/${person.personId}` });
};

/** Owes notices for what changed, and a fresh look to every card that is out there. */
export const tell = async (deps: CommandDeps, trx: Trx, { before, after, also }: { before: Transfer | undefined; after: Transfer; also: readonly Owed[] }): Promise<void> => {
  const notices = noticesFor(before, after);
  const owed: Owed[] = [...also];
  for (const card of await cardsOf(trx, after.transferId)) {
    owed.push({
      dedupe: `update:${card.handle}:${after.version}`,
      tenantId: card.tenant_id,
      personId: card.person_id,
      kind: 'update',
      transferId: after.transferId,
      handle: card.handle,
    });
  }
  for (const notice of notices) owed.push(...(await owedFor(trx, notice, after)));
  await oweAndWake(deps, trx, owed);
};

/** Always in the same order: two transactions that wake the same people in turn would wait for each other for ever. */
export const oweAndWake = async (deps: Pick<CommandDeps, 'send' | 'now'>, trx: Trx, owed: readonly Owed[]): Promise<void> => {
  const people = await owe(trx, owed, deps.now());
  const inOrder = people.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  for (const person of inOrder) await wakeDelivery(deps, trx, person);
};

const owedFor = async (trx: Trx, notice: Notice, transfer: Transfer): Promise<Owed[]> => {
  const tenantId = notice.side === 'partner' ? transfer.source.tenantId : transfer.target.tenantId;
  const people = audience(notice, await reachablePeople(trx, tenantId), transfer);
  return people.map((person) => ({
    dedupe: `${notice.kind}:${transfer.transferId}:${notice.fact}:${person.personId}`,
    tenantId,
    personId: person.personId,
    kind: notice.kind,
    transferId: transfer.transferId,
  }));
};

/** The person involved, or everybody who can act where nobody is involved yet or the one who was has left. */
const audience = (notice: Notice, people: readonly Person[], transfer: Transfer): readonly Person[] => {
  const agents = people.filter(concerns);
  if (notice.to === 'deciders') return agents;
  const admins = agents.filter((person) => person.roles.includes('admin-agent'));
  if (notice.to === 'admin-agents') return admins.length > 0 ? admins : agents;
  const involved = notice.side === 'partner' ? transfer.requested.personId : (transfer.offered ?? transfer.decided)?.personId;
  const one = people.filter((person) => person.personId === involved);
  return one.length > 0 ? one : agents;
};

/** What the audit log says of a transfer: its state, not its customers' names. */
export const summary = (transfer: Transfer) => ({
  phase: transfer.phase,
  revision: transfer.revision,
  version: transfer.version,
  partnerCenterId: transfer.partnerCenterId ?? null,
  lines: transfer.lines.map((line) => ({ id: line.subscriptionId, quantity: line.quantity })),
  outcomes: transfer.outcomes.map((outcome) => ({ id: outcome.subscriptionId, state: outcome.state })),
  decided: transfer.decided === undefined ? null : { verb: transfer.decided.verb, by: transfer.decided.personId, elsewhere: transfer.decided.elsewhere ?? false },
  trouble: transfer.trouble === undefined ? null : { kind: transfer.trouble.kind, code: transfer.trouble.code ?? null, correlationId: transfer.trouble.correlationId },
  landed: transfer.landed?.personId ?? null,
  sourceVerifiedAt: transfer.sourceVerifiedAt ?? null,
});
