import type { Fact } from './facts.ts';
import type { StepState } from './steps.ts';

/** A step that ended with this fact: how sure that is, when, by whom, and what they pointed to (R205). */
export const doneBy = ({ proof, at, by, evidence }: Fact): Extract<StepState, { state: 'done' }> => ({ state: 'done', proof, at, by: by?.name ?? '', ...(evidence === '' ? {} : { evidence }) });
