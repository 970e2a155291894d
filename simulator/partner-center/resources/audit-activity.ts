import { ok, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';

/** Where the `AuditUri` of a webhook event leads (§1, §11.2): one record, seen by the partners that it concerns. */
export const auditActivity: readonly Resource[] = [
  {
    method: 'get', path: '/auditactivity/v1/auditrecords/:recordId', modes: 'A/U',
    handle: ({ ask, state, caller }) => {
      const entry = state.audit.get(ask.params['recordId'] ?? '');
      if (entry?.seen.includes(caller.tenantId) !== true) throw new ApiError('notFound', 'There is no such audit record.');
      return ok(entry.record);
    },
  },
];
