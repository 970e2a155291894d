import type { LedgerDb, Trx } from '../ledger/database.ts';
import type { PartnerCenter } from '../partnercenter/partner-center.ts';

/** Points between two steps of an order at which a test may end the process (F01-F14); inert unless a rehearsal asks for one. */
export type CrashPoint =
  | 'in-transaction'
  | 'committed'
  | 'job-taken'
  /** The request has left and no answer came: what it did is unknown. */
  | 'request-sent'
  | 'answer-received'
  | 'answer-stored'
  | 'read-back'
  /** Teams has taken the message; nothing of ours knows it yet. */
  | 'notice-sent'
  | 'notice-ticked';

export const QUEUES = { carryOut: 'carry-out', deliver: 'deliver', observe: 'observe', readBack: 'read-back' } as const;

/** Equal keys waiting in one queue are one job, so every job names its own. */
export type SendJob = (trx: Trx, queue: string, data: object, options: { singletonKey: string }) => Promise<boolean>;

/** What every command needs from outside, handed in so that tests can move time and cut wires. */
export type CommandDeps = {
  readonly db: LedgerDb;
  readonly send: SendJob;
  readonly partnerCenter: PartnerCenter;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Own PartnerID (MPN location id) and name of each allowed organisation. */
  readonly organisation: (tenantId: string) => Organisation | undefined;
  readonly crashPoint: (at: CrashPoint) => void;
};

export type Organisation = { readonly tenantId: string; readonly side: 'partner' | 'provider'; readonly mpnId: string; readonly name: string };
