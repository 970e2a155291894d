import { SWITCHES } from '../../simulator/partner-center/switches.ts';

/** In a sandbox there are no transfers at all. */
const NOT_TURNED: readonly string[] = ['environment', 'sandbox.refusal'];

/** Every doubt of the contract sheet decided the other way at once; switches that take a number stay. */
export const theOtherWay = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(SWITCHES)
      .filter(([name, { others: [other] }]) => !NOT_TURNED.includes(name) && String(other) !== 'number')
      .map(([name, { others }]) => [name, String(others[0])]),
  );
