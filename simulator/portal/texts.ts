import { SV } from './texts-sv.ts';

const en = {
  title: 'Partner Center, rehearsal portal',
  about: 'Here you do what has no programming interface: you are the people in the portals of all companies, you are Microsoft, and you hold the clock.',
  otherLanguage: 'På svenska', overview: 'Overview', customers: 'Customers', rehearsal: 'Rehearsal', story: 'Story', skip: 'To the content',
  clock: 'Clock', quarter: '+15 minutes', hour: '+1 hour', day: '+1 day', businessDay: '+1 business day', month: '+30 days',
  partners: 'Partners', isProvider: 'Indirect provider', directBill: 'Direct bill', reseller: 'Indirect reseller', revenue: 'Revenue, 12 months (USD)',
  anniversary: 'Anniversary', deadline: 'Deadline', noApi: 'No access to the interface any more', mpa: 'Partner agreement', signed: 'signed', notSigned: 'not signed',
  enrol: 'Enrol', approve: 'Approve', signAgreement: 'Sign the agreement', approvalAfter: 'Approved after', atOnce: 'at once', businessDays: 'business days', byHand: 'when I say so',
  setTo: 'Set to', set: 'Set', suspendReseller: 'Suspend as reseller', liftReseller: 'Lift the suspension as reseller',
  partnerships: 'Partnerships', invite: 'Invite', accept: 'Accept', decline: 'Decline', noPartnership: 'none', invitedBy: 'invited by',
  transfers: 'Open transfer requests', noTransfers: 'No transfer request is open.', more: 'more', reject: 'Reject', withdraw: 'Withdraw', cancel: 'Cancel',
  legacy: 'legacy', newCommerce: 'new commerce', allLines: 'all that can go', lines: 'Lines', state: 'State', created: 'Created',
  search: 'Name begins with', find: 'Find', page: 'Page', of: 'of', next: 'Next', previous: 'Previous', noCustomers: 'There is no such customer.',
  customer: 'Customer', provider: 'Indirect provider', agreement: 'Customer agreement (MCA)', subscriptions: 'Subscriptions', relations: 'Relationships',
  none: 'none', direct: 'signed by the customer', attested: 'attested by the partner', byProvider: 'confirmed through the provider', cloudOnly: 'Cloud Agreement only',
  seats: 'Seats', change: 'Change', extend: 'Extend to', signDirect: 'The customer signs', attest: 'The partner attests', confirm: 'The providers confirm', forget: 'Take away',
  addon: 'add-on', directBusiness: 'direct business', through: 'through', joint: 'Customer accepts the joint invitation of', directInvitation: 'Customer accepts the direct invitation of',
  account: 'Account', gdap: 'Delegated admin rights (GDAP)', request: 'Ask for rights', activate: 'Activate', terminate: 'End', until: 'until', holder: 'Transacted by',
  faults: 'Faults', addFault: 'Inject', clearFaults: 'Remove all', kind: 'Kind', method: 'Method', path: 'Path contains', times: 'Times', noFaults: 'No fault is waiting.',
  minutesBehind: 'Minutes behind', pageKind: 'Page', chance: 'Chance', seed: 'Seed', webhookFaults: 'Webhook faults', event: 'Event', delay: 'Delay (ms)',
  badDays: 'Bad days', badDaysAbout: 'The usual ones, at the press of a button. Finer ones for Partner Center stand further down.', effect: 'What it does', person: 'Who',
  notRunning: 'This twin is not running, or does not answer; nothing can be set here.', noTokens: 'No tokens', noKeys: 'No keys', denied: 'Denied by conditional access', mustUseMfa: 'Must use MFA',
  switches: 'Switches', switchesAbout: 'Where nobody knows for certain what Microsoft does, the twin follows one reading, and here the other.', value: 'Value', meaning: 'What it decides',
  deliveries: 'Webhook deliveries', noDeliveries: 'Nothing was sent yet.', attempts: 'Attempts', begin: 'Begin again with this story', beginWarning: 'Everything done so far is forgotten; the time goes on.',
  save: 'Save the state to a file', loadAbout: 'To load a file: start the simulator with --load, or send the file to POST /import.',
  requests: 'Last requests', noRequests: 'Nobody has called yet.', time: 'Time', caller: 'Caller', status: 'Status', code: 'Code', refused: 'This cannot be done', goBack: 'Back',
  active: 'active', suspended: 'suspended', deleted: 'deleted', expired: 'expired', disabled: 'disabled', restricted: 'restricted', revoked: 'revoked', pending: 'pending',
  notStarted: 'not enrolled', submitted: 'submitted', approved: 'approved', sent: 'sent', accepted: 'accepted', declined: 'declined', terminated: 'ended',
  Active: 'active', InProgress: 'in progress', Pending: 'pending', waiting: 'waiting', delivered: 'delivered', lost: 'lost',
};

export type Texts = Record<keyof typeof en, string>;

export const TEXTS: Readonly<Record<'en' | 'sv', Texts>> = { en, sv: SV };
