import { ApiError } from './errors.ts';

export type AddressStatus = 'VerifiedShippable' | 'Verified' | 'InteractionRequired' | 'StreetPartial' | 'PremisesPartial' | 'Multiple' | 'None' | 'NotValidated';
export type AddressVerdict = {
  readonly originalAddress: object;
  readonly suggestedAddresses: readonly object[];
  readonly status: AddressStatus;
  readonly validationMessage: string;
};

type Address = { readonly addressLine1: string; readonly city: string; readonly country: string; readonly postalCode: string; readonly state?: string };

/** Postal codes of the countries that are checked, and how they are usually written. */
const POSTAL: Readonly<Record<string, { readonly pattern: RegExp; readonly written: (digits: string) => string }>> = {
  SE: { pattern: /^\d{3} ?\d{2}$/, written: (d) => `${d.slice(0, 3)} ${d.slice(3, 5)}` },
  NO: { pattern: /^\d{4}$/, written: (d) => d.slice(0, 4) },
  DK: { pattern: /^\d{4}$/, written: (d) => d.slice(0, 4) },
  FI: { pattern: /^\d{5}$/, written: (d) => d.slice(0, 5) },
  DE: { pattern: /^\d{5}$/, written: (d) => d.slice(0, 5) },
  US: { pattern: /^\d{5}(-\d{4})?$/, written: (d) => d.slice(0, 5) },
};

const MESSAGES: Readonly<Record<AddressStatus, string>> = {
  VerifiedShippable: 'The address is verified, and goods can be sent there.',
  Verified: 'The address is verified, but goods cannot be sent there.',
  InteractionRequired: 'The address was changed considerably and must be confirmed.',
  StreetPartial: 'The street is not complete.',
  PremisesPartial: 'The number of the house is missing.',
  Multiple: 'More than one address fits.',
  None: 'The address is not known.',
  NotValidated: 'Addresses of this country are not checked.',
};

const textOf = (body: Record<string, unknown>, name: string): string => {
  const value = body[name];
  if (typeof value !== 'string' || value.trim() === '' || value.length > 200) throw new ApiError('badProperty', `The property ${name} is missing or not valid.`);
  return value.trim();
};

const readAddress = (body: Record<string, unknown>): Address => {
  const { state } = body;
  if (state !== undefined && state !== null && typeof state !== 'string') throw new ApiError('badProperty', 'The property state is not valid.');
  const required = { addressLine1: textOf(body, 'addressLine1'), city: textOf(body, 'city'), country: textOf(body, 'country'), postalCode: textOf(body, 'postalCode') };
  return typeof state === 'string' ? { ...required, state } : required;
};

/** Judged by its form alone: each status of the sheet can be brought about by an address that looks like it. */
const statusOf = ({ addressLine1, city, country, postalCode }: Address): AddressStatus => {
  const rule = POSTAL[country.toUpperCase()];
  if (rule === undefined) return 'NotValidated';
  if (!/\p{L}/u.test(city)) return 'None';
  if (!rule.pattern.test(postalCode)) return 'InteractionRequired';
  if (/^(box|po box|postboks|postfach) \d/i.test(addressLine1)) return 'Verified';
  if (!/\p{L}{2}/u.test(addressLine1)) return 'StreetPartial';
  if (!/\d/.test(addressLine1)) return 'PremisesPartial';
  return /\d.*[,/].*\d/.test(addressLine1) ? 'Multiple' : 'VerifiedShippable';
};

const suggestions = (address: Address, status: AddressStatus): Address[] => {
  const { addressLine1, country, postalCode } = address;
  if (status === 'Multiple') {
    const [first = '', ...others] = addressLine1.split(/[,/]/).map((part) => part.trim());
    const street = first.replace(/\s*\d.*$/, '');
    return [address, ...others.map((number) => ({ ...address, addressLine1: `${street} ${number}` }))].map((a, i) => (i === 0 ? { ...a, addressLine1: first } : a));
  }
  const written = POSTAL[country.toUpperCase()]?.written(postalCode.replace(/\D/g, '').padEnd(5, '0'));
  return status === 'InteractionRequired' && written !== undefined ? [{ ...address, postalCode: written }] : [];
};

/** §6.7. Throws 400/3000 naming a property that is missing. */
export const judgeAddress = (body: Record<string, unknown>): AddressVerdict => {
  const address = readAddress(body);
  const status = statusOf(address);
  return { originalAddress: address, suggestedAddresses: suggestions(address, status), status, validationMessage: MESSAGES[status] };
};
