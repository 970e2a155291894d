import type { LineChange } from '../journey/line-changes.ts';
import type { IdPair, RejectReason, Signature, SourceCheck, Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, LONGEST_COMMENT } from './clean.ts';
import { recordSentences } from './record-words.ts';
import type { Density } from './render.ts';
import { stripRows } from './transfer-strip.ts';
import { BEFORE_THE_MOVE, fact, limited, lineRow, sentence, shortId, statusWords } from './words.ts';
import type { Row } from './words.ts';

/** A titled part of the card; parts without rows are left out. */
export type Section = { readonly title: string; readonly rows: readonly Row[] };

export const signatureWords = (signature: Signature, text: Text): string =>
  text.t('value.signature', { name: clean(signature.name), role: text.t(`role.${signature.role}`), when: text.dateTime(signature.at) });

const linesOf = (transfer: Transfer, text: Text, density: Density): readonly Row[] => {
  // Before anything can have moved, Partner Center's lines have no state that a reader could use.
  const told = BEFORE_THE_MOVE.has(transfer.phase) ? [] : transfer.outcomes;
  const outcomes = new Map(told.map((outcome) => [outcome.subscriptionId, outcome]));
  const rows = transfer.lines.map((line) => lineRow(line, text, density, outcomes.get(line.subscriptionId)));
  return limited(rows, density.rows, text);
};

const rejectionOf = (rejection: { reason: RejectReason; comment: string }, text: Text): readonly Row[] => {
  const comment = rejection.comment.trim();
  const words = comment === '' ? [] : [sentence(text.t('transfer.rejection.comment', { comment: clean(comment, LONGEST_COMMENT) }))];
  return [sentence(text.t('transfer.rejection', { reason: text.t(`reason.${rejection.reason}`) })), ...words];
};

/** Who had the request made and who said no to it, which stays true after the next decision. */
const earlierDecisions = ({ offered, declined }: Transfer, text: Text): readonly Row[] => {
  if (offered === undefined) return [];
  const made = offered.elsewhere === true
    ? text.t('transfer.decided.elsewhere.offer', { when: text.dateTime(offered.at) })
    : text.t('transfer.decided.offer', { who: signatureWords(offered, text) });
  return [sentence(made), ...(declined === undefined ? [] : [sentence(text.t('transfer.decided.decline', { who: signatureWords(declined, text) }))])];
};

const decisionOf = (transfer: Transfer, text: Text): readonly Row[] => {
  const { decided, rejection, landed } = transfer;
  const who = decided === undefined ? [] : [decided.elsewhere === true
    ? sentence(text.t(`transfer.decided.elsewhere.${decided.verb}`, { when: text.dateTime(decided.at) }))
    : sentence(text.t(`transfer.decided.${decided.verb}`, { who: signatureWords(decided, text) }))];
  const arrival = landed === undefined ? [] : [sentence(text.t('transfer.landed', { who: signatureWords(landed, text) }))];
  return [...earlierDecisions(transfer, text), ...who, ...(rejection === undefined ? [] : rejectionOf(rejection, text)), ...arrival];
};

/** Name, old id and new id below one another: ids are compared by eye, and beside each other they would break in the middle. */
const idRows = (pair: IdPair, text: Text, density: Density): readonly Row[] => {
  const newId = pair.newId === undefined ? text.t('label.new-id-unseen') : clean(pair.newId, 60);
  const row = (label: string, value: string): Row => sentence(text.t('label.row', { label, value }));
  return [{ strong: clean(pair.name, density.name), text: '' }, row(text.t('label.old-id'), clean(pair.oldId, 60)), row(text.t('label.new-id'), newId)];
};

const idsOf = (transfer: Transfer, text: Text, density: Density): readonly Row[] => {
  const { idMap } = transfer;
  const shown = idMap.slice(0, density.ids).flatMap((pair) => idRows(pair, text, density));
  return [...shown, ...(idMap.length <= density.ids ? [] : [sentence(text.t('more', { count: idMap.length - density.ids }))]), ...limited(recordSentences(transfer, text).map(sentence), density.ids, text)];
};

const badCheck = (check: SourceCheck, text: Text, density: Density): Row => {
  const words = text.t(`transfer.check.${check.expected}.bad`, { status: statusWords(check.found, text) });
  return fact(clean(check.name, density.name), words);
};

const NAMED_CHECKS = 10;

/** All that is as it should be, in one row: the sentence that calms (R150) is said once, not once a subscription. */
const goodChecks = (good: readonly SourceCheck[], text: Text, density: Density): readonly Row[] => {
  const [first] = good;
  if (first === undefined) return [];
  const names = good.slice(0, NAMED_CHECKS).map((check) => clean(check.name, density.name));
  const rest = good.length > names.length ? ` ${text.t('more', { count: good.length - names.length })}` : '';
  return [fact(`${names.join(', ')}${rest}`, text.t(`transfer.check.${first.expected}`))];
};

