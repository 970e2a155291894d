import type { CustomerCall } from '../call.ts';
import { ApiError } from '../errors.ts';
import { isSameRegion } from '../regions.ts';
import { holdings, type SubscriptionRecord } from '../state.ts';
import { isLegacyAzure } from './eligible.ts';
import { isAzureType, productTypeOf } from './product-types.ts';

type Parties = { readonly source: string; readonly target: string };

const isActive = ({ wire }: SubscriptionRecord): boolean => wire.status === 'active';

/** The target needs an active Azure plan for the customer, and nobody may hold Azure of the old kind any more (§10.1). */
export const requireAzurePlan = ({ state, customer }: Pick<CustomerCall, 'state' | 'customer'>, { source, target }: Parties): void => {
  const theirs = holdings(state, target, customer.id);
  if ([...holdings(state, source, customer.id), ...theirs].some((s) => isLegacyAzure(s) && isActive(s))) throw new ApiError('azureLegacyLeft');
  const plans = theirs.filter((s) => productTypeOf(s) === 'AzureSubscription');
  if (plans.some(isActive)) return;
  if (plans.length > 0) throw new ApiError('azurePlanNotActive');
  const country = state.partners.get(target)?.address.country ?? '';
  throw new ApiError(isSameRegion(country, customer.address.country) ? 'azurePlanMissing' : 'azurePlanNotPurchasable');
};

/** A subscription does not leave its reservations and savings plans behind: they are cancelled, or come along (900145). */
export const requireNoReservations = ({ state, customer }: Pick<CustomerCall, 'state' | 'customer'>, source: string, moving: readonly string[]): void => {
  const terms = holdings(state, source, customer.id).filter((s) => isActive(s) && isTerm(productTypeOf(s)));
  if (terms.some((s) => !moving.includes(s.wire.id))) throw new ApiError('reservationsBlock');
};

const isTerm = (type: string | undefined): boolean => type !== undefined && isAzureType(type) && type !== 'AzureSubscription';
