import type { BlockCode, CustomerChoice, LineChoice, Signature, Subscription, Transfer, TransferLine, TransferPhase } from '../../journey/records.ts';
import { REFUSAL_CODES } from '../../journey/refusals.ts';
import { defaultChoice } from '../../journey/reminders/choice.ts';
import type { Reminder, ReminderKind } from '../../journey/reminders/reminder.ts';
import { REMINDERS, ruleOf } from '../../journey/reminders/reminder.ts';
import type { Text } from '../../locales/text.ts';
import { chooseCustomer } from '../../cards/choose-customer.ts';
import { customerSubject } from '../../journey/facts.ts';
import type { StepId } from '../../journey/step-ids.ts';
import { STEP_IDS } from '../../journey/step-ids.ts';
import type { StepState } from '../../journey/steps.ts';
import { STEPS } from '../../journey/steps/all.ts';
import { chooseLines } from '../../cards/choose-lines.ts';
import { confirmTransfer } from '../../cards/confirm-transfer.ts';
import type { CustomersData } from '../../cards/customers-card.ts';
import { customerMapCard, customersCard } from '../../cards/customers-card.ts';
import { dialogDone } from '../../cards/dialog-done.ts';
import { help, HELP_TOPICS } from '../../cards/help.ts';
import { choiceCard } from '../../cards/choice-card.ts';
import { digestCard, reminderCard } from '../../cards/reminder-card.ts';
import { refusalCard } from '../../cards/refusal-card.ts';
import type { AdaptiveCard } from '../../cards/render.ts';
import { statusCard } from '../../cards/status-card.ts';
import { stepCard } from '../../cards/step-card.ts';
import type { MapRow } from '../../cards/step-words.ts';
import { transferCard } from '../../cards/transfer-card.ts';
import type { TransferViewer } from '../../cards/transfer-buttons.ts';
import { welcome } from '../../cards/welcome.ts';

export const PHASES: readonly TransferPhase[] = [
  'creating', 'not-created', 'open', 'accepting', 'rejecting', 'withdrawing', 'in-progress',
  'complete', 'partly-complete', 'failed', 'rejected', 'withdrawn', 'not-known',
];
export const NEW_PHASES: readonly TransferPhase[] = [
  'asked', 'offering', 'offered', 'taking', 'declined', 'cancelling', 'cancelled', 'expired', 'in-progress', 'complete', 'partly-complete', 'failed', 'rejected', 'withdrawn', 'not-known',
];

export const BLOCKS: readonly BlockCode[] = [
  'add-on-alone', 'azure-plan', 'reservation', 'term-based', 'marketplace', 'unknown-type', 'not-active',
  'in-open-transfer', 'says-microsoft', 'no-provider-relationship', 'agreement-missing', 'agreement-lost', 'nothing-to-move', 'trial',
];

export const NOW = '2026-02-05T12:00:00.000Z';
const AT = '2026-02-03T08:12:40.118Z';

const guid = (n: number): string => `5e0b7c1a-91f2-4c52-8d0e-${String(n).padStart(12, '0')}`;

/** All words that come from outside; a hostile one takes the place of each. */
export type Words = { readonly name: string; readonly comment: string };
export const FRIENDLY: Words = { name: 'Lönn & Björk Trä AB', comment: 'The number of licences is 40 in our books.' };

const signature = (words: Words): Signature => ({ tenantId: guid(1), personId: guid(2), name: words.name, at: AT, role: 'admin-agent' });
const provider = (words: Words, n = 3) => ({ tenantId: guid(n), name: words.name, mpnId: '7000456' });
const customer = (words: Words, n = 4) => ({ customerId: guid(n), name: words.name, domain: words.name });

export const line = (words: Words, n: number, addons: readonly TransferLine[] = []): TransferLine => ({
  subscriptionId: guid(n), entitlementId: guid(n), name: words.name, offerId: guid(900 + n), class: 'legacy-licence',
  quantity: 42, unit: 'licences', billingCycle: 'annual', addons,
});

