import type { Facts, ProfileId, Subject } from './facts.ts';
import type { StepId } from './step-ids.ts';
import type { Step, StepState } from './steps.ts';
import type { Verdict } from './rules/verdict.ts';

export type MapInput = { readonly steps: readonly Step[]; readonly facts: Facts; readonly now: Date; readonly profile: ProfileId };

/** Where a step stands for a subject: done, waiting, ready, or blocked with every reason named (R201). */
export const stateOf = (input: MapInput, id: StepId, subject: Subject): StepState => {
  const step = stepOf(input, id);
  const view = { facts: input.facts, now: input.now, profile: input.profile, subject: input.facts.subjectOf(subjectFor(step, subject)) };
  const progress = step.progress(view);
  if (progress !== undefined) return progress;
  const verdicts = [...missing(input, step, subject), ...step.blocks(view)];
  return verdicts.length === 0 ? { state: 'ready' } : { state: 'blocked', verdicts };
};

/** The step that can be taken now on the way to this one: where a missing step is itself blocked by another, that one (R201). */
export const firstMissing = (input: MapInput, id: StepId, subject: Subject): StepId => {
  const state = stateOf(input, id, subject);
  const before = state.state === 'blocked' ? state.verdicts.find((verdict) => verdict.missing !== undefined)?.missing : undefined;
  return before === undefined || before === id ? id : firstMissing(input, before, subject);
};

const missing = (input: MapInput, step: Step, subject: Subject): Verdict[] =>
  step.needs
    .filter((need) => !isDone(stateOf(input, need, subject)))
    .map((need) => ({ code: 'step-missing', rule: 201, profile: input.profile, missing: need }));

/** Nothing is left to do: done, or never needed here. */
export const isDone = ({ state }: StepState): boolean => state === 'done' || state === 'not-needed';

const stepOf = ({ steps }: MapInput, id: StepId): Step => {
  const step = steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`There is no step "${id}".`);
  return step;
};

/** Steps of the organisation are asked about the organisation, whichever customer is looked at. */
const subjectFor = (step: Step, subject: Subject): Subject => (step.of === 'organisation' ? 'organisation' : subject);
