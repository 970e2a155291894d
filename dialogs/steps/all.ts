import { close } from './close.ts';
import { exportStep } from './export.ts';
import { incentives } from './incentives.ts';
import { replace } from './replace.ts';
import { agreement } from './agreement.ts';
import { approval } from './approval.ts';
import { assess } from './assess.ts';
import { decide } from './decide.ts';
import { enrol } from './enrol.ts';
import { prepare } from './prepare.ts';
import type { StepScript } from './script.ts';
import { sign } from './sign.ts';
import { findProvider } from './find-provider.ts';
import { partnerUp } from './partner-up.ts';
import { classify } from './classify.ts';
import { route } from './route.ts';
import { consent } from './consent.ts';
import { invite } from './invite.ts';
import { extend } from './extend.ts';

/** The script of every step that can be taken in conversation. */
export const SCRIPTS: readonly StepScript[] = [assess, decide, prepare as StepScript, enrol, approval, sign as StepScript, findProvider, partnerUp as StepScript, classify as StepScript, route, consent, invite as StepScript, extend as StepScript, agreement as StepScript, replace as StepScript, close as StepScript, incentives, exportStep];
