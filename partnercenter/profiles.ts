import { z } from 'zod';
import type { PersonAccess } from './access.ts';
import { isPartnerCenterError } from './errors.ts';
import { parse } from './paging.ts';
import type { Requests } from './request.ts';
import type { ReadOptions } from './seen.ts';

/** What Partner Center knows of the calling company (API topic 4). No profile tells direct-bill state, anniversary or revenue. */
export type Profiles = {
  readonly legalBusiness: (access: PersonAccess, options?: ReadOptions) => Promise<LegalProfile>;
  /** Own PartnerID and name; undefined when the account has none (404 or code 3000), which R14 does not let pass. */
  readonly partnerId: (access: PersonAccess, options?: ReadOptions) => Promise<PartnerIdProfile | undefined>;
  /** The organisation that the signed-in person is in, for the comparison of R15. */
  readonly organisation: (access: PersonAccess, options?: ReadOptions) => Promise<OrganisationProfile>;
};

/** `vettingStatus` is Microsoft's word (`none`, `pending`, `authorized`, `rejected`), in lower case. The contact gets the enrolment's outcome (R24). */
export type LegalProfile = {
  readonly companyName: string;
  readonly address: string;
  readonly contactName: string;
  readonly contactMail: string;
  readonly vettingStatus: string;
};

export type PartnerIdProfile = { readonly mpnId: string; readonly name: string };
export type OrganisationProfile = { readonly tenantId: string; readonly domain: string };

const words = z.string().default('');
const address = z.object({ addressLine1: words, addressLine2: words, postalCode: words, city: words, state: words, country: words });
const legal = z.object({
  companyName: words,
  address: address.optional(),
  primaryContact: z.object({ firstName: words, lastName: words, email: words }).optional(),
  vettingStatus: z.string().default('none'),
});
const mpn = z.object({ mpnId: z.union([z.string(), z.number()]).transform(String).default(''), partnerName: words });
const organisation = z.object({ tenantId: z.string().optional(), id: z.string().optional(), domain: words });

const joined = (parts: readonly (string | undefined)[], by: string): string => parts.filter((part) => part !== undefined && part !== '').join(by);

const hasNone = (error: unknown): boolean => isPartnerCenterError(error) && (error.httpStatus === 404 || error.code === '3000');

export const createProfiles = (requests: Requests): Profiles => ({
  legalBusiness: async (access, options) => {
    const path = '/v1/profiles/legalbusiness?vettingVersion=Current';
    const answer = await requests.read({ access, attempted: 'read legal business profile', path, options });
    const { companyName, address: at, primaryContact, vettingStatus } = parse(answer, legal, answer.json);
    return {
      companyName,
      address: joined([at?.addressLine1, at?.addressLine2, joined([at?.postalCode, at?.city], ' '), at?.state, at?.country], ', '),
      contactName: joined([primaryContact?.firstName, primaryContact?.lastName], ' '),
      contactMail: primaryContact?.email ?? '',
      vettingStatus: vettingStatus.toLowerCase(),
    };
  },

  partnerId: async (access, options) => {
    try {
      const answer = await requests.read({ access, attempted: 'read PartnerID', path: '/v1/profiles/mpn', options });
      const { mpnId, partnerName } = parse(answer, mpn, answer.json);
      return mpnId === '' ? undefined : { mpnId, name: partnerName };
    } catch (error) {
      if (hasNone(error)) return undefined;
      throw error;
    }
  },

  organisation: async (access, options) => {
    const answer = await requests.read({ access, attempted: 'read organisation profile', path: '/v1/profiles/organization', options });
    const { tenantId, id, domain } = parse(answer, organisation, answer.json);
    return { tenantId: (tenantId ?? id ?? '').toLowerCase(), domain };
  },
});
