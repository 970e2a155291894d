import type { Side, Transfer } from './records.ts';

/** What people are told about a new-commerce transfer only. */
export type NewCommerceNoticeKind =
  /** The provider has created the request, and the partner is to accept it. */
  | 'please-take'
  | 'taken'
  | 'declined'
  | 'cancelled'
  | 'expired'
  /** The lines are no longer as they were shown. */
  | 'lines-changed';

type Kind = NewCommerceNoticeKind | 'please-decide' | 'please-confirm' | 'refused' | 'complete' | 'partly-complete' | 'rejected' | 'withdrawn' | 'failed' | 'not-known';
type Told = { readonly kind: Kind; readonly side: Side; readonly to: 'everyone-involved' | 'deciders' | 'admin-agents'; readonly fact: string };

const tell = (kind: Kind, side: Side, fact: string): Told => ({ kind, side, to: 'everyone-involved', fact });

/** Everybody on that side who can act has to; of these requests only Admin agents decide (API topic 10). */
const ask = (kind: Kind, side: Side, fact: string): Told => ({ kind, side, to: 'admin-agents', fact });

/** Whom a step of a new-commerce transfer concerns: here the partner waits for the provider first, and the provider for the partner afterwards. */
export const newCommerceNotices = (before: Transfer | undefined, after: Transfer): Told[] => {
  const fact = `${after.phase}:${after.revision}`;
  const both = (kind: Kind): Told[] => [tell(kind, 'partner', fact), tell(kind, 'provider', fact)];
  if (before?.phase === after.phase && before.revision === after.revision) return [];
  if (after.recount !== undefined && after.recount !== before?.recount) return [tell('lines-changed', 'partner', fact), tell('lines-changed', 'provider', fact)];
  switch (after.phase) {
    case 'asked':
      return after.trouble === undefined ? [ask('please-decide', 'provider', fact)] : both('refused');
    case 'offered':
      return after.trouble === undefined ? [ask('please-take', 'partner', fact)] : both('refused');
    case 'declined':
      return after.trouble === undefined ? [ask('declined', 'provider', fact)] : [tell('refused', 'provider', fact)];
    case 'in-progress':
      return [tell('taken', 'provider', fact)];
    case 'complete':
    case 'partly-complete':
      return [tell(after.phase, 'partner', fact), { ...tell('please-confirm', 'provider', fact), to: 'deciders' }];
    case 'rejected':
    case 'withdrawn':
    case 'cancelled':
    case 'expired':
    case 'failed':
    case 'not-known':
      return both(after.phase);
    default:
      return [];
  }
};