const checksOf = ({ sourceChecks, sourceVerifiedAt }: Transfer, text: Text, density: Density): readonly Row[] => [
  ...limited(sourceChecks.filter((check) => !check.ok).map((check) => badCheck(check, text, density)), density.ids, text),
  ...goodChecks(sourceChecks.filter(({ ok, expected }) => ok && expected === 'suspended'), text, density),
  ...goodChecks(sourceChecks.filter(({ ok, expected }) => ok && expected === 'absent'), text, density),
  ...goodChecks(sourceChecks.filter(({ ok, expected }) => ok && expected === 'inactive'), text, density),
  ...(sourceVerifiedAt === undefined ? [] : [sentence(text.t('transfer.verified', { when: text.dateTime(sourceVerifiedAt) }))]),
];

/** What must be known before the decision (R140, R159, R204); empty once it is made. */
const notesOf = (transfer: Transfer, { mayDecide, mayTake }: Decider, text: Text): readonly Row[] => {
  const { phase, source, target } = transfer;
  const sourceName = { source: clean(source.name) };
  if (phase === 'asked') return [...(mayDecide ? [sentence(text.t('transfer.offer.note', sourceName))] : []), sentence(text.t('transfer.asked.note', sourceName))];
  if (phase === 'offered') return mayTake === true ? [sentence(text.t('transfer.take.note', { target: clean(target.name) }))] : [];
  if (phase !== 'open') return [];
  const decide = mayDecide ? [sentence(text.t('transfer.accept.note', { source: clean(source.name) }))] : [];
  return [...decide, sentence(text.t('transfer.open.note'))];
};

type Decider = { readonly mayDecide: boolean; readonly mayTake?: boolean };

const recountRow = (change: LineChange, text: Text, density: Density): Row => {
  const { before, after } = change;
  const name = clean(change.name, density.name);
  if (after === undefined) return fact(name, text.t('transfer.recount.gone'));
  return fact(name, before === 0 ? text.t('transfer.recount.added', { after }) : text.t('transfer.recount.number', { before, after }));
};

/** What only a request of new commerce has. */
const newCommerceFacts = ({ model, part, phase, expiresAt }: Transfer, text: Text): readonly Row[] => [
  ...(model === 'new-commerce' ? [fact(text.t('label.model'), text.t('value.model.new-commerce'))] : []),
  ...(part === undefined ? [] : [fact(text.t('label.part'), text.t('value.part', part))]),
  ...(expiresAt !== undefined && (phase === 'offered' || phase === 'declined') ? [fact(text.t('label.expires'), text.dateTime(expiresAt))] : []),
];

/** Who takes part, by which ids, waiting for whom: the rows right under the header. */
export const factsOf = (transfer: Transfer, waiting: string, text: Text): readonly Row[] => {
  const { customer, source, target } = transfer;
  const label = text.t;
  return [
    fact(label('label.customer'), text.t('value.customer', { name: clean(customer.name), domain: clean(customer.domain) })),
    fact(label('label.source'), clean(source.name)),
    fact(label('label.target'), text.t('value.provider', { name: clean(target.name), mpn: clean(target.mpnId, 20) })),
    fact(label('label.asked-by'), signatureWords(transfer.requested, text)),
    ...(transfer.partnerCenterId === undefined ? [] : [fact(label('label.partner-center-id'), clean(transfer.partnerCenterId, 60))]),
    fact(label('label.partner-of-record'), clean(transfer.partnerOfRecord, 20)),
    ...newCommerceFacts(transfer, text),
    ...(transfer.replaces === undefined ? [] : [fact(label('label.replaces'), shortId(transfer.replaces))]),
    fact(label('label.waiting'), waiting),
    fact(label('label.since'), text.dateTime(transfer.since)),
  ];
};

/** The card's parts in reading order: what was decided, what it is about, the steps, and what came of it. */
export const sectionsOf = (transfer: Transfer, decider: Decider, text: Text, density: Density): readonly Section[] => {
  const steps = transfer.model === 'new-commerce' ? text.t('strip.five') : text.t('strip.title');
  const sections: readonly Section[] = [
    { title: text.t('transfer.decision'), rows: decisionOf(transfer, text) },
    { title: text.t('transfer.recount'), rows: limited((transfer.recount ?? []).map((change) => recountRow(change, text, density)), density.ids, text) },
    { title: text.t('transfer.lines'), rows: linesOf(transfer, text, density) },
    { title: text.t('confirm.know'), rows: notesOf(transfer, decider, text) },
    { title: steps, rows: stripRows(transfer, text) },
    { title: text.t('transfer.ids'), rows: idsOf(transfer, text, density) },
    { title: text.t('transfer.checks'), rows: checksOf(transfer, text, density) },
  ];
  return sections.filter((section) => section.rows.length > 0);
};
