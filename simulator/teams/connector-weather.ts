import type { Handler, Reply } from '../http.ts';
import { connectorError } from './connector-errors.ts';
import type { ConnectorFault, ConnectorRoute, TeamsFaults } from './faults.ts';

const SAID = {
  403: ['MessageWritesBlocked', 'Message writes blocked.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'The operation was changed by another one at the same time.'],
  413: ['MessageSizeTooBig', 'Message size too large.'],
  429: ['Throttled', 'Too many requests.'],
  500: ['ServiceError', 'An unexpected error has occurred.'],
  502: ['BadGateway', 'The service behind the connector did not answer.'],
  503: ['ServiceUnavailable', 'The service is not available.'],
} as const;

/** Puts the trainer's faults before, or after, a call of the connector. */
export const weathered = (faults: TeamsFaults, route: ConnectorRoute, handler: Handler): Handler => async (ask) => {
  const fault = faults.takeConnector(route);
  if (fault === undefined) return handler(ask);
  if (fault.executed) await handler(ask);
  if (fault.status === 'hang') return new Promise<Reply>(() => undefined);
  return struck(fault.status, fault.retryAfter);
};

const struck = (status: Exclude<ConnectorFault['status'], 'hang'>, retryAfter: number | null): never => {
  const [code, message] = SAID[status];
  const waits = (status === 429 || status === 503) && retryAfter !== null;
  throw connectorError(status, code, message, waits ? { 'retry-after': String(retryAfter) } : {});
};
