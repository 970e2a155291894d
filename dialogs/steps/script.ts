import type { Field, StepCardData } from '../../cards/step-card.ts';
import type { Facts, NewFact, ProfileId, Subject } from '../../journey/facts.ts';
import type { Person, Transfer } from '../../journey/records.ts';
import type { StepId } from '../../journey/step-ids.ts';
import type { Text } from '../../locales/text.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';

/** What a step's card is made from. `reading` is what was read from Partner Center for it, `{}` when nothing was. */
export type StepView<R = object> = {
  readonly text: Text;
  readonly facts: Facts;
  readonly now: Date;
  readonly profile: ProfileId;
  readonly person: Person;
  readonly subject: Subject;
  readonly subjectName: string;
  readonly reading: R;
  /** The organisation's transfers, newest first; empty for a step that does not ask for them. */
  readonly transfers: readonly Transfer[];
  /** Address of a page in the portal of Partner Center, or of the rehearsal's portal. */
  readonly portal: (path: string) => string;
};

export type StepFace = Omit<StepCardData, 'handle' | 'actions' | 'problems'> & { readonly fields?: readonly Field[] };

/** Facts to record, or the sentence that says what is wrong with the answer. */
export type StepAnswer = { readonly ok: true; readonly facts: readonly NewFact[] } | { readonly ok: false; readonly problem: string };

/** Whom a reading is about, and what is known already: which provider was chosen decides what is asked for. */
export type ReadAbout = { readonly subject: Subject; readonly facts: Facts };

/** What one step asks, in one card with all its fields; the rules are in journey/steps. One file a step. */
export type StepScript<R = object> = {
  readonly id: StepId;
  /** Reads what the card shows, in the person's own name; makes the dialog ask for the sign-in first. */
  readonly read?: (partnerCenter: PartnerCenter, access: PersonAccess, about: ReadAbout) => Promise<R>;
  /** Whether the card also shows the organisation's transfers. */
  readonly usesTransfers?: true;
  readonly face: (view: StepView<R>) => StepFace;
  readonly answer: (inputs: Readonly<Record<string, string>>, view: StepView<R>) => StepAnswer;
  /** The word that has to be typed before an irreversible step is recorded (R30, R204); undefined where this card records nothing irreversible. */
  readonly typedWord?: (view: StepView<R>) => string | undefined;
  /** Whether the same step goes on with its next card once this one is recorded; `view.facts` already hold what was recorded. */
  readonly goesOn?: (view: StepView<R>) => boolean;
  /** What has to be said once it is recorded, on a card without fields; undefined when nothing has. */
  readonly outcome?: (view: StepView<R>) => StepFace | undefined;
};
