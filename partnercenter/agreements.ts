import type { AgreementChannel } from '../journey/records.ts';
import type { PersonAccess } from './access.ts';
import { parse, readAll } from './paging.ts';
import type { Requests } from './request.ts';
import * as wire from './schemas.ts';
import type { ReadOptions } from './seen.ts';

/** How the customer accepted the Microsoft Customer Agreement, as the calling partner sees it (API topics 7.3, 7.4; R113-R116). */
export type Agreements = {
  agreementChannel(access: PersonAccess, customerId: string, options?: ReadOptions): Promise<AgreementChannel>;
};

const MCA = 'microsoftcustomeragreement';

export const createAgreements = (requests: Requests): Agreements => {
  const directSigned = async (access: PersonAccess, customerId: string, options: ReadOptions | undefined): Promise<boolean> => {
    const path = `/v1/customers/${encodeURIComponent(customerId)}/directSignedMicrosoftCustomerAgreementStatus`;
    const answer = await requests.read({ access, attempted: 'read direct acceptance of the customer agreement', path, options });
    return parse(answer, wire.directSigned, answer.json).isSigned;
  };

  const attested = async (access: PersonAccess, customerId: string, options: ReadOptions | undefined): Promise<boolean> => {
    const path = `/v1/customers/${encodeURIComponent(customerId)}/agreements?agreementType=MicrosoftCustomerAgreement`;
    const id = (item: unknown): string => JSON.stringify(item);
    const found = await readAll(requests, { access, attempted: 'list attested customer agreements', path, options }, { schema: wire.agreement, id });
    return found.some(({ type, agreementType }) => (type ?? agreementType ?? '').toLowerCase() === MCA);
  };

  return {
    agreementChannel: async (access, customerId, options) => {
      if (await directSigned(access, customerId, options)) return 'direct';
      return (await attested(access, customerId, options)) ? 'attested' : 'none';
    },
  };
};
