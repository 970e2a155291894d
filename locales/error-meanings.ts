/** Who can put a fault right; the words are `error.who.<one>`. */
export type Fixer =
  | 'you' | 'own-admin' | 'own-global-admin' | 'partner-admin' | 'partner-global-admin' | 'provider-admin' | 'provider-or-customer' | 'operator' | 'microsoft' | 'nobody';

/**
 * Every code that Partner Center and Entra are known to answer with (API topics 3.6, 5.6, 6.2, 9.5, 11.1, 13), gathered by what it means to the
 * reader: `error.<meaning>.what` and `error.<meaning>.fix` in each language. A code stands alone, or behind the status where the same number
 * means two things (`404 3000`); a bare status speaks where an answer carried no code. `AADSTS…` and words are why Entra gave no token.
 */
export const ERROR_MEANINGS = {
  // Who is calling
  'sign-in-refused': { who: 'you', codes: ['401 400', '401', '800001'] },
  'sign-in-needed': {
    who: 'you',
    codes: ['sign-in-needed', 'AADSTS50013', 'AADSTS50058', 'AADSTS50173', 'AADSTS54005', 'AADSTS70000', 'AADSTS70008', 'AADSTS500133', 'AADSTS700082', 'AADSTS700084', 'AADSTS9002313'],
  },
  'mfa-missing': { who: 'you', codes: ['900421', 'no-mfa', 'AADSTS50072', 'AADSTS50074', 'AADSTS50076', 'AADSTS50079'] },
  'user-context-needed': { who: 'you', codes: ['900329'] },
  'conditional-access': {
    who: 'own-admin',
    codes: ['900309', 'conditional-access', 'AADSTS50158', 'AADSTS53000', 'AADSTS53001', 'AADSTS53002', 'AADSTS53003', 'AADSTS530002', 'AADSTS530003'],
  },
  'consent-missing': { who: 'own-global-admin', codes: ['consent', 'AADSTS65001', 'AADSTS65004', 'AADSTS90094'] },
  'account-unusable': { who: 'own-admin', codes: ['AADSTS50020', 'AADSTS50034', 'AADSTS50053', 'AADSTS50055', 'AADSTS50057', 'AADSTS50105'] },
  'app-not-there': { who: 'own-global-admin', codes: ['AADSTS700016', 'AADSTS500011', 'AADSTS90002'] },
  'app-settings-wrong': {
    who: 'operator',
    codes: [
      'refused', 'AADSTS28000', 'AADSTS50011', 'AADSTS50027', 'AADSTS70003', 'AADSTS70011', 'AADSTS90023', 'AADSTS500112', 'AADSTS700023', 'AADSTS700024', 'AADSTS700027',
      'AADSTS900144', 'AADSTS1002012', 'AADSTS7000215', 'AADSTS7000218', 'AADSTS7000222',
    ],
  },
  'audience-withdrawn': { who: 'operator', codes: ['900420'] },
  'role-missing': { who: 'own-admin', codes: ['900150', '900308'] },
  // What the companies may do
  denied: { who: 'own-admin', codes: ['2032', '403'] },
  'no-relationship': { who: 'provider-or-customer', codes: ['20002'] },
  'other-market': { who: 'provider-admin', codes: ['2030'] },
  'agreement-missing': { who: 'provider-or-customer', codes: ['13605'] },
  'reseller-not-active': { who: 'partner-admin', codes: ['800039', '900149'] },
  'reseller-has-not-signed': { who: 'partner-global-admin', codes: ['900123', '2203', '2206'] },
  'you-have-not-signed': { who: 'own-global-admin', codes: ['900124'] },
  'account-under-review': { who: 'microsoft', codes: ['800073', '800074'] },
  'account-not-approved': { who: 'microsoft', codes: ['800075'] },
  'no-account-record': { who: 'nobody', codes: ['600074'] },
  'already-attested': { who: 'nobody', codes: ['600061'] },
  // Looking up a company or a thing
  'not-found': { who: 'you', codes: ['1000', '404'] },
  'order-not-found': { who: 'you', codes: ['20000'] },
  'subscription-not-found': { who: 'you', codes: ['20003'] },
  'customer-not-found': { who: 'you', codes: ['60003'] },
  'partner-id-unknown': { who: 'partner-admin', codes: ['404 3000', '2200'] },
  'no-partner-account': { who: 'partner-admin', codes: ['2205'] },
  'other-region': { who: 'partner-admin', codes: ['2201'] },
  'not-enrolled': { who: 'partner-global-admin', codes: ['2204'] },
  'lookup-failed': { who: 'microsoft', codes: ['2202'] },
  'input-invalid': { who: 'operator', codes: ['400 3000', '400 2000', '800002', '400', '405', '413', '415'] },
  'registration-number': { who: 'you', codes: ['600002'] },
  // The partner of record
  'record-is-provider': { who: 'partner-admin', codes: ['2072'] },
  'record-not-found': { who: 'partner-admin', codes: ['800015'] },
  'record-no-reseller': { who: 'partner-global-admin', codes: ['800016', '900160'] },
  'record-not-linked': { who: 'partner-admin', codes: ['900154'] },
  // A transfer
  'transfers-not-enabled': { who: 'partner-global-admin', codes: ['900137'] },
  'national-cloud': { who: 'provider-admin', codes: ['900138'] },
  'source-may-not-accept': { who: 'provider-admin', codes: ['900139'] },
  'transfer-not-found': { who: 'partner-admin', codes: ['900100'] },
  'transfer-under-way': { who: 'nobody', codes: ['900101'] },
  'transfer-finished': { who: 'nobody', codes: ['900102'] },
  'order-failed': { who: 'partner-admin', codes: ['900103', '800005'] },
  'transfer-busy': { who: 'nobody', codes: ['900104'] },
  'line-invalid': { who: 'partner-admin', codes: ['800078', '800004'] },
  'legacy-azure-left': { who: 'provider-admin', codes: ['900131'] },
  'azure-plan-missing': { who: 'provider-admin', codes: ['900132', '900133', '900134'] },
  'start-failed': { who: 'nobody', codes: ['900135'] },
  'source-mail-wrong': { who: 'provider-admin', codes: ['900136', '900147'] },
  'reservations-block': { who: 'partner-admin', codes: ['900145'] },
  'marketplace-blocks': { who: 'partner-admin', codes: ['900146'] },
  'same-partner': { who: 'partner-admin', codes: ['900148'] },
  'cannot-be-created': { who: 'partner-admin', codes: ['900400'] },
  // A subscription
  'changed-meanwhile': { who: 'you', codes: ['2055', '412'] },
  'subscription-deleted': { who: 'you', codes: ['2011'] },
  'subscription-suspended': { who: 'you', codes: ['800091'] },
  'argument-or-state': { who: 'operator', codes: ['2001'] },
  'operation-pending': { who: 'nobody', codes: ['900278'] },
  'cancelling-closed': { who: 'partner-admin', codes: ['900117', '900213'] },
  'reducing-closed': { who: 'partner-admin', codes: ['900214', '900257'] },
  // The service itself
  sandbox: { who: 'operator', codes: ['900127', '900322'] },
  'webhook-registered': { who: 'nobody', codes: ['409 2000'] },
  'service-failed': { who: 'nobody', codes: ['800003', '500', '502', '503', '504'] },
  'too-many-calls': { who: 'nobody', codes: ['429'] },
} as const satisfies Readonly<Record<string, { readonly who: Fixer; readonly codes: readonly string[] }>>;

export type ErrorMeaning = keyof typeof ERROR_MEANINGS;

const BY_CODE: ReadonlyMap<string, ErrorMeaning> = new Map(
  Object.entries(ERROR_MEANINGS).flatMap(([meaning, { codes }]) => codes.map((code) => [code, meaning as ErrorMeaning] as const)),
);

/** What an answer means, asked for by status and code together, then by code; a bare status only where there is no code. Undefined for a code nobody knows. */
export const meaningOf = ({ code, httpStatus }: { readonly code: string | undefined; readonly httpStatus: number | undefined }): ErrorMeaning | undefined =>
  code === undefined ? BY_CODE.get(String(httpStatus)) : (BY_CODE.get(`${httpStatus} ${code}`) ?? BY_CODE.get(code));
