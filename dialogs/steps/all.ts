import { decide } from './decide.ts';
import type { StepScript } from './script.ts';

/** The script of every step that can be taken in conversation. */
export const SCRIPTS: readonly StepScript[] = [decide];
