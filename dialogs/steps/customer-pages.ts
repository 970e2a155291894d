import type { Facts } from '../../journey/facts.ts';
import { acceptedProviders } from '../../journey/rules/partner-up.ts';
import type { Field } from '../../cards/step-card.ts';
import type { Text } from '../../locales/text.ts';

/** Pages about customers in the portal of Partner Center, as paths. */
export const CUSTOMER_PAGES = {
  customers: '/dashboard/commerce2/customers',
  /** The customer's subscriptions, with the subscription transfer function (R121, R141). */
  subscriptions: (customerId: string): string => `/dashboard/commerce2/customers/${encodeURIComponent(customerId)}/subscriptions`,
  /** The customer's Account page, which shows its billing details (R90). */
  account: (customerId: string): string => `/dashboard/commerce2/customers/${encodeURIComponent(customerId)}/account`,
} as const;

/** Only providers whose invitation was accepted can be chosen (R56, R88); one alone is chosen beforehand. */
export const providerField = (facts: Facts, text: Text, chosen?: string): Field => {
  const choices = acceptedProviders(facts).map(({ tenantId, name, mpnId }) => ({ title: `${name}, ${mpnId}`, value: tenantId }));
  const value = chosen ?? (choices.length === 1 ? choices[0]?.value : undefined);
  return { kind: 'choice', id: 'provider', label: text.t('customer.provider'), choices, ...(value === undefined ? {} : { value }) };
};

export const providerName = (facts: Facts, providerId: string): string => acceptedProviders(facts).find(({ tenantId }) => tenantId === providerId)?.name ?? providerId;

/** A draft in the person's own mail program: nothing is sent by us (R59, R97). */
export const mailDraft = ({ to = '', subject, body }: { readonly to?: string; readonly subject: string; readonly body: string }): string =>
  `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
