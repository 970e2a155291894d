import type { AgreementChannel, Customer, CustomerChoice, LineChoice, Provider } from '../records.ts';
import { agreementBlock } from './agreement.ts';

export type CustomerInput = {
  readonly customer: Customer;
  /** Providers that the customer has a verified relationship with, in the partner's own list of providers. */
  readonly providers: readonly Provider[];
  readonly agreement: AgreementChannel;
  /** The provider has had the acceptance renewed, which the partner cannot read (R115, R117). */
  readonly agreementRenewed?: boolean;
  readonly lines: readonly LineChoice[];
};

/** May anything of this customer be moved now? The first missing step is named (R81, R117, R123, R124). */
export const customerChoice = ({ customer, providers, agreement, agreementRenewed = false, lines }: CustomerInput): CustomerChoice => {
  const selectableLines = lines.filter((line) => line.selectable).length;
  const block = providers.length === 0 ? 'no-provider-relationship' : (agreementBlock(agreement, agreementRenewed) ?? (selectableLines === 0 ? 'nothing-to-move' : undefined));
  return { customer, provider: providers[0], agreement, block, selectableLines };
};
