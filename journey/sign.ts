import type { Person, Role, Signature } from './records.ts';

/** A person's name under what they did, in the role that allowed it. */
export const signedBy = ({ tenantId, personId, name }: Person, role: Role, now: Date): Signature => ({ tenantId, personId, name, at: now.toISOString(), role });
