import type { CustomerChoice } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, CardData, Density } from './render.ts';
import { blockWords, limited } from './words.ts';
import type { Row } from './words.ts';

export type ChooseCustomerData = { readonly handle: string; readonly choices: readonly CustomerChoice[] };

/** From here on the list is long enough to be searched by typing. */
const SEARCHED_FROM = 9;

const optionOf = ({ customer, provider, selectableLines }: CustomerChoice, text: Text, density: Density): CardData => {
  const name = plain(clean(customer.name, density.name));
  const title = provider === undefined
    ? text.t('customer.choice.open', { name, count: selectableLines })
    : text.t('customer.choice', { name, count: selectableLines, provider: plain(clean(provider.name, density.name)) });
  return { title, value: customer.customerId };
};

const blockedRow = ({ customer, block }: CustomerChoice, text: Text, density: Density): Row => ({
  strong: clean(customer.name, density.name),
  text: `: ${blockWords({ code: block ?? 'nothing-to-move' }, text, density)}`,
});

/** Input `customer`: the id of the chosen customer. */
export const chooseCustomer = ({ handle, choices }: ChooseCustomerData, text: Text): AdaptiveCard => {
  const movable = choices.filter((choice) => choice.block === undefined);
  const blocked = choices.filter((choice) => choice.block !== undefined);
  const next = { verb: 'choose-customer', title: text.t('dialog.next.customer'), style: 'positive' };
  const leave = { verb: 'leave', title: text.t('dialog.leave'), style: 'default' };
  return renderFitting('choose-customer', (density) => ({
    lang: text.locale,
    speak: text.t('customer.title'),
    title: text.t('customer.title'),
    intro: text.t(movable.length === 0 ? 'customer.none' : 'customer.intro'),
    pickers: movable.length === 0 ? [] : [{
      label: text.t('customer.label'),
      hint: text.t('customer.hint'),
      error: text.t('customer.error'),
      style: movable.length < SEARCHED_FROM ? 'compact' : 'filtered',
      choices: movable.map((choice) => optionOf(choice, text, density)),
    }],
    blocked: blocked.length === 0 ? [] : [{ title: text.t('customer.blocked'), rows: limited(blocked.map((choice) => blockedRow(choice, text, density)), density.rows, text) }],
    handle,
    actions: movable.length === 0 ? [leave] : [next, leave],
  }));
};
