import type { Subject } from '../journey/facts.ts';
import type { StepId } from '../journey/step-ids.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, CardData, Density } from './render.ts';
import type { MapRow } from './step-words.ts';
import { mapButton, openButton, stateWords, stepRow, stepTitle } from './step-words.ts';
import { shortId } from './words.ts';
import type { Row } from './words.ts';

/** `at`: the first step that is not done; undefined when the customer has landed. `name` is empty when nobody has named it. */
export type CustomerLine = { readonly subject: Subject; readonly name: string; readonly at: MapRow | undefined };

/** One page of an organisation's customers. `from` counts from 0; `page` and `pages` lead to the others. */
export type CustomersData = { readonly lines: readonly CustomerLine[]; readonly landed: number; readonly of: number; readonly page: number; readonly pages: number };

const nameOf = ({ name, subject }: Pick<CustomerLine, 'name' | 'subject'>, density: Pick<Density, 'name'>, text: Text): string =>
  name === '' ? text.t('map.customer.unnamed', { id: shortId(subject) }) : clean(name, density.name);

const lineOf = (line: CustomerLine, text: Text, density: Density): Row => ({
  strong: nameOf(line, density, text),
  text: `: ${line.at === undefined ? text.t('map.landed') : `${stepTitle(line.at.step, text)}. ${stateWords(line.at, text, density)}`}`,
});

const choiceOf = (line: CustomerLine, text: Text, density: Density): CardData => ({ title: plain(nameOf(line, { name: Math.min(density.name, 60) }, text)), value: line.subject });

const countWords = ({ landed, of }: CustomersData, text: Text): string => text.t('map.customers.count', { landed, of });

/** Rows, a choice of one customer, and the buttons that lead to its whole map and to the others. */
export const customersSection = (data: CustomersData, text: Text, density: Density) => ({
  maps: [{ title: `${text.t('map.customers')}: ${countWords(data, text)}`, rows: data.lines.map((line) => lineOf(line, text, density)) }],
  pickers: [{ id: 'customer', label: text.t('map.customer.label'), error: text.t('map.choose'), choices: data.lines.map((line) => choiceOf(line, text, density)) }],
  opens: [mapButton({ verb: 'show-customer', title: text.t('map.customer.show') }), ...(data.pages > 1 ? [mapButton({ verb: 'show-customers', title: text.t('map.customers.all', { count: data.of }) })] : [])],
});

/** All customers, so many a page: where each stands, waiting on whom since when. */
export const customersCard = (data: CustomersData, text: Text): AdaptiveCard =>
  renderFitting('status-card', (density) => {
    const { maps, pickers } = customersSection(data, text, density);
    const turn = (page: number, key: 'map.page.before' | 'map.page.next'): CardData[] => (page < 0 || page >= data.pages ? [] : [mapButton({ verb: 'show-customers', title: text.t(key), page })]);
    return {
      lang: text.locale,
      speak: plain(countWords(data, text)),
      title: text.t('map.customers'),
      count: `${countWords(data, text)} ${data.pages > 1 ? text.t('map.page', { page: data.page + 1, pages: data.pages }) : ''}`.trim(),
      rows: [],
      maps: maps.map(({ rows }) => ({ title: text.t('map.customers.stand'), rows })) as CardData[],
      pickers: pickers as CardData[],
      opens: [mapButton({ verb: 'show-customer', title: text.t('map.customer.show') }), ...turn(data.page - 1, 'map.page.before'), ...turn(data.page + 1, 'map.page.next')],
    };
  });

/** `opens`: steps worth a button of their own, the missing ones of blocked steps among them; `ofCustomer` tells them from the organisation's. */
export type CustomerMapData = { readonly subject: Subject; readonly name: string; readonly rows: readonly MapRow[]; readonly hasLanded: boolean; readonly opens: readonly { readonly step: StepId; readonly ofCustomer: boolean }[] };

const MOST_OPENS = 4;

/** One customer's whole map: every step with state, proof, evidence and roles; every one can be opened from here. */
export const customerMapCard = ({ subject, name, rows, hasLanded, opens }: CustomerMapData, text: Text): AdaptiveCard =>
  renderFitting('status-card', (density) => {
    const count = hasLanded ? text.t('map.landed') : text.t('map.customer.way');
    return {
      lang: text.locale,
      speak: plain(`${nameOf({ name, subject }, density, text)}: ${count}`),
      title: plain(nameOf({ name, subject }, density, text)),
      count,
      rows: rows.map((row) => stepRow(row, text, density)),
      maps: [],
      pickers: [{ id: 'chosen-step', label: text.t('map.step.label'), error: text.t('map.choose'), choices: rows.map(({ step }) => ({ title: stepTitle(step, text), value: step })) }],
      opens: [
        ...opens.slice(0, MOST_OPENS).map(({ step, ofCustomer }) => openButton(step, ofCustomer ? subject : '', text)),
        mapButton({ verb: 'open-step', title: text.t('map.step.open'), subject }),
        mapButton({ verb: 'show-customers', title: text.t('map.customers') }),
      ],
    };
  });
