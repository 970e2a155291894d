/** An organisation's own application, without a person: enough for some reads (API topic 2.1), never for a write. */
export type AppAccess = { readonly kind: 'app'; readonly tenantId: string };

/** A named person of an organisation, by their own delegated token (API topic 2.2). Every write needs this one (invariant I4). */
export type PersonAccess = { readonly kind: 'person'; readonly tenantId: string; readonly personId: string };

/** In whose name a call to Partner Center is made. Ids are lower-case GUIDs. */
export type Access = AppAccess | PersonAccess;

/** A bearer token for that access; `fresh` asks for one that was issued now. Throws TokenError. */
export type TokenSource = (access: Access, options?: { fresh?: boolean }) => Promise<string>;

/** Real time: tokens and Retry-After are measured with it, never with the business clock of a rehearsal. */
export type Clock = { now(): Date };
