import type { WireAgreement } from '../../partnercenter/wire.ts';
import { ApiError } from './errors.ts';

export type AgreementType = WireAgreement['type'];
/** §7.1; the letter case of the id counts (§7.2). */
export type AgreementTemplate = { readonly templateId: string; readonly agreementType: AgreementType; readonly agreementLink: string; readonly versionRank: number };

export const CUSTOMER_AGREEMENT = '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901';

export const TEMPLATES: readonly AgreementTemplate[] = [
  { templateId: CUSTOMER_AGREEMENT, agreementType: 'MicrosoftCustomerAgreement', agreementLink: 'https://agreements.example/mca', versionRank: 1 },
  { templateId: '998b88de-aa99-4388-a42c-1b3517d49490', agreementType: 'MicrosoftCloudAgreement', agreementLink: 'https://agreements.example/cloud', versionRank: 0 },
];

/** Whether a type fits what was asked for, `*` being everything. Throws 400/600002 for a type that does not exist. */
export const typeTest = (asked: string): ((type: string) => boolean) => {
  if (asked !== '*' && !TEMPLATES.some((t) => t.agreementType === asked)) throw new ApiError('agreementTypeUnknown');
  return (type) => asked === '*' || type === asked;
};
