import type { FactValues, ProfileId } from '../facts.ts';
import { profileOf } from '../profiles/find.ts';
import type { RevenueFloor } from '../profiles/profile.ts';
import type { Verdict } from './verdict.ts';

export const PLANS = ['none', 'asfp', 'psfp', 'other'] as const;
/** Applied, then under review by Microsoft, then passed, which Microsoft tells by mail (R185, R191, R192). */
export const CREDIT_CHECKS = ['not-applied', 'applied', 'under-review', 'passed'] as const;

export type DirectBillState = FactValues['direct-bill-state']['state'];

/** Answers to the checklist, as a person of the partner gives them. Revenue in USD, over the twelve months before the day of the answer. */
export type Assessment = {
  readonly state: DirectBillState;
  readonly revenue: number;
  readonly scope: 'account' | 'one-tenant';
  readonly mpn: boolean;
  readonly authority: boolean;
  readonly 'first-level': boolean;
  readonly plan: (typeof PLANS)[number];
  readonly credit: (typeof CREDIT_CHECKS)[number];
  readonly managed: boolean;
  readonly ip: boolean;
  readonly app: boolean;
  readonly billing: boolean;
  readonly security: boolean;
  readonly designation: boolean;
  /** Months as an indirect reseller; counts only for whoever has to apply anew. */
  readonly tenure: number;
};

type At = { readonly now: Date; readonly profile: ProfileId };

export type Requirement = {
  readonly code: 'mpn' | 'authority' | 'first-level' | 'plan' | 'service' | 'billing' | 'revenue' | 'security' | 'designation' | 'tenure';
  readonly rule: number;
  readonly met: boolean;
};

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The newest floor that has begun on the day of evaluation; undefined before the first one (R6). */
export const floorAt = ({ now, profile }: At): RevenueFloor | undefined =>
  profileOf(profile).directRevenueFloors.value.filter(({ from }) => from <= dayOf(now)).at(-1);

/** The twelve months before the day of evaluation, as dates; not the calendar year (R9). */
export const revenueWindow = (now: Date): { readonly from: string; readonly to: string } => {
  const from = new Date(now);
  from.setUTCFullYear(from.getUTCFullYear() - 1);
  return { from: dayOf(from), to: dayOf(now) };
};

/** Every minimum requirement with whether it is met. There is choice only inside the support plan (R183) and the services (R186). */
export const requirementsOf = (given: Assessment, at: At): readonly Requirement[] => {
  const profile = profileOf(at.profile);
  const floor = floorAt(at);
  const must = (code: Requirement['code'], rule: number, met: boolean): Requirement => ({ code, rule, met });
  const security = profile.securityRequirements.value ? [must('security', 188, given.security), must('designation', 188, given.designation)] : [];
  // Whoever is a direct-bill partner need not have been a reseller before; a revoked one applies like anybody else.
  const tenure = profile.tenureMonths.value > 0 && given.state === 'revoked' ? [must('tenure', 188, given.tenure >= profile.tenureMonths.value)] : [];
  return [
    must('mpn', 180, given.mpn),
    must('authority', 181, given.authority),
    must('first-level', 182, given['first-level']),
    must('plan', 183, given.plan === 'asfp' || given.plan === 'psfp'),
    must('service', 186, given.managed || given.ip || given.app),
    must('billing', 187, given.billing),
    ...(floor === undefined ? [] : [must('revenue', 7, given.revenue >= floor.usd)]),
    ...security,
    ...tenure,
  ];
};

/** All of them, not one of them (R188). */
export const meetsAll = (requirements: readonly Requirement[]): boolean => requirements.every(({ met }) => met);

/** What is missing, each with its rule and what to do. */
export const missingOf = (given: Assessment, at: At): readonly Verdict[] => {
  const values = { floor: floorAt(at)?.usd ?? 0, from: floorAt(at)?.from ?? '', given: given.revenue, months: profileOf(at.profile).tenureMonths.value };
  return requirementsOf(given, at).filter(({ met }) => !met).map(({ code, rule }) => ({ code: `need-${code}`, rule, profile: at.profile, values }));
};

/** A support plan is bought only after the passed credit check (R184, R194, R195). */
export const planAdvice = ({ plan, credit }: Assessment): 'has-plan' | 'may-buy' | 'must-wait' => {
  if (plan === 'asfp' || plan === 'psfp') return 'has-plan';
  return credit === 'passed' ? 'may-buy' : 'must-wait';
};

/** Things to be known beside the checklist: a plan must wait (R194), one tenant is not the whole account (R8), purchases are closed (R198). */
export const warningsOf = (given: Assessment, { profile }: At): readonly Verdict[] => {
  const wait = planAdvice(given) === 'must-wait' ? [{ code: 'credit-check-first', rule: 194, profile }] : [];
  const scope = given.scope === 'one-tenant' ? [{ code: 'one-tenant-only', rule: 8, profile }] : [];
  return [...wait, ...scope, ...purchaseBlocks(given.state, profile)];
};

/** Once restricted, nothing new can be bought for customers directly (R11, R198); an active or unread state blocks nothing. */
export const purchaseBlocks = (state: DirectBillState | undefined, profile: ProfileId): readonly Verdict[] =>
  state === undefined || state === 'active' ? [] : [{ code: 'purchases-closed', rule: 198, profile }];

/** What cannot be put right by effort alone: revenue and time. */
const OUT_OF_REACH: ReadonlySet<Requirement['code']> = new Set(['revenue', 'tenure']);

/** An indication; Microsoft decides about the eligibility and the partner about the choice (R3, R190). */
export const suggestion = (given: Assessment, at: At): FactValues['assessed']['verdict'] => {
  const missing = requirementsOf(given, at).filter(({ met }) => !met);
  if (given.state === 'suspended' || given.state === 'revoked' || missing.some(({ code }) => OUT_OF_REACH.has(code))) return 'switch';
  return missing.length === 0 && given.state === 'active' ? 'stay' : 'qualify';
};

/** The questionnaire comes after the checklist (R189); the plan is bought later still, so it does not hold the questionnaire back (R184). */
export const mayFillQuestionnaire = (given: Assessment, at: At): boolean =>
  suggestion(given, at) !== 'switch' && requirementsOf(given, at).every(({ code, met }) => met || code === 'plan');
