import type { Row, Sure } from './row.ts';

const on = (sheet: string, what: string, about: string, test: string, sure: Sure = 'documented'): Row => ({ sheet, what, about, sure, built: { test } });
const not = (sheet: string, what: string, about: string, no: string, sure: Sure = 'documented'): Row => ({ sheet, what, about, sure, built: { no } });

/** States of transfers, and statuses that are more than an error. */
export const STATES: readonly Row[] = [
  on('9.4', 'Active, InProgress, Complete', 'legacy, all groups well', 'goes from accept through InProgress to Complete, with effects on both sides'),
  on('9.4', 'PartiallyComplete', 'HTTP 200 with transferErrors', 'tells a partial failure by HTTP 200, and frees the failed line', 'sample'),
  on('9.4', 'Failed', 'legacy, no group well', 'fails as a whole when no line goes through', 'unknown'),
  on('9.4', 'Reject', 'by the target', 'rejects for the target and withdraws for the source, each once', 'sample'),
  on('9.4', 'withdrawn', 'gone, or a word that stays', 'rejects for the target and withdraws for the source, each once', 'unknown'),
  on('10.5', 'Pending, InProgress, Complete', 'new commerce', 'goes from accept through the lag to Complete, and hides its lines from the target until then'),
  on('10.5', 'Cancel', 'by the target; other spellings by switch', 'is cancelled by its target only, and only while it waits', 'inferred'),
  on('10.5', 'Expired', 'after thirty days, for good', 'expires by the clock, for good'),
  on('10.5', 'Failed, PartiallyComplete', 'new commerce', 'tells a failure by the state, also after days of trying again', 'inferred'),
  on('9.2', '201', 'creation', 'freezes quantities, brings add-ons along and shows one transfer to both partners only'),
  on('9.3', '204', 'withdrawal', 'rejects for the target and withdraws for the source, each once'),
  on('8.3', '202 with Location', 'provisioning goes on', 'refuses what is in another state, or has something pending'),
  on('6.4', '200 and 404 of HEAD', 'domain taken or free', 'lets a provider make a customer for its reseller'),
  not('9.3', '201 of accept', 'listed beside 200 in the specification', 'no sample shows it; the client takes any 2xx', 'unknown'),
];

/** Everything that time does; business time, by the clock of the portal. */
export const TIMERS: readonly Row[] = [
  on('14.4', 'approval after 0 to 5 business days', 'at once by default', 'enrols, waits five business days, is approved by the clock and signs'),
  on('15', 'restricted, suspended after 30, revoked after 60 days', 'by the clock or by hand', 'climbs the ladder from restricted to revoked by the clock, and then the interface is lost', 'inferred'),
  on('10.1', 'request expires after 30 days', 'new commerce only', 'expires by the clock, for good'),
  on('10.5', 'accept reads Pending for 15 minutes', '', 'goes from accept through the lag to Complete, and hides its lines from the target until then'),
  on('10.5', 'retries for up to 3 days', 'off unless the switch says so', 'tells a failure by the state, also after days of trying again', 'inferred'),
  on('8.4', 'new orders show after 15 minutes', '', 'lets a provider buy with the reseller on record, and shows the order a quarter later'),
  on('8.3', 'cancel window of 168 or 72 hours', '', 'cancels new commerce within its window, and not after it'),
  on('3.1', 'MS-RequestId is remembered for 24 hours', '', 'answers a repeated MS-RequestId with the first answer, for a day', 'unknown'),
  on('3.5', '500 requests a minute, tenant and family', 'rejected calls count', 'counts refused calls too: who keeps knocking stays outside'),
  on('7.2', 'document links live 5 minutes', '', 'links to the text for five minutes of business time, to anybody'),
  on('7.5', 'attestation ends on 5 January 2026', '', 'has withdrawn attestation on 5 January 2026', 'inferred'),
  on('2.2', 'MFA enforcement from 8 June 2026', 'always by default', 'enforces evidence always, from 8 June 2026 on, or never, as the switch says', 'inferred'),
  on('11.1', 'validation events: 2 a minute, kept 7 days', '', 'sends a test event twice a minute and tells how it fared, for seven days'),
  on('11.2', 'ten attempts', 'then the offline queue', 'tries ten times with growing pauses of business time, then leaves the event in the offline queue'),
  on('11.3', 'subscription-updated up to 48 hours late', '', 'is up to 48 business hours late with subscription-updated, and at once when the switch says so'),
  on('12', 'audit reaches 90 days back, 30 by default', '', 'reaches 90 days back and not one more, for 30 days when no end is named'),
  on('12', 'create_partner_relationship', 'when a partnership is accepted; no customer in it', 'tells of an accepted partnership in the audit records of both, and of a declined one in none', 'inferred'),
  on('12', '{partner}_{customer}_resellerrelationshipacceptedbycustomer_{ticks}', 'when a customer accepts an invitation; the event points to it', 'tells of an accepted invitation and of a signed customer agreement in the audit records of the partners concerned', 'inferred'),
  on('12', 'create_agreement by the customer', 'when the customer signs its agreement itself', 'tells of an accepted invitation and of a signed customer agreement in the audit records of the partners concerned', 'inferred'),
  on('4.2', 'a changed legal profile is vetted for a day', '', 'vets a changed legal profile for a business day and meanwhile keeps the last finalised one', 'unknown'),
  on('5.3', 'admin rights end on their day', 'granular rights', 'gives admin rights when the customer approves, until they run out'),
  on('2.1', 'access tokens live an hour, in real time', 'Entra twin', 'token times are real time even when business time has moved'),
];