/** `count` lines, each with three add-ons: the largest request there can be has 25. */
export const lines = (words: Words, count: number): readonly TransferLine[] =>
  Array.from({ length: count }, (_, n) => line(words, 100 + n * 10, [1, 2, 3].map((k) => line(words, 100 + n * 10 + k))));

const ENDED: ReadonlySet<TransferPhase> = new Set(['complete', 'partly-complete', 'failed']);

const outcomesOf = (moved: readonly TransferLine[], words: Words): Transfer['outcomes'] =>
  moved.map(({ subscriptionId }, n) => n % 3 === 1
    ? { subscriptionId, state: 'failed', error: words.comment, orderId: undefined }
    : { subscriptionId, state: n % 3 === 2 ? `unknown: ${words.name}` : 'complete', error: undefined, orderId: guid(7) });

export const transfer = (words: Words, phase: TransferPhase, count = 1, more: Partial<Transfer> = {}): Transfer => {
  const moved = lines(words, count);
  const every = moved.flatMap((base) => [base, ...base.addons]);
  const ended = ENDED.has(phase);
  return {
    transferId: '0c6b1e00-5be3-4d0a-8f16-93c1d4e08c2f', customer: customer(words), source: { tenantId: guid(1), name: words.name }, target: provider(words),
    partnerOfRecord: '7000123', lines: moved, phase, revision: 1, partnerCenterId: phase === 'creating' ? undefined : guid(9),
    outcomes: ended ? outcomesOf(moved, words) : [], requested: signature(words),
    decided: phase === 'open' || phase === 'creating' ? undefined : { ...signature(words), verb: phase === 'rejected' ? 'reject' : 'accept' },
    rejection: phase === 'rejected' ? { reason: 'wrong-quantity', comment: words.comment } : undefined,
    landed: undefined,
    idMap: ended ? every.map(({ subscriptionId, name, quantity }, n) => ({ name, quantity, oldId: subscriptionId, newId: n % 2 === 0 ? guid(5000 + n) : undefined })) : [],
    sourceChecks: ended ? every.map(({ subscriptionId, name }, n) => ({ subscriptionId, name, expected: 'suspended', found: n === 1 ? 'active' : 'suspended', ok: n !== 1 })) : [],
    sourceVerifiedAt: undefined, trouble: undefined, replaces: undefined, since: AT, openedAt: AT, version: 1, ...more,
  };
};

/** What a request of new commerce has besides, all of it at once. */
const newCommerce = (words: Words): Partial<Transfer> => ({
  model: 'new-commerce', part: { number: 2, of: 3 }, offered: signature(words), declined: signature(words), expiresAt: AT,
  recount: [{ subscriptionId: guid(100), name: words.name, before: 42, after: 40 }, { subscriptionId: guid(110), name: words.name, before: 3, after: undefined }, { subscriptionId: guid(120), name: words.name, before: 0, after: 2 }],
});

export const viewer = (may: Partial<TransferViewer> = {}): TransferViewer =>
  ({ side: 'provider', mayDecide: false, mayWithdraw: false, mayConfirm: false, mayResend: false, mayCheck: false, ...may });

const EVERYTHING = viewer({ mayDecide: true, mayWithdraw: true, mayConfirm: true, mayResend: true });
const BOTH_MODELS = (words: Words) => [{ model: 'legacy' as const, lines: lines(words, 15) }, { model: 'new-commerce' as const, lines: lines(words, 25) }];

const subscription = (words: Words, n: number): Subscription => ({
  subscriptionId: guid(n), entitlementId: guid(n), offerId: guid(900), name: words.name, offerName: words.name, quantity: n, unit: 'licences',
  status: 'active', class: 'legacy-licence', billingCycle: n % 2 === 0 ? 'monthly' : words.name, parentId: undefined, partnerId: '', commitmentEnd: undefined, orderId: guid(7), createdAt: AT,
});

