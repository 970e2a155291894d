import type { BlockCode, LineOutcome, SubscriptionStatus, Trouble, Transfer, TransferLine, Role } from '../journey/records.ts';
import { ERROR_MEANINGS, meaningOf } from '../locales/error-meanings.ts';
import type { Fixer } from '../locales/error-meanings.ts';
import { hasMessage } from '../locales/text.ts';
import type { MessageKey, Text } from '../locales/text.ts';
import { clean } from './clean.ts';
import type { Density } from './render.ts';

/** A line of a card: a strong beginning (may be empty) and the rest. Both may hold outside text; templates put them in TextRuns. */
export type Row = { readonly strong: string; readonly text: string };

export const sentence = (text: string): Row => ({ strong: '', text });

/** A label and its value, as one row. */
export const fact = (label: string, value: string): Row => ({ strong: `${label}: `, text: value });

/** At most `most` rows, and then how many more there are. */
export const limited = (rows: readonly Row[], most: number, text: Text): readonly Row[] =>
  rows.length <= most ? rows : [...rows.slice(0, most), sentence(text.t('more', { count: rows.length - most }))];

/** What people call a transfer by: four characters of its id, enough to tell the few that are open apart. */
export const shortId = (transferId: string): string => clean(transferId).slice(-4);

export const statusWords = (status: SubscriptionStatus | 'absent', text: Text): string => {
  const key = `status.${status}`;
  return hasMessage(key) ? text.t(key) : text.t('status.unknown', { word: clean(status.replace('unknown: ', ''), 40) });
};

export const outcomeWords = (outcome: LineOutcome, text: Text, density: Density): string => {
  const key = `line.${outcome.state}`;
  const state = hasMessage(key) ? text.t(key) : text.t('line.unknown', { word: clean(outcome.state.replace('unknown: ', ''), 40) });
  return outcome.error === undefined ? state : `${state}. ${text.t('line.error', { error: clean(outcome.error, density.name) })}`;
};

type Measured = Pick<TransferLine, 'quantity' | 'unit'>;

export const quantityWords = ({ quantity, unit }: Measured, text: Text): string =>
  unit === 'licences' ? text.t('unit.licences', { count: quantity }) : text.t(`unit.${unit}`);

export const cycleWords = (billingCycle: string, text: Text): string => {
  const key = `cycle.${billingCycle.toLowerCase()}`;
  if (key !== 'cycle.other' && hasMessage(key)) return text.t(key);
  return billingCycle === '' || billingCycle.toLowerCase() === 'none' ? '' : text.t('cycle.other', { word: clean(billingCycle, 40) });
};

type Addon = Measured & { readonly name: string };

/** Names the add-ons that move with a base (R157); an empty string when there are none. */
export const addonWords = (addons: readonly Addon[], text: Text, density: Density): string => {
  if (addons.length === 0) return '';
  if (density.addons === 'counted') return text.t('addons.counted', { count: addons.length });
  const names = addons.map((addon) => text.t('addon', { name: clean(addon.name, density.name), quantity: quantityWords(addon, text) }));
  return text.t('addons.named', { count: addons.length, names: text.list(names) });
};

/** A line of a request: name, quantity, billing, add-ons and, once known, what became of it. */
export const lineRow = (line: TransferLine, text: Text, density: Density, outcome?: LineOutcome): Row => {
  const details = [quantityWords(line, text), cycleWords(line.billingCycle, text)].filter((part) => part !== '').join(', ');
  const rest = [addonWords(line.addons, text, density), outcome === undefined ? '' : outcomeWords(outcome, text, density)];
  return { strong: clean(line.name, density.name), text: [`: ${details}`, ...rest.filter((part) => part !== '')].join('. ') };
};

/** Microsoft's reasons come without a full stop; ours follow on the same line. */
const ended = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);

/** What stands in the way and what to do instead; Microsoft's own reason is shown beside ours, unchanged (R170). */
export const blockWords = (block: { code: BlockCode; reason?: string; heldBy?: string }, text: Text, density: Density): string => {
  const parts = [text.t(`block.${block.code}`)];
  if (block.heldBy !== undefined) parts.push(text.t('block.in-open-transfer.held', { id: shortId(block.heldBy) }));
  if (block.reason !== undefined) parts.push(ended(text.t('block.microsoft', { reason: clean(block.reason, density.name) })));
  return [...parts, text.t(`block.${block.code}.do`)].join(' ');
};

export type TroubleWords = { readonly title: string; readonly rows: readonly Row[] };

/** Before these phases are left, no line can have been seen to move. */
export const BEFORE_THE_MOVE: ReadonlySet<Transfer['phase']> = new Set([
  'creating', 'not-created', 'open', 'accepting', 'rejecting', 'withdrawing', 'rejected', 'withdrawn',
  'asked', 'offering', 'offered', 'taking', 'declined', 'cancelling', 'cancelled', 'expired',
]);

/** Who can end a fault whose code nobody knows. */
const FIXERS: Readonly<Record<Trouble['kind'], Fixer>> = { refused: 'microsoft', unauthorised: 'you', unreachable: 'nobody', throttled: 'nobody' };

type Explained = { readonly what: MessageKey | undefined; readonly who: Fixer; readonly fix: MessageKey };

/** An answer that nobody knows is called so where it was a plain no; where nothing was said, the kind of silence says enough. */
const explained = (trouble: Trouble): Explained => {
  const meaning = meaningOf(trouble) ?? (trouble.kind === 'refused' ? 'unknown' : undefined);
  if (meaning === undefined) return { what: undefined, who: FIXERS[trouble.kind], fix: `trouble.${trouble.kind}.do` };
  return { what: `error.${meaning}.what`, who: meaning === 'unknown' ? 'microsoft' : ERROR_MEANINGS[meaning].who, fix: `error.${meaning}.fix` };
};

/** The numbers that Microsoft's support asks for. */
const referenceWords = ({ code, httpStatus, correlationId, at }: Trouble, text: Text): string => {
  const number = code ?? (httpStatus === undefined ? text.t('trouble.no-code') : String(httpStatus));
  return text.t('trouble.reference', { code: clean(number, 40), correlationId: clean(correlationId, 60), when: text.dateTime(at) });
};

/** What happened, what was not changed, who can fix it and how, and the code and correlation id. */
export const troubleWords = (trouble: Trouble, phase: Transfer['phase'], text: Text): TroubleWords => {
  const { what, who, fix } = explained(trouble);
  return {
    title: text.t(`trouble.${trouble.kind}`),
    rows: [
      ...(what === undefined ? [] : [sentence(text.t(what))]),
      sentence(text.t(BEFORE_THE_MOVE.has(phase) ? 'trouble.unchanged.before' : 'trouble.unchanged.after')),
      sentence(text.t('error.who', { who: text.t(`error.who.${who}`) })),
      sentence(text.t(fix)),
      sentence(referenceWords(trouble, text)),
    ],
  };
};

/** The same fault in a list, where there is room for one sentence; the card has the rest. */
export const troubleLine = (trouble: Trouble, text: Text): string => {
  const { what } = explained(trouble);
  return `${text.t(`trouble.${trouble.kind}`)}. ${what === undefined ? '' : `${text.t(what)} `}${referenceWords(trouble, text)}`;
};

/** Whichever of these roles may do something. */
export const anyRoleWords = (roles: readonly Role[], text: Text): string => text.either(roles.map((role) => text.t(`role.${role}`)));

/** All of the roles that somebody has. */
export const roleWords = (roles: readonly Role[], text: Text): string => text.list(roles.map((role) => text.t(`role.${role}`)));
