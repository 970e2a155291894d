import type { WireAddress } from '../../../partnercenter/wire.ts';
import { ApiError } from '../errors.ts';
import type { CustomerRecord } from '../state.ts';

/** Who is invoiced, in which language, and where: the part of a customer that a billing profile holds (§6.3). */
export type Billing = Pick<CustomerRecord, 'name' | 'contact' | 'address'> & { readonly culture: string; readonly language: string };

const record = (value: unknown, name: string): Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ApiError('badInput', `${name} is missing.`);
  return value as Record<string, unknown>;
};

const text = (from: Record<string, unknown>, name: string): string => {
  const value = from[name];
  if (typeof value !== 'string' || value.trim() === '' || value.length > 300) throw new ApiError('badInput', `${name} is missing or not valid.`);
  return value;
};

const optional = (from: Record<string, unknown>, name: string): Record<string, string> =>
  from[name] === undefined || from[name] === null || from[name] === '' ? {} : { [name]: text(from, name) };

/** A complete billing profile; whatever is missing is refused by name. */
export const readBilling = (value: unknown): Billing => {
  const from = record(value, 'billingProfile');
  const address = record(from['defaultAddress'], 'defaultAddress');
  const email = text(from, 'email');
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new ApiError('badInput', 'email is not valid.');
  const country = text(address, 'country').toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) throw new ApiError('badInput', 'country is not valid.');
  return {
    name: text(from, 'companyName'), culture: text(from, 'culture'), language: text(from, 'language'),
    contact: { firstName: text(from, 'firstName'), lastName: text(from, 'lastName'), email, ...optional(address, 'phoneNumber') },
    address: readAddress(address, country),
  };
};

const readAddress = (from: Record<string, unknown>, country: string): WireAddress => ({
  country, city: text(from, 'city'), addressLine1: text(from, 'addressLine1'), postalCode: text(from, 'postalCode'), ...optional(from, 'region'),
  ...optional(from, 'state'), ...optional(from, 'addressLine2'), ...optional(from, 'phoneNumber'),
});
