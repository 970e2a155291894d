import type { Provider } from '../journey/records.ts';
import type { PersonAccess } from './access.ts';
import type { ReadOptions } from './seen.ts';

/** Partner-to-partner relationships (API topic 5.1). */
export type Relationships = {
  /** Providers of the calling indirect reseller; an empty list for a tenant that is not enrolled. */
  providers(access: PersonAccess, options?: ReadOptions): Promise<Provider[]>;
};
