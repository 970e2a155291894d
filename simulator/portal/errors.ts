/** A refusal of the portal: an HTTP status and one sentence. */
export class PortalError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
