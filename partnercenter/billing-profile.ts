import { z } from 'zod';
import type { PersonAccess } from './access.ts';
import { parse } from './paging.ts';
import type { Requests } from './request.ts';
import type { ReadOptions } from './seen.ts';

/** A customer's billing details, of which a relationship extension gives the provider a copy (API topic 6.3, R89). Absent parts are empty. */
export type BillingProfile = {
  readonly companyName: string;
  readonly contactName: string;
  readonly mail: string;
  readonly phone: string;
  readonly address: string;
  /** Two letters, as `sv`; the language in which the customer is written to. */
  readonly language: string;
};

export type BillingProfiles = { readonly get: (access: PersonAccess, customerId: string, options?: ReadOptions) => Promise<BillingProfile> };

const words = z.string().default('');
const address = z.object({ addressLine1: words, addressLine2: words, postalCode: words, city: words, state: words, country: words, phoneNumber: words });
const profile = z.object({ firstName: words, lastName: words, email: words, language: words, companyName: words, defaultAddress: address.optional() });

const joined = (parts: readonly (string | undefined)[], by: string): string => parts.filter((part) => part !== undefined && part !== '').join(by);

export const createBillingProfiles = (requests: Requests): BillingProfiles => ({
  get: async (access, customerId, options) => {
    const path = `/v1/customers/${encodeURIComponent(customerId)}/profiles/billing`;
    const answer = await requests.read({ access, attempted: 'read billing details', path, options });
    const { firstName, lastName, email, language, companyName, defaultAddress: at } = parse(answer, profile, answer.json);
    return {
      companyName,
      contactName: joined([firstName, lastName], ' '),
      mail: email,
      phone: at?.phoneNumber ?? '',
      address: joined([at?.addressLine1, at?.addressLine2, joined([at?.postalCode, at?.city], ' '), at?.state, at?.country], ', '),
      language: language.slice(0, 2).toLowerCase(),
    };
  },
});
