import type { SubscriptionRecord } from '../state.ts';

/** Kinds of products that a new-commerce transfer can name (§10.1). */
export const PRODUCT_TYPES = ['AzureSubscription', 'AzureReservation', 'AzureSavingsPlan', 'OnlineServicesNCE', 'Software', 'SaaS'] as const;
const AZURE: readonly string[] = ['AzureSubscription', 'AzureReservation', 'AzureSavingsPlan'];

export const isProductType = (word: unknown): word is string => typeof word === 'string' && (PRODUCT_TYPES as readonly string[]).includes(word);
export const isAzureType = (type: string): boolean => AZURE.includes(type);

/** What a subscription counts as in a new-commerce transfer; undefined for a legacy one. A plan's subscription is called otherwise there. */
export const productTypeOf = ({ wire }: SubscriptionRecord): string | undefined => (wire.productType?.id === 'Azure' ? 'AzureSubscription' : wire.productType?.id);

/** Somebody else's product in the marketplace, which stays where it is (§8.2). */
export const isThirdParty = ({ wire }: SubscriptionRecord): boolean => wire.isMicrosoftProduct === false;
