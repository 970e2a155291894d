import type { Row, Sure } from './row.ts';

const on = (what: string, test: string, sure: Sure = 'documented'): Row => ({ sheet: '11.3', what, about: 'sent', sure, built: { test } });
const not = (what: string, no: string): Row => ({ sheet: '11.3', what, about: '', sure: 'documented', built: { no } });

const TRANSFERS = 'tells both partners of a legacy transfer from request to completion, without anybody asking';
const GDAP = 'tells of admin rights as they come, begin and end';
const ACCEPTED = 'tells reseller and provider when a customer accepts their invitation';
const NOBODY = 'can be subscribed to; nothing in the rehearsal makes it happen';

/** Events of 11.3. */
export const EVENTS: readonly Row[] = [
  on('test-created', 'sends a test event twice a minute and tells how it fared, for seven days'),
  on('create-transfer, update-transfer, complete-transfer', TRANSFERS),
  on('fail-transfer', 'tells of a failure', 'inferred'),
  on('expire-transfer', 'tells of new-commerce transfers as well, and when nobody answered in 30 days', 'unknown'),
  on('subscription-updated', 'tells the owner of a changed subscription within 48 hours'),
  on('reseller-relationship-accepted-by-customer', ACCEPTED), on('indirect-reseller-relationship-accepted-by-customer', ACCEPTED),
  on('granular-admin-relationship-created, -approved, -activated, -expired, -terminated', GDAP),
  not('dap-admin-relationship-*', `old delegated rights: ${NOBODY}`),
  not('granular-admin-access-assignment-*', NOBODY),
  not('invoice-ready, usagerecords-thresholdExceeded', NOBODY),
  not('azure-fraud-event-detected, new-commerce-migration-*, referral-*', 'not used by the journey, and not offered'),
];