export const choice = (words: Words, n: number, block?: BlockCode): LineChoice => ({
  subscription: subscription(words, n), addons: [subscription(words, n + 1), subscription(words, n + 2)], selectable: block === undefined, block,
  reason: block === undefined ? undefined : words.comment, heldBy: block === 'in-open-transfer' ? guid(8) : undefined,
});

export const customerChoice = (words: Words, n: number, block?: BlockCode): CustomerChoice => ({
  customer: customer(words, n), provider: n % 2 === 0 ? provider(words) : undefined, agreement: 'direct', block, selectableLines: n,
});

export type Shown = { readonly name: string; readonly card: (text: Text) => AdaptiveCard };

const counting = <T>(count: number, make: (n: number) => T): readonly T[] => Array.from({ length: count }, (_, n) => make(n + 1));

const drift = (words: Words): NonNullable<Transfer['drift']> =>
  counting(40, (n) => ({ subscriptionId: guid(n), name: words.name, what: (['quantity', 'addon-quantity', 'addon-added', 'addon-removed'] as const)[n % 4] ?? 'quantity', before: n, after: n + 3 }));

const transfers = (words: Words): readonly Shown[] => {
  const shown = (name: string, seen: Transfer, as = EVERYTHING): Shown =>
    ({ name: `transfer ${name}`, card: (text) => transferCard({ transfer: seen, viewer: as, handle: 'h4nd1e', waitingOn: 'provider', refreshFor: ['29:one'], portal: 'https://partner.microsoft.com/dashboard' }, text) });
  const trouble = { kind: 'refused', code: '13605', httpStatus: 403, correlationId: words.name, at: AT } as const;
  return [
    ...PHASES.flatMap((phase) => [1, 25].map((count) => shown(`${phase}, ${count} lines`, transfer(words, phase, count)))),
    ...NEW_PHASES.flatMap((phase) => [1, 25].map((count) => shown(`of new commerce, ${phase}, ${count} lines`, transfer(words, phase, count, newCommerce(words))))),
    shown('in trouble', transfer(words, 'open', 25, { trouble })),
    shown('whose numbers have changed', transfer(words, 'open', 25, { drift: drift(words), trouble }), viewer({ mayDecide: true, mayWithdraw: true, isHeld: true, mayRecreate: true })),
    shown('moved with old numbers', transfer(words, 'complete', 25, { drift: drift(words) })),
    ...(['withdrawing', 'withdrawn'] as const).map((phase) => shown(`${phase} to be made anew`, transfer(words, phase, 1, { recreation: { transferId: guid(12), by: signature(words) } }))),
    shown('made anew', transfer(words, 'withdrawn', 1, { recreation: { transferId: guid(12), by: signature(words) }, replacedBy: guid(12) })),
    shown('in unknown trouble', transfer(words, 'open', 1, { trouble: { ...trouble, code: words.name } })),
    shown('finished', transfer(words, 'complete', 25, { landed: signature(words), sourceVerifiedAt: AT }), viewer()),
    shown('decided elsewhere', transfer(words, 'withdrawn', 1, { decided: { ...signature(words), verb: 'withdraw', elsewhere: true }, replaces: guid(6) })),
  ];
};

