import type { Facts, IrreversibleAct, NewFact, ProfileId, Subject } from './facts.ts';
import type { Person, Role, Side } from './records.ts';
import type { Verdict } from './rules/verdict.ts';
import type { StepId } from './step-ids.ts';

export type WaitsOn = 'partner' | 'provider' | 'customer' | 'microsoft';

export type StepState =
  | { readonly state: 'blocked'; readonly verdicts: readonly Verdict[] }
  | { readonly state: 'ready' }
  /** Somebody else, or time, has to act. `since` and `due` are ISO-8601; `about` when the holidays of a year in between are not known. */
  | { readonly state: 'waiting'; readonly on: WaitsOn; readonly since: string; readonly due?: string; readonly about?: true }
  /** `evidence`: what the person who attested it pointed to; left out when nothing was. */
  | { readonly state: 'done'; readonly proof: 'verified' | 'attested'; readonly at: string; readonly by: string; readonly evidence?: string }
  | { readonly state: 'not-needed'; readonly why: Verdict };

/** What the rules of a step may look at: facts, the clock and the profile; never the network. */
export type StepInput = { readonly facts: Facts; readonly now: Date; readonly profile: ProfileId; readonly subject: Subject };

/** Who wants to record what; no facts when a card is only about to be shown. */
export type StepAttempt = { readonly person: Person; readonly facts: readonly NewFact[] };

/** A step in the journey's terms. What it asks and shows is the dialog's business. */
export type Step = {
  readonly id: StepId;
  /** Rules of the guide that live in this step. */
  readonly rules: readonly number[];
  readonly of: 'organisation' | 'customer' | 'provider';
  readonly side: Side;
  /** Any one of these roles may take it (R202). */
  readonly roles: readonly Role[];
  /** Steps that must be done first, each named when it is missing (R201). `organisation` steps for a customer step count for all customers. */
  readonly needs: readonly StepId[];
  readonly irreversible?: IrreversibleAct;
  /** Whether the step can also be about a company that is no customer yet, named by the person (R66). */
  readonly takesNew?: true;
  /** Reasons of its own why it cannot begin now, besides `needs`. */
  readonly blocks: (input: StepInput) => readonly Verdict[];
  /** Where it stands by the facts; undefined when it has not begun. */
  readonly progress: (input: StepInput) => Exclude<StepState, { state: 'blocked' | 'ready' }> | undefined;
  /** Why this person may not record these facts, whatever the state; asked when the card is shown and again before anything is recorded. */
  readonly refuses?: (input: StepInput, attempt: StepAttempt) => readonly Verdict[];
};
