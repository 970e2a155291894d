import type { Row, Sure } from './row.ts';

/** `code` is `status code`, as a provocation of that name brings it about. */
const on = (code: string, about: string, sheet = '3.6', sure: Sure = 'documented'): Row => ({ sheet, what: code, about, sure, built: { code } });
/** Never arises by itself: a trainer or a test injects it. */
const byFault = (code: string, about: string, sheet = '3.6', sure: Sure = 'documented'): Row => ({ sheet, what: code, about, sure, built: { fault: code } });
const not = (code: string, about: string, no: string, sheet = '3.6'): Row => ({ sheet, what: code, about, sure: 'unknown', built: { no } });

/** Every status and code of 3.6, 5.6 and 9.3. */
export const ERRORS: readonly Row[] = [
  on('401 400', 'token missing, expired, forged or for somebody else'), on('401 900420', 'withdrawn audience'), on('401 900421', 'no MFA evidence'),
  on('403 900329', 'user context needed'), on('403 900150', 'role missing'), on('403 900308', 'role missing, elsewhere', '3.6', 'inferred'),
  byFault('403 900309', 'Conditional Access: Entra refuses such a token before anybody could send it'),
  on('403 2032', 'denied'), on('403 20002', 'no relationship with the customer'), on('403 2030', 'another market'), on('403 13605', 'no valid agreement'),
  on('403 800039', 'reseller not active'), on('403 900149', 'reseller suspended'), on('403 900123', 'reseller has not signed'), on('403 900124', 'you have not signed'),
  on('403 800073', 'account under review'), on('403 800074', 'account unknown'), on('403 800075', 'account not approved'),
  on('403 900137', 'partner not enabled for transfers'), byFault('403 900138', 'national cloud: the twin is the commercial one'), on('403 900139', 'source may not accept'),
  on('404 1000', 'not found'), on('404 20000', 'order'), on('404 20003', 'subscription'), on('404 60003', 'customer tenant'),
  on('404 3000', 'MPN id (source PartnerFD)'), on('400 3000', 'invalid property'), on('404 2072', 'the provider’s own id on record'),
  on('404 600074', 'no account record'), on('404 800015', 'PartnerID unknown'), on('400 800016', 'PartnerID is no reseller'), on('404 900100', 'transfer'),
  on('409 900101', 'transfer in progress'), on('400 900102', 'transfer finished'),
  byFault('500 900103', 'transfer order failed; as code of a failed line it arises by itself'), on('409 900104', 'processed by another request'),
  on('400 800078', 'invalid subscription'), on('400 900131', 'legacy Azure left'), on('400 900132', 'Azure plan not active'), on('400 900133', 'Azure plan not bought'),
  on('400 900134', 'Azure plan not purchasable'), byFault('500 900135', 'initiation failed'), on('400 900136', 'mail of the source missing'),
  on('400 900147', 'domain not the source’s'), on('400 900145', 'reservations block'), on('400 900146', 'marketplace items block'), on('400 900148', 'source is target'),
  on('400 900154', 'location not linked', '3.6', 'inferred'), on('400 900160', 'relation of the partner on record', '3.6', 'inferred'), on('400 900400', 'cannot be created', '3.6', 'inferred'),
  on('400 2055', 'stale etag'), on('412 2055', 'stale etag, the other reading', '3.6', 'inferred'),
  on('400 2011', 'subscription deleted'), on('400 800091', 'subscription suspended'), on('400 2001', 'subscription in a fixed state; argument missing'),
  on('409 900278', 'operation pending'), on('400 900117', 'days to cancel over'), on('400 900213', 'hours to cancel over'), on('400 900214', 'reduction too large'), on('400 900257', 'licences locked'),
  on('400 900127', 'not in this environment'), on('403 900322', 'not in this environment, the other reading'),
  on('409 600061', 'attested already', '3.6', 'unknown'), on('400 600061', 'attested already, the other reading', '3.6', 'unknown'),
  on('400 600002', 'registration number, agreement type', '6.2', 'inferred'),
  on('400 2000', 'input invalid', '5.6'), on('400 2200', 'PartnerID not migrated', '5.6'), on('400 2201', 'another region', '5.6'), on('400 2203', 'PartnerID has not signed', '5.6'),
  on('400 2204', 'not enrolled', '5.6'), on('400 2205', 'no account for the tenant', '5.6'), on('400 2206', 'tenant has not signed', '5.6'),
  not('400 2202', 'in the range of 5.6', 'the sheet gives the range 2200-2206 and no meaning for this one', '5.6'),
  not('401 800001', 'token missing', 'on the wire this is 401/400 (3.6); the sheet names no operation that answers with it', '9.5'),
  on('400 800002', 'transfer input', '9.5'), byFault('500 800003', 'service error', '9.5'), on('400 800004', 'bad offer', '9.5'),
  byFault('400 800005', 'order failed', '9.5'),
  on('429', 'own shape, with Retry-After', '3.5'), on('413', 'a body over one megabyte', '—', 'unknown'), on('409 2000', 'webhook registration exists', '11.1', 'inferred'),
];
