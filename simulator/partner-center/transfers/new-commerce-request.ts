import { objectBody, type CustomerCall } from '../call.ts';
import { ApiError } from '../errors.ts';
import { isGuid, key } from '../ids.ts';
import { isProductType } from './product-types.ts';

export type NewCommerceRequest = {
  readonly source: string;
  readonly sourcePartnerName: string;
  readonly sourcePartnerEmailId?: string;
  readonly targetPartnerEmailId?: string;
  readonly customerEmailId: string;
  readonly transferType: 3 | 5;
  readonly productTypes?: readonly string[];
  readonly partnerOnRecord?: string;
};

/** Documented as a string and sent as a number (§10.1). */
const readType = (value: unknown): 3 | 5 => {
  const type = typeof value === 'string' ? Number(value) : value;
  if (type !== 3 && type !== 5) throw new ApiError('transferRefused', 'This type of transfer is not served.');
  return type;
};

const optionalText = (body: Record<string, unknown>, name: string): string | undefined => {
  const value = body[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || value.length > 300) throw new ApiError('transferInput', `${name} is not valid.`);
  return value;
};

const readProductTypes = (value: unknown): readonly string[] | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.length === 0 || !value.every(isProductType)) throw new ApiError('transferInput', 'targetProductTypes is not valid.');
  return [...new Set(value)];
};

/** Type, parties and direction first, then the fields that the target has to fill in (§10.1). */
export const readNewCommerceRequest = ({ ask, caller }: CustomerCall): NewCommerceRequest => {
  const body = objectBody(ask);
  const transferType = readType(body['transferType']);
  const source = body['sourcePartnerTenantId'];
  const target = body['targetPartnerTenantId'] ?? caller.tenantId;
  if (!isGuid(source) || !isGuid(target)) throw new ApiError('transferInput', 'Source and target partner must be named by tenant id.');
  if (key(source) === key(target)) throw new ApiError('samePartner');
  if (key(target) !== caller.tenantId) throw new ApiError('transferRefused', 'Only the target partner creates this transfer.');
  const lines = body['lineItems'];
  if (Array.isArray(lines) && lines.length > 0) throw new ApiError('transferRefused', 'Only the source partner adds line items.');
  const sourcePartnerName = optionalText(body, 'sourcePartnerName');
  if (sourcePartnerName === undefined) throw new ApiError('transferInput', 'sourcePartnerName is missing.');
  // Samples leave the address empty; the field itself has to be there.
  if (typeof body['customerEmailId'] !== 'string') throw new ApiError('transferInput', 'customerEmailId is missing.');
  return {
    source: key(source), sourcePartnerName, customerEmailId: body['customerEmailId'], transferType, productTypes: readProductTypes(body['targetProductTypes']),
    sourcePartnerEmailId: optionalText(body, 'sourcePartnerEmailId'), targetPartnerEmailId: optionalText(body, 'targetPartnerEmailId'),
    partnerOnRecord: optionalText(body, 'partnerOnRecord'),
  };
};
