import type { Field } from '../../cards/step-card.ts';
import type { DirectBillState } from '../../journey/rules/assess.ts';
import { CREDIT_CHECKS, PLANS, revenueWindow } from '../../journey/rules/assess.ts';
import type { ProfileId } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import type { StepView } from './script.ts';

export const PROGRAMMES = ['direct-bill', 'reseller', 'other'] as const;
export const STATES: readonly DirectBillState[] = ['active', 'restricted', 'suspended', 'revoked'];
export const SCOPES = ['account', 'one-tenant'] as const;
export const RULE_SETS: readonly ProfileId[] = ['2026', '2020'];

/** Yes-or-no requirements of both rule sets (R180-R182, R186, R187), and those of today. */
const TICKS_BOTH = ['mpn', 'authority', 'first-level', 'managed', 'ip', 'app', 'billing'] as const;
export const TICKS = [...TICKS_BOTH, 'security', 'designation'] as const;

const ticksOf = (profile: ProfileId): readonly (typeof TICKS)[number][] => (profileOf(profile).securityRequirements.value ? TICKS : TICKS_BOTH);

type Before = Readonly<Record<string, string | number | boolean>>;

const monthName = (month: number, { text }: StepView): string => new Intl.DateTimeFormat(text.locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1, 1));

/** All questions of the checklist at once, with the answers of the last time. */
export const assessFields = (view: StepView): readonly Field[] => {
  const { text, facts, now, profile } = view;
  const before: Before = facts.latest('assessed')?.value.answers ?? {};
  const { from, to } = revenueWindow(now);
  const state = facts.latest('direct-bill-state')?.value;
  const month = facts.latest('anniversary')?.value.month;
  const pick = (id: 'programme' | 'scope' | 'plan' | 'credit', choices: readonly string[]): Field => ({
    kind: 'choice', id, label: text.t(`assess.${id}`), value: String(before[id] ?? ''),
    choices: choices.map((value) => ({ title: text.t(`assess.${id}.${value}` as 'assess.plan.none'), value })),
  });
  const number = (id: string, label: string): Field => ({ kind: 'number', id, label, ...(typeof before[id] === 'number' ? { value: before[id] } : {}) });
  const tick = (id: (typeof TICKS)[number]): Field => ({ kind: 'toggle', id, label: text.t(`assess.${id}`), title: text.t('assess.yes'), value: before[id] === true });
  return [
    { kind: 'choice', id: 'rules', label: text.t('assess.rules'), value: profile, choices: RULE_SETS.map((value) => ({ title: text.t(`assess.rules.${value}` as 'assess.rules.2026'), value })) },
    pick('programme', PROGRAMMES),
    { kind: 'choice', id: 'state', label: text.t('assess.state'), value: state?.state ?? '', choices: STATES.map((value) => ({ title: text.t(`assess.state.${value}`), value })) },
    { kind: 'date', id: 'since', label: text.t('assess.since'), ...(state === undefined ? {} : { value: state.since }) },
    number('revenue', text.t('assess.revenue', { from: text.date(from), to: text.date(to) })),
    pick('scope', SCOPES),
    { kind: 'choice', id: 'month', label: text.t('assess.month'), value: month === undefined ? '' : String(month), choices: Array.from({ length: 12 }, (_, n) => ({ title: monthName(n + 1, view), value: String(n + 1) })) },
    ...ticksOf(profile).map(tick),
    pick('plan', PLANS),
    pick('credit', CREDIT_CHECKS),
    ...(profileOf(profile).tenureMonths.value > 0 ? [number('tenure', text.t('assess.tenure'))] : []),
  ];
};
