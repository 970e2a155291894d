import type { ProfileId } from '../facts.ts';
import type { StepId } from '../step-ids.ts';

/**
 * A rule that spoke: which one, in which profile, with values for its sentence. `code` names the sentence `rule.<code>` (what) and
 * `rule.<code>.do` (what next) in every language; the source and date of the rule come with the profile (R207).
 */
export type Verdict = {
  readonly code: string;
  readonly rule: number;
  readonly profile: ProfileId;
  /** The step that has to be done first, when that is what is missing (R201). */
  readonly missing?: StepId;
  readonly values?: Readonly<Record<string, string | number>>;
};
