import type { ColumnType, Generated } from 'kysely';
import type { Mode } from '../journey/reminders/choice.ts';
import type { OwedReminder } from '../journey/reminders/reminder.ts';
import type { RejectReason, Role, Side, Signature, Transfer, TransferPhase, TransferVerb } from '../journey/records.ts';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

/** A person seen in Teams, bound to tenant and object id. Roles carry the time they were read (R202). */
export type PersonRow = {
  tenant_id: string;
  person_id: string;
  name: string;
  side: Side;
  roles: Json<Role[]>;
  roles_read_at: Timestamp | null;
  locale: 'en' | 'sv';
  /** True once the person has said so; until then the language follows the Teams client. */
  locale_chosen: Generated<boolean>;
  time_zone: string;
};

/** How to reach a person in their personal chat; `dead_since` stops all sends (403, uninstall). */
export type ConversationRow = {
  tenant_id: string;
  person_id: string;
  conversation_id: string;
  service_url: string;
  /** The ids Teams knows the two ends by: `29:…` and `28:…`. */
  user_id: string;
  bot_id: string;
  welcomed_at: Timestamp | null;
  dead_since: Timestamp | null;
};

export type TransferRow = {
  transfer_id: string;
  customer_id: string;
  source_tenant_id: string;
  target_tenant_id: string;
  phase: TransferPhase;
  revision: number;
  partner_center_id: string | null;
  record: Json<Transfer>;
  /** Next time the watcher looks again at Partner Center; null when nobody waits. */
  look_at: Timestamp | null;
  version: number;
  created_at: Timestamp;
};

/** One subscription may sit in one open request of ours only (R154): the primary key says so. */
export type OpenLineRow = { subscription_id: string; source_tenant_id: string; transfer_id: string };

/** What a person decided. UNIQUE (transfer_id, revision): the first one wins (invariant I1). */
export type DecisionRow = {
  decision_id: string;
  transfer_id: string;
  revision: number;
  verb: TransferVerb;
  tenant_id: string;
  person_id: string;
  person_name: string;
  role: Role;
  reason: RejectReason | null;
  comment: string | null;
  /** MS-RequestId, stored before the first call; renewed after any answer. */
  request_id: string;
  correlation_id: string;
  /** recorded -> sent (a request has left) -> done | refused; `sent` without an answer means: read back before anything else. */
  state: 'recorded' | 'sent' | 'done' | 'refused' | 'parked';
  attempts: number;
  /** Not before this time does the sweep wake the order again; a worker that takes it pushes it away. */
  next_at: Timestamp;
  /** Raw words of the last answer or fault, for the operator. */
  last_answer: Json<unknown> | null;
  decided_at: Timestamp;
  version: number;
};

/** A message that somebody is owed. `dedupe` makes one fact one message per person. */
export type OutboxRow = {
  outbox_id: string;
  dedupe: string;
  tenant_id: string;
  person_id: string;
  kind: string;
  transfer_id: string | null;
  /** What is told, where it is more than the state of a transfer. */
  reminder: ColumnType<OwedReminder | null, string | null, never>;
  /** Held back until `next_at`: until the person's quiet hours end, or for their daily summary. */
  held: 'quiet' | 'digest' | null;
  /** Set on `update` rows: the card to bring up to date. */
  handle: string | null;
  state: 'waiting' | 'sent' | 'dropped';
  attempts: number;
  next_at: Timestamp;
  activity_id: string | null;
  last_error: string | null;
  created_at: Timestamp;
  sequence: Generated<string>;
};

/** How one person wants to be told; people without a row have chosen nothing (journey/reminders/choice.ts). */
export type ChoiceRow = {
  tenant_id: string;
  person_id: string;
  mode: Mode;
  time_zone: string;
  quiet_from: number;
  quiet_until: number;
  quiet_weekends: boolean;
  muted: Json<string[]>;
};

/** A card that is out there: a random handle stands for everything the card may do. */
export type CardRow = {
  handle: string;
  tenant_id: string;
  person_id: string;
  conversation_id: string;
  transfer_id: string;
  revision: number;
  /** Null until Teams has given the message its id. */
  activity_id: string | null;
  created_at: Timestamp;
};

/** Append-only; `hash` covers `previous` and all fields, so that a changed or missing row shows. */
export type AuditRow = {
  sequence: Generated<string>;
  at: string;
  actor_tenant_id: string;
  actor_person_id: string;
  actor_role: string;
  event: string;
  subject: string;
  request_id: string | null;
  before: string;
  after: string;
  previous: string;
  hash: string;
};

/** One fact of a partner's move (journey/facts.ts); rows are never changed. */
export type FactRow = {
  fact_id: string;
  tenant_id: string;
  subject: string;
  kind: string;
  value: Json<unknown>;
  proof: 'verified' | 'attested';
  by_person: ColumnType<Signature | null, string | null, never>;
  at: Timestamp;
  evidence: string;
  sequence: Generated<string>;
};

export type SealedTokenRow = { tenant_id: string; person_id: string; sealed: Buffer; version: number; updated_at: Timestamp };

export type MemoryRow = { key: string; value: string; expires_at: Timestamp | null };

export type SeenActivityRow = { activity_key: string; seen_at: Timestamp };

/** An event of Partner Center's that was taken; `hint_key` is a hash of what it said. */
export type HintRow = { hint_key: string; tenant_id: string; event: string; taken_at: Timestamp };

export type SwitchRow = { name: string; on: boolean };

export type Schema = {
  person: PersonRow;
  conversation: ConversationRow;
  transfer: TransferRow;
  open_line: OpenLineRow;
  decision: DecisionRow;
  outbox: OutboxRow;
  choice: ChoiceRow;
  card: CardRow;
  fact: FactRow;
  audit: AuditRow;
  sealed_token: SealedTokenRow;
  memory: MemoryRow;
  seen_activity: SeenActivityRow;
  hint: HintRow;
  switch: SwitchRow;
};
