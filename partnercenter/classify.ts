import type { SubscriptionClass } from '../journey/records.ts';
import type { WireSubscriptionRead } from './schemas.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LEGACY_AZURE = 'ms-azr-0145p';

/**
 * The class that decides whether and how a subscription may move (API topic 8.2, R165-R169). Legacy subscriptions carry no product type; one that
 * is there but not recognised means `unknown`, however familiar the rest looks.
 */
export const classify = (read: WireSubscriptionRead): SubscriptionClass => {
  if (read.isMicrosoftProduct === false) return 'marketplace';
  if (read.offerId.toLowerCase() === LEGACY_AZURE) return 'legacy-azure';
  const product = read.productType?.id ?? '';
  if (product !== '') return classOfProduct(product);
  return GUID.test(read.offerId) && read.billingType.toLowerCase() === 'license' ? 'legacy-licence' : 'unknown';
};

const classOfProduct = (product: string): SubscriptionClass => {
  const word = product.toLowerCase().replace(/[^a-z]/g, '');
  if (word === 'onlineservicesnce') return 'new-commerce-licence';
  if (word.includes('reservation') || word.includes('reservedinstance') || word.includes('savingsplan')) return 'reservation';
  if (word === 'azure' || word === 'azureplan' || word === 'azuresubscription') return 'azure-plan';
  if (word === 'saas' || word === 'marketplace') return 'marketplace';
  return word === 'software' ? 'software' : 'unknown';
};
