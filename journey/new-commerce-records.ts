/** `legacy`: the source creates the request, the target accepts. `new-commerce`: the target creates it, the source accepts (R125, R131 today). */
export type TransferModel = 'legacy' | 'new-commerce';

/**
 * Phases that only a new-commerce request has. `asked` and `declined` are known to us alone; `offering`, `taking` and `cancelling` are decided
 * and not yet seen at Partner Center; the others were read back (API topic 10.5).
 */
export type NewCommercePhase = 'asked' | 'offering' | 'offered' | 'taking' | 'declined' | 'cancelling' | 'cancelled' | 'expired';

/** The provider offers, the partner takes or declines, the provider cancels: new commerce only. */
export type NewCommerceVerb = 'offer' | 'take' | 'decline' | 'cancel';