const dialogs = (words: Words): readonly Shown[] => [
  { name: 'choose customer, few', card: (text) => chooseCustomer({ handle: 'h', choices: [customerChoice(words, 1), customerChoice(words, 2), ...BLOCKS.map((block, n) => customerChoice(words, n + 10, block))] }, text) },
  { name: 'choose customer, many', card: (text) => chooseCustomer({ handle: 'h', choices: [...counting(30, (n) => customerChoice(words, n)), ...counting(70, (n) => customerChoice(words, n + 50, 'agreement-lost'))] }, text) },
  { name: 'choose customer, none', card: (text) => chooseCustomer({ handle: 'h', choices: [] }, text) },
  { name: 'choose lines, one', card: (text) => chooseLines({ handle: 'h', customer: customer(words), providers: [provider(words)], lines: [choice(words, 1)] }, text) },
  { name: 'choose lines, many', card: (text) => chooseLines({ handle: 'h', portal: 'https://partner.microsoft.com/dashboard', customer: customer(words), providers: [provider(words, 1), provider(words, 2)], lines: [...counting(25, (n) => choice(words, n)), ...BLOCKS.map((block, n) => choice(words, n + 200, block))], error: 'empty-selection' }, text) },
  { name: 'choose lines, too many', card: (text) => chooseLines({ handle: 'h', customer: customer(words), providers: [provider(words)], lines: counting(60, (n) => choice(words, n * 3)) }, text) },
  { name: 'choose lines, none', card: (text) => chooseLines({ handle: 'h', customer: customer(words), providers: [], lines: [] }, text) },
  { name: 'confirm, one', card: (text) => confirmTransfer({ handle: 'h', customer: customer(words), provider: provider(words), lines: lines(words, 1), partnerOfRecord: '7000123' }, text) },
  { name: 'confirm, 25', card: (text) => confirmTransfer({ handle: 'h', customer: customer(words), provider: provider(words), lines: lines(words, 25), partnerOfRecord: '7000123' }, text) },
  { name: 'confirm, both models', card: (text) => confirmTransfer({ handle: 'h', customer: customer(words), provider: provider(words), lines: lines(words, 40), partnerOfRecord: '7000123', parts: BOTH_MODELS(words) }, text) },
  { name: 'dialog done', card: (text) => dialogDone({ title: text.t('dialog.done.sent'), lines: [text.t('dialog.done.sent.text'), words.name] }, text) },
];

const STATES: readonly StepState[] = [
  { state: 'ready' },
  { state: 'waiting', on: 'microsoft', since: AT, due: AT, about: true },
  { state: 'blocked', verdicts: [{ code: 'step-missing', rule: 201, profile: '2026', missing: 'sign' }] },
  { state: 'not-needed', why: { code: 'other-route', rule: 82, profile: '2026' } },
];
const stateFor = (words: Words, n: number): StepState => STATES[n % 5] ?? { state: 'done', proof: n % 2 === 0 ? 'attested' : 'verified', at: AT, by: words.name, evidence: words.comment };
const mapRow = (words: Words, step: StepId, n: number): MapRow => ({ step, state: stateFor(words, n), roles: ['admin-agent', 'sales-agent', 'global-admin'] });
const wholeMap = (words: Words): readonly MapRow[] => STEP_IDS.map((step, n) => mapRow(words, step, n));
const customers = (words: Words, count: number, more: Partial<CustomersData> = {}): CustomersData => ({
  lines: counting(count, (n) => ({ subject: customerSubject(guid(n)), name: n % 7 === 0 ? '' : words.name, at: n % 6 === 0 ? undefined : mapRow(words, STEP_IDS[n % STEP_IDS.length] ?? 'close', n) })),
  landed: 12, of: 300, page: 3, pages: 15, ...more,
});

const maps = (words: Words): readonly Shown[] => [
  { name: 'status, whole', card: (text) => statusCard({ items: counting(50, (n) => ({ transfer: transfer(words, 'open', n), waitingOn: 'provider', since: AT })), now: NOW, map: wholeMap(words).filter(({ step }) => STEPS.some(({ id, of }) => id === step && of === 'organisation')), customers: customers(words, 8) }, text) },
  { name: 'status of a provider', card: (text) => statusCard({ items: [], now: NOW, asks: counting(60, (n) => ({ partner: words.name, step: n % 2 === 0 ? 'invite' : 'agreement', customer: n % 5 === 0 ? '' : words.name, since: AT })) }, text) },
  { name: 'customers, a page', card: (text) => customersCard(customers(words, 20), text) },
  { name: 'customers, one', card: (text) => customersCard(customers(words, 1, { landed: 0, of: 1, page: 0, pages: 1 }), text) },
  { name: 'map of a customer', card: (text) => customerMapCard({ subject: customerSubject(guid(1)), name: words.name, rows: wholeMap(words), hasLanded: false, opens: STEP_IDS.slice(0, 9).map((step, n) => ({ step, ofCustomer: n % 2 === 0 })) }, text) },
  { name: 'map of a customer that landed', card: (text) => customerMapCard({ subject: customerSubject(guid(1)), name: '', rows: wholeMap(words), hasLanded: true, opens: [] }, text) },
  { name: 'step, blocked', card: (text) => stepCard({ handle: 'h', title: words.name, intro: words.comment, problems: [words.comment], opens: STEP_IDS.slice(0, 5).map((step) => ({ step, subject: customerSubject(guid(1)) })), actions: [{ verb: 'leave', title: text.t('step.leave') }] }, text) },
];

