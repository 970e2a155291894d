import type { WireOrder } from '../../partnercenter/wire.ts';

/** What a new-commerce transfer has beyond a legacy one (§10.1); its lines come with the source's accept. */
export type NewCommercePart = {
  readonly transferType: 3 | 5;
  readonly customerEmailId: string;
  readonly sourcePartnerName: string;
  readonly sourcePartnerEmailId?: string;
  readonly targetPartnerEmailId?: string;
  /** Left out: all types. */
  readonly productTypes?: readonly string[];
  /** MPN id stamped on what moves; empty for a target that sells directly. */
  readonly partnerOnRecord: string;
  readonly expiresAt: string;
  /** Set at accept; until then reads still say Pending. */
  readonly startsAt?: string;
  readonly completedAt?: string;
};

/** An order that somebody placed; orders older than the story follow from the subscriptions that name them. */
export type OrderRecord = {
  readonly owner: string;
  readonly customerId: string;
  /** New orders show after a while only (§8.4). */
  readonly visibleAt: string;
  readonly wire: WireOrder;
};
