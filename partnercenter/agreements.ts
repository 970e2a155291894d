import type { AgreementChannel } from '../journey/records.ts';
import type { PersonAccess } from './access.ts';
import type { ReadOptions } from './seen.ts';

/** How the customer accepted the Microsoft Customer Agreement, as the calling partner sees it (API topics 7.3, 7.4; R113-R116). */
export type Agreements = {
  agreementChannel(access: PersonAccess, customerId: string, options?: ReadOptions): Promise<AgreementChannel>;
};