export const REMINDER_KINDS = Object.keys(REMINDERS) as ReminderKind[];

export const reminder = (words: Words, kind: ReminderKind, over: Partial<Reminder> = {}): Reminder => ({
  kind, tenantId: guid(1), subject: `customer:${guid(4)}`, fact: `${kind}:1`, opens: ruleOf(kind).opens, owners: [], by: words.name, at: AT,
  values: { customer: words.name, provider: words.name, partner: words.name, mail: words.name, other: words.name, since: AT, due: NOW, days: 3, usd: 1000, state: 'restricted', next: 'suspended' },
  ...(kind.startsWith('transfer-') ? { transferId: guid(8) } : {}), ...over,
});

const reminders = (words: Words): readonly Shown[] => [
  ...REMINDER_KINDS.map((kind): Shown => ({ name: `reminder ${kind}`, card: (text) => reminderCard({ reminder: reminder(words, kind), handle: 'h', isNews: ruleOf(kind).nature === 'news', missing: [] }, text) })),
  { name: 'reminder read, no name, no role', card: (text) => reminderCard({ reminder: reminder(words, 'news-invitation', { by: '', values: {} }), handle: 'h', isNews: true, missing: ['admin-agent'] }, text) },
  { name: 'reminder muted', card: (text) => reminderCard({ reminder: reminder(words, 'countdown', { subject: 'organisation' }), handle: 'h', isNews: false, missing: [], muted: 'all' }, text) },
  { name: 'digest', card: (text) => digestCard([{ handle: 'h', words: words.comment }, ...REMINDER_KINDS.map((kind) => ({ handle: 'h', reminder: reminder(words, kind) }))], text) },
  { name: 'choice', card: (text) => choiceCard({ handle: 'h', choice: defaultChoice('Europe/Stockholm') }, text) },
  { name: 'choice, muted', card: (text) => choiceCard({ handle: 'h', choice: { ...defaultChoice('Asia/Kolkata'), muted: ['all'] }, problems: [text.t('choice.zone.error')], inputs: { zone: words.name } }, text) },
];

/** Every card in its representative states. */
export const deck = (words: Words = FRIENDLY): readonly Shown[] => [
  ...transfers(words),
  ...dialogs(words),
  ...maps(words),
  ...reminders(words),
  { name: 'welcome, partner', card: (text) => welcome({ personName: words.name, side: 'partner', organisation: words.name }, text) },
  { name: 'welcome, provider', card: (text) => welcome({ personName: words.name, side: 'provider', organisation: words.name }, text) },
  { name: 'help, all', card: (text) => help({ side: 'partner', roles: ['admin-agent', 'sales-agent'], can: HELP_TOPICS }, text) },
  { name: 'help, no role', card: (text) => help({ side: 'provider', roles: [], can: ['status'] }, text) },
  ...REFUSAL_CODES.map((code): Shown => ({ name: `refusal ${code}`, card: (text) => refusalCard({ code, detail: words.comment, reference: guid(5) }, text) })),
  { name: 'status, none', card: (text) => statusCard({ items: [], now: NOW }, text) },
  { name: 'status, 100', card: (text) => statusCard({ items: counting(100, (n) => ({ transfer: transfer(words, PHASES[n % PHASES.length] ?? 'open'), waitingOn: 'provider', since: AT })), now: NOW }, text) },
];
