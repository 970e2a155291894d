import type { Fact } from './facts.ts';
import type { Verdict } from './rules/verdict.ts';
import type { StepState } from './steps.ts';

/** A step that ended with this fact: how sure that is, when, by whom, and what they pointed to (R205). */
export const doneBy = ({ proof, at, by, evidence }: Fact): Extract<StepState, { state: 'done' }> => ({ state: 'done', proof, at, by: by?.name ?? '', ...(evidence === '' ? {} : { evidence }) });

/** A step that this subject can do without, where there is a reason for it. */
export const notNeeded = (why: Verdict | undefined): Extract<StepState, { state: 'not-needed' }> | undefined => (why === undefined ? undefined : { state: 'not-needed', why });
