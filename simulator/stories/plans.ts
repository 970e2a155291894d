import { HAVSKOG, NORDVIND } from '../people.ts';
import type { AgreementCase } from './household.ts';
import type { ProductName } from './catalogue.ts';
import type { Plot } from './tell.ts';

/** Which partners a customer already deals with, beside or instead of Fjordline itself. */
export type Reach = 'nobody' | 'nordvind' | 'havskog' | 'both' | 'throughNordvind' | 'throughHavskog';
/** What is unusual about a holding. */
export type Condition = 'active' | 'suspended' | 'deleted' | 'expired' | 'disabled' | 'trial' | 'justBought';

/** A portfolio in numbers. Shares are weights: only their relation to each other counts. */
export type Plan = Omit<Plot, 'households'> & {
  /** Another seed gives another portfolio of the same kind. */
  readonly seed: string;
  readonly customers: number;
  /** All of them together, add-ons counted. */
  readonly subscriptions: number;
  readonly reach: Readonly<Record<Reach, number>>;
  readonly agreements: Readonly<Record<AgreementCase, number>>;
  readonly products: Readonly<Partial<Record<ProductName, number>>>;
  readonly conditions: Readonly<Record<Condition, number>>;
  /** Share, in percent, of legacy suites that carry an add-on. */
  readonly addons: number;
  /** Legacy requests that are under way when the story begins. */
  readonly openTransfers: number;
};

/** Three hundred customers of every kind, of a partner that Microsoft has restricted and that has 18 days before it is suspended. */
export const MIXED_PORTFOLIO: Plan = {
  name: 'mixed-portfolio', seed: 'mixed-portfolio', customers: 300, subscriptions: 1500,
  enrolment: 'enrolled', partnerships: [NORDVIND, HAVSKOG],
  program: { restrictedDaysAgo: 12, ttmRevenueUsd: 212_400, anniversary: '11-09' },
  reach: { nobody: 28, nordvind: 38, havskog: 16, both: 6, throughNordvind: 8, throughHavskog: 4 },
  agreements: { direct: 46, attested: 22, provider: 10, cloud: 7, none: 15 },
  products: {
    e1: 6, e3: 12, essentials: 7, exchange: 10, project: 3, visio: 3, intune: 4, dynamics: 3, powerBi: 4, azure: 6,
    standard: 12, premium: 8, teams: 3, frontline: 3, plan: 6, reservation: 2, savings: 1, windows: 2, signing: 3,
  },
  conditions: { active: 82, suspended: 6, deleted: 3, expired: 1, disabled: 1, trial: 3, justBought: 4 },
  addons: 30, openTransfers: 15,
};

/** The same kind of portfolio, large enough to hurt; nobody is restricted, so that nothing but size is in the way. */
export const TEN_THOUSAND: Plan = { ...MIXED_PORTFOLIO, name: 'ten-thousand', seed: 'ten-thousand', customers: 10_000, subscriptions: 60_000, program: {}, openTransfers: 500 };
