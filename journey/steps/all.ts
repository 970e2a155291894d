import { close } from './close.ts';
import { exportStep } from './export.ts';
import { incentives } from './incentives.ts';
import { replace } from './replace.ts';
import { agreement } from './agreement.ts';
import type { Step } from '../steps.ts';
import { approval } from './approval.ts';
import { assess } from './assess.ts';
import { decide } from './decide.ts';
import { enrol } from './enrol.ts';
import { prepare } from './prepare.ts';
import { sign } from './sign.ts';
import { findProvider } from './find-provider.ts';
import { partnerUp } from './partner-up.ts';
import { classify } from './classify.ts';
import { route } from './route.ts';
import { consent } from './consent.ts';
import { invite } from './invite.ts';
import { extend } from './extend.ts';
import { transfer } from './transfer.ts';

/** Every step that this release knows, in the order of the guide. */
export const STEPS: readonly Step[] = [assess, decide, prepare, enrol, approval, sign, findProvider, partnerUp, classify, route, consent, invite, extend, agreement, transfer, replace, close, incentives, exportStep];
