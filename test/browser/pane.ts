import type { Locator, Page } from 'playwright-core';

export type Side = 'partner' | 'provider';

/** What somebody who sits at one company's Teams does: by words and by what buttons say, as people do. */
export type Pane = {
  readonly root: Locator;
  type(words: string): Promise<void>;
  /** The newest card that shows these words; waits for it. */
  card(words: string | RegExp): Promise<Locator>;
  /** Presses the button of a card whose title begins so. */
  press(card: Locator, title: string): Promise<void>;
  /** Becomes somebody else of the company, by the row of faces. */
  become(name: string): Promise<void>;
};

export const paneOf = (page: Page, side: Side): Pane => {
  const root = page.getByTestId(`pane-${side}`);
  return {
    root,
    type: async (words) => {
      await root.getByTestId('composer').click();
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
    },
    card: async (words) => {
      const card = root.getByTestId('card').filter({ hasText: words }).last();
      await card.waitFor();
      return card;
    },
    press: async (card, title) => card.getByRole('button', { name: new RegExp(`^${title}`) }).click(),
    become: async (name) => {
      await root.locator('.others').getByRole('button', { name }).click();
      await root.locator('.who').getByText(name).first().waitFor({ state: 'attached' });
    },
  };
};

/** What is written on a card, line by line, without the words of its buttons. */
export const wordsOn = async (card: Locator): Promise<string> => card.locator('.card-body').innerText();

/** Chooses in a list by how the choice begins. */
export const choose = async (list: Locator, beginning: string): Promise<void> => {
  const labels = await list.locator('option').allTextContents();
  const label = labels.find((text) => text.startsWith(beginning));
  if (label === undefined) throw new Error(`"${beginning}" cannot be chosen; there is: ${labels.join(' | ')}`);
  await list.selectOption({ label });
};

export type Asking = { readonly customer: string; readonly untick?: string; readonly onStep?: (step: 'customer' | 'lines' | 'summary') => Promise<void> };

/** New commerce travels in a request of the provider's; these walks are about one request of the partner's own. */
const BY_PROVIDER = /Business Standard|Business Premium|Teams Essentials|Azure plan|Windows Server|Reserved VM/;

/** Astrid asks, in Swedish, from the first word to the summary; every subscription that her own request may move is ticked, but for `untick`. */
export const askInSwedish = async (astrid: Pane, { customer, untick, onStep = async () => undefined }: Asking): Promise<Locator> => {
  await astrid.type('flytta prenumerationer');
  const customers = await astrid.card('Vilken kund ska flyttas?');
  await choose(customers.getByRole('combobox'), customer);
  await onStep('customer');
  await astrid.press(customers, 'Nästa: välj prenumerationer');
  const lines = await astrid.card('Vilka prenumerationer ska flyttas?');
  const boxes = lines.getByRole('checkbox');
  await boxes.first().waitFor();
  for (const box of await boxes.all()) await box.check();
  for (const box of await lines.getByRole('checkbox', { name: BY_PROVIDER }).all()) await box.uncheck();
  if (untick !== undefined) await lines.getByRole('checkbox', { name: untick }).uncheck();
  await onStep('lines');
  await astrid.press(lines, 'Nästa: läs igenom begäran');
  const summary = await astrid.card('Läs igenom innan du skickar');
  await onStep('summary');
  return summary;
};
