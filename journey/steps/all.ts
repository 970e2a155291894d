import type { Step } from '../steps.ts';
import { assess } from './assess.ts';
import { decide } from './decide.ts';

/** Every step that this release knows, in the order of the guide. */
export const STEPS: readonly Step[] = [assess, decide];
