import type { Fact, FactKind, Facts, IrreversibleAct, Subject } from '../facts.ts';
import type { StepAttempt, StepInput } from '../steps.ts';
import type { Verdict } from './verdict.ts';

/** The same for all points of no return (R204): a typed confirmation, and a second person where the organisation wants four eyes. */
export type ConfirmationState = 'not-confirmed' | 'second-needed' | 'confirmed';

type About = { readonly facts: Facts; readonly subject: Subject };

type Act = Fact<'irreversible-confirmed'> | Fact<'seconded'>;

const isAct = (fact: Fact): fact is Act => fact.kind === 'irreversible-confirmed' || fact.kind === 'seconded';

const newest = ({ facts, subject }: About, kind: Act['kind'], act: IrreversibleAct): Act | undefined =>
  facts.all.filter(isAct).findLast((fact) => fact.kind === kind && fact.subject === subject && fact.value.act === act);

/** The typed confirmation of this act; the newest fact of the kind alone may be about another act. */
export const confirmationOf = (about: About, act: IrreversibleAct): Fact | undefined => newest(about, 'irreversible-confirmed', act);

/** A second counts only from somebody else, and only after the confirmation that it seconds. */
const isSeconded = (about: About, act: IrreversibleAct, confirmed: Fact): boolean => {
  const second = newest(about, 'seconded', act);
  if (second === undefined) return false;
  return second.by?.personId !== confirmed.by?.personId && about.facts.all.indexOf(second) > about.facts.all.indexOf(confirmed);
};

export const confirmationState = (about: About, act: IrreversibleAct): ConfirmationState => {
  const confirmed = confirmationOf(about, act);
  if (confirmed === undefined) return 'not-confirmed';
  const wanted = about.facts.latest('four-eyes')?.value.wanted === true;
  return wanted && !isSeconded(about, act, confirmed) ? 'second-needed' : 'confirmed';
};

/** A confirmation that waits for somebody else, and who gave it. */
export type Awaiting = { readonly act: IrreversibleAct; readonly subject: Subject; readonly confirmed: Fact };

/** Everything that waits for a second person, the longest wait first (R204). */
export const awaitingSecond = (facts: Facts): Awaiting[] => {
  const acts = facts.all.filter(isAct).map(({ subject, value: { act } }) => ({ subject, act }));
  const seen = new Set<string>();
  return acts.flatMap(({ subject, act }) => {
    const isNew = !seen.has(`${subject}/${act}`);
    seen.add(`${subject}/${act}`);
    const confirmed = confirmationOf({ facts, subject }, act);
    return isNew && confirmed !== undefined && confirmationState({ facts, subject }, act) === 'second-needed' ? [{ act, subject, confirmed }] : [];
  }).sort((a, b) => a.confirmed.at.localeCompare(b.confirmed.at));
};

type Guard = { readonly act: IrreversibleAct; /** Facts that say the act was done; none of them before it is confirmed. */ readonly results: readonly FactKind[] };

/** What a person may not record: the result before the confirmation (R30), or both signatures of two (R204). */
export const refusesUnconfirmed = (input: StepInput, attempt: StepAttempt, { act, results }: Guard): readonly Verdict[] => {
  const state = confirmationState(input, act);
  const confirmed = confirmationOf(input, act);
  const isSame = confirmed?.by?.personId === attempt.person.personId;
  const claims = attempt.facts.some(({ kind }) => results.includes(kind));
  if (state === 'not-confirmed' && (claims || attempt.facts.some(({ kind }) => kind === 'seconded'))) return [{ code: 'confirm-first', rule: 30, profile: input.profile }];
  if (state === 'second-needed' && (isSame || claims)) {
    return [{ code: 'second-person-needed', rule: 204, profile: input.profile, values: { name: confirmed?.by?.name ?? '' } }];
  }
  return [];
};
