import type { ProductName } from './catalogue.ts';

/** One holding: product, seats, and what is unusual about it. */
export type Holding = {
  readonly product: ProductName;
  readonly seats: number;
  readonly addons?: readonly (readonly [product: ProductName, seats: number])[];
  readonly status?: 'suspended' | 'deleted' | 'expired' | 'disabled';
  readonly trial?: true;
  /** Already on its way in another request. */
  readonly open?: true;
  /** Days since it was bought; left out, two to ten months. */
  readonly age?: number;
  /** A fixed id, where a walk or a sheet quotes it. */
  readonly id?: string;
};

/**
 * How the Microsoft Customer Agreement stands: signed by the customer, vouched for by its partner (lost on the move), confirmed
 * through its provider, only the old Cloud Agreement (which never counts, R110), or nothing.
 */
export type AgreementCase = 'direct' | 'attested' | 'provider' | 'cloud' | 'none';

/** A customer as stories write it down. */
export type Household = {
  readonly name: string;
  /** Also the first part of its addresses. */
  readonly slug: string;
  readonly id?: string;
  readonly contact: readonly [first: string, last: string];
  readonly place: readonly [street: string, postalCode: string, city: string];
  readonly providers: readonly string[];
  /** Won through a provider only: the partner itself never did business with it, and its first provider holds what it has. */
  readonly indirect?: true;
  readonly agreement: AgreementCase;
  readonly holds: readonly Holding[];
};
