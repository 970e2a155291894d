/** The program may not start like this. The message is one sentence for the operator that names the thing and says what to do. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}

/** Somebody else wrote the row in between: read again, then decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** Another turn of the same conversation held on for too long; the person is asked to try again. */
export class TurnBusy extends Error {
  override readonly name = 'TurnBusy';
}

/** Where faults go that nobody awaits: broken idle connections, rows that do not open, jobs that throw. Never contains texts of people. */
export type OnFault = (fault: Error) => void;

/** Whatever was thrown, as an Error. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