/** Habits of the wire that a client must survive. */
export const HABITS: readonly Row[] = [
  on('3.2', 'GUIDs change letter case', '', 'shows subscriptions and add-ons, ids in changing letter case', 'sample'),
  on('3.2', 'PascalCase echo of PATCH', '', 'takes an echo back, with names in PascalCase', 'sample'),
  on('3.2', 'code as number and as text', 'odd codes travel as text', 'refuses an app where a user is needed, and takes it elsewhere', 'sample'),
  on('3.3', 'bare arrays', 'transfers, eligibility, event names', 'says which subscriptions may move, and why the others may not'),
  on('3.3', 'continuation by links.next and its headers', '', 'goes forward and back by the links, and by name to either end'),
  on('5.3', 'restricted partners invite jointly only', '', 'lets a restricted partner invite with its provider only'),
  on('0', 'the interface is lost with the direct role', '403/2032 for every call', 'climbs the ladder from restricted to revoked by the clock, and then the interface is lost'),
  on('10.4', 'lines hidden from the target', '', 'goes from accept through the lag to Complete, and hides its lines from the target until then'),
  on('11.2', 'events signed by certificate', 'rsa-sha256 over the raw body', 'signs the raw bytes with a leaf of Microsoft Corporation that its root vouches for'),
  on('11.3', 'ResourceUri stops at the customer', 'the documented form by switch', 'stops at the customer in its uri, and names the transfer in the audit record that it points to', 'inferred'),
  on('14.3', 'token, mode, role, MFA, relationship, and only then the body', 'a body that is no JSON is 400/2000', 'looks at token, mode, role and relationship before the body', 'inferred'),
  on('—', 'reads that lag', 'by fault, so many minutes', 'lets a read lag behind by the minutes that it is told', 'unknown'),
  on('—', 'pages that end early or repeat', 'by fault', 'gives half a page, no way on, or the same page again', 'unknown'),
  on('—', 'executed, but no answer', 'by fault', 'drops after the deed: the caller hears nothing, the repeat gets the first answer', 'unknown'),
  not('3.2', 'times with 0 to 7 fraction digits', '', 'the twin writes three digits always', 'sample'),
  not('1', 'national clouds', '', 'the rehearsal is the commercial cloud'),
];

/** What only people can do, at the portal (section 0, rows marked portal only). */
export const PORTAL: readonly Row[] = [
  on('0.2-0.4', 'POST /portal/program', 'direct-bill state, revenue, anniversary', 'climbs the ladder from restricted to revoked by the clock, and then the interface is lost'),
  on('0.5', 'POST /portal/enrol', 'Enroll now, by a Global administrator', 'lets only a Global administrator enrol and sign, and only direct partners'),
  on('0.6', 'POST /portal/approve', 'Microsoft approves', 'is approved at once by default, and by hand when asked to'),
  on('0.7', 'POST /portal/sign', 'the agreement', 'enrols, waits five business days, is approved by the clock and signs'),
  on('0.9', 'POST /portal/partnerships', 'the provider invites, the reseller accepts', 'makes a partnership when the provider invites and the Global administrator accepts, after enrolment'),
  on('0.13', 'POST /portal/invitations/accept', 'the customer accepts', 'lets the customer accept the joint invitation by its link, and a newcomer, too'),
  on('0.15, 5.4', 'POST /portal/extend', 'relationship extension', 'extends a direct customer to an accepted provider only, by an admin agent'),
  on('0.17', 'POST /portal/agreement', 'signed, attested, confirmed', 'tells the three ways an agreement can stand'),
  on('5.3', 'POST /portal/gdap', 'granular admin rights', 'gives admin rights when the customer approves, until they run out'),
  on('9, 10', 'POST /portal/transfers/:transferId', 'a decision by hand elsewhere', 'cancels and accepts transfers of new commerce by hand'),
  not('0.8', 'directory of providers', 'public web search page', 'outside Partner Center; the bot links to it'),
  not('0.23', 'incentives enrolment', 'portal and mail', 'nothing in the interface shows it'),
];
