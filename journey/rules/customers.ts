import type { AgreementChannel, BlockCode, Customer, CustomerChoice, LineChoice, Provider } from '../records.ts';

export type CustomerInput = {
  readonly customer: Customer;
  /** Providers that the customer has a verified relationship with, in the partner's own list of providers. */
  readonly providers: readonly Provider[];
  readonly agreement: AgreementChannel;
  readonly lines: readonly LineChoice[];
};

/** May anything of this customer be moved now? The first missing step is named (R81, R117, R123, R124). */
export const customerChoice = ({ customer, providers, agreement, lines }: CustomerInput): CustomerChoice => {
  const selectableLines = lines.filter((line) => line.selectable).length;
  const block = customerBlock(providers, agreement, selectableLines);
  return { customer, provider: providers[0], agreement, block, selectableLines };
};

const customerBlock = (providers: readonly Provider[], agreement: AgreementChannel, selectable: number): BlockCode | undefined => {
  if (providers.length === 0) return 'no-provider-relationship';
  return agreementBlock(agreement) ?? (selectable === 0 ? 'nothing-to-move' : undefined);
};

/** The acceptance must hold through the provider: only the customer's own acceptance is kept (R113-R117). */
export const agreementBlock = (agreement: AgreementChannel): BlockCode | undefined => {
  if (agreement === 'direct') return undefined;
  return agreement === 'none' ? 'agreement-missing' : 'agreement-lost';
};
