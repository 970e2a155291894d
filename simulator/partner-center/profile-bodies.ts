import { ApiError } from './errors.ts';
import type { ProfileBody, ProfileKind } from './profile-records.ts';
import type { PartnerRecord } from './state.ts';

const languageOf = (country: string): { language: string; culture: string } =>
  country === 'SE' ? { language: 'sv', culture: 'sv-SE' } : { language: 'en', culture: 'en-US' };

/** What stands in a profile that nobody has changed (§4.2, §4.3). */
export const initialBody = (partner: PartnerRecord, kind: ProfileKind): ProfileBody => {
  const { name: companyName, address, contact, domain, id } = partner;
  if (kind === 'legalbusiness') return { companyName, address, companyApproverAddress: address, primaryContact: contact, companyApproverEmail: contact.email };
  if (kind === 'organization') return { companyName, defaultAddress: address, tenantId: id, domain, email: contact.email, ...languageOf(address.country) };
  if (kind === 'billing') return { companyName, address, primaryContact: contact, purchaseOrderNumber: '', taxId: '', billingCurrency: address.country === 'SE' ? 'SEK' : 'EUR' };
  return { email: `support@${domain}`, telephone: contact.phoneNumber ?? '', website: `https://support.${domain}` };
};

type Test = (value: unknown) => boolean;
const LONGEST = 400;
const isText: Test = (value) => typeof value === 'string' && value.length <= LONGEST;
const isFilled: Test = (value) => isText(value) && String(value).trim() !== '';
const isEmail: Test = (value) => isText(value) && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(String(value));
const isCountry: Test = (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isAddress: Test = (value) =>
  isRecord(value) && isCountry(value['country']) && ['city', 'addressLine1', 'postalCode'].every((name) => isFilled(value[name])) && Object.values(value).every(isText);
const isContact: Test = (value) => isRecord(value) && isFilled(value['firstName']) && isFilled(value['lastName']) && isEmail(value['email']) && Object.values(value).every(isText);

const TESTS: Readonly<Record<ProfileKind, Readonly<Record<string, Test>>>> = {
  legalbusiness: { companyName: isFilled, address: isAddress, companyApproverAddress: isAddress, primaryContact: isContact, companyApproverEmail: isEmail },
  organization: { companyName: isFilled, defaultAddress: isAddress, email: isEmail, language: isFilled, culture: isFilled },
  billing: { companyName: isFilled, address: isAddress, primaryContact: isContact, purchaseOrderNumber: isText, taxId: isText, billingCurrency: isFilled },
  support: { email: isEmail, telephone: isText, website: isFilled },
};

/** The writable properties of a whole profile, each tested; what is not writable is left as it was. Throws 400/3000 naming the property. */
export const readProfile = (kind: ProfileKind, sent: Record<string, unknown>): ProfileBody => {
  const tests = Object.entries(TESTS[kind]);
  const wrong = tests.find(([name, test]) => !test(sent[name]));
  if (wrong !== undefined) throw new ApiError('badProperty', `The property ${wrong[0]} is missing or not valid.`);
  return Object.fromEntries(tests.map(([name]) => [name, sent[name]]));
};
