/** What the twin offers at `GET /webhooks/v1/registration/events` (§11.3); the real list must be discovered at run time (§16 (9)). */
export const EVENT_NAMES = [
  'test-created',
  'subscription-updated',
  'reseller-relationship-accepted-by-customer',
  'indirect-reseller-relationship-accepted-by-customer',
  'create-transfer', 'update-transfer', 'complete-transfer', 'fail-transfer', 'expire-transfer',
  'dap-admin-relationship-approved', 'dap-admin-relationship-terminated', 'dap-admin-relationship-terminated-by-microsoft',
  'granular-admin-relationship-created', 'granular-admin-relationship-approved', 'granular-admin-relationship-activated',
  'granular-admin-relationship-expired', 'granular-admin-relationship-terminated',
  'granular-admin-access-assignment-created', 'granular-admin-access-assignment-activated',
  'granular-admin-access-assignment-updated', 'granular-admin-access-assignment-deleted',
  'invoice-ready', 'usagerecords-thresholdExceeded',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

export const isEventName = (text: unknown): text is EventName => EVENT_NAMES.some((name) => name === text);
