import type { Customer, LineChoice, Provider } from '../journey/records.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, CardData, Density } from './render.ts';
import { addonWords, blockWords, cycleWords, limited, quantityWords, sentence } from './words.ts';
import type { Row } from './words.ts';

export type ChooseLinesData = {
  readonly handle: string;
  readonly customer: Customer;
  /** Those that may receive this customer; with several, the person chooses (input `provider`: a tenant id). */
  readonly providers: readonly Provider[];
  readonly lines: readonly LineChoice[];
  /** Why the last answer was not taken. */
  readonly error?: RefusalCode;
  /** Where the same is done by hand (R121). */
  readonly portal?: string;
  /** Subscription ids to show as chosen already. */
  readonly selected?: readonly string[];
};

/** The id of the toggle that chooses a subscription; its value is `'true'` or `'false'`. */
export const lineInput = (subscriptionId: string): string => `line:${subscriptionId}`;

const toggleOf = (choice: LineChoice, selected: ReadonlySet<string>, text: Text, density: Density): CardData => {
  const { subscription, addons } = choice;
  const name = plain(clean(subscription.name, density.name));
  const addonText = addonWords(addons, text, density);
  const quantity = [quantityWords(subscription, text), cycleWords(subscription.billingCycle, text)].filter((part) => part !== '').join(', ');
  return {
    id: lineInput(subscription.subscriptionId),
    label: text.t('lines.toggle.label', { name, quantity: plain(quantity) }),
    title: text.t('lines.toggle', { name }),
    value: String(selected.has(subscription.subscriptionId)),
    error: text.t('lines.toggle.error'),
    rows: addonText === '' ? [] : [sentence(addonText)],
  };
};

const blockedRow = (choice: LineChoice, text: Text, density: Density): Row => ({
  strong: clean(choice.subscription.name, density.name),
  text: `: ${blockWords({ code: choice.block ?? 'says-microsoft', reason: choice.reason, heldBy: choice.heldBy }, text, density)}`,
});

const providerPicker = (providers: readonly Provider[], text: Text, density: Density): CardData[] =>
  providers.length < 2 ? [] : [{
    label: text.t('lines.provider.label'),
    error: text.t('lines.provider.error'),
    choices: providers.map((provider) => ({ title: plain(clean(provider.name, density.name)), value: provider.tenantId })),
  }];

/** What an open request holds is free again once that request is withdrawn: its card comes by a press (R154, R155). */
const heldAction = (blocked: readonly LineChoice[], text: Text): CardData[] =>
  blocked.some(({ heldBy }) => heldBy !== undefined) ? [{ verb: 'show-held', title: text.t('lines.held'), style: 'default' }] : [];

const actionsOf = ({ hasLines, blocked }: { hasLines: boolean; blocked: readonly LineChoice[] }, text: Text): CardData[] => [
  ...(hasLines ? [{ verb: 'choose-lines', title: text.t('dialog.next.lines'), style: 'positive' }] : []),
  ...heldAction(blocked, text),
  { verb: 'back', title: text.t('dialog.back.customer'), style: 'default' },
  { verb: 'leave', title: text.t('dialog.leave'), style: 'default' },
];

/** One toggle a subscription that may move (`lineInput`), add-ons under their base, and what may not move with the reason. */
export const chooseLines = (data: ChooseLinesData, text: Text): AdaptiveCard => {
  const { customer, providers, error } = data;
  const selected = new Set(data.selected ?? []);
  const open = data.lines.filter((line) => line.selectable);
  const blocked = data.lines.filter((line) => !line.selectable);
  const [only] = providers;
  return renderFitting('choose-lines', (density) => {
    const shown = open.slice(0, density.rows);
    const notes = [
      ...(open.length > shown.length ? [text.t('more', { count: open.length - shown.length })] : []),
      ...(open.some((line) => line.model === 'new-commerce') ? [text.t('lines.way.new-commerce')] : []),
      ...(open.length > 25 ? [text.t('lines.split')] : []),
    ];
    const to = providers.length === 1 && only !== undefined ? ` ${text.t('lines.provider', { provider: clean(only.name, density.name) })}` : '';
    const intro = open.length === 0 ? text.t('lines.none') : `${text.t('lines.intro', { customer: clean(customer.name, density.name) })}${to}`;
    return {
      lang: text.locale,
      speak: text.t('lines.title'),
      title: text.t('lines.title'),
      intro,
      errors: error === undefined ? [] : [{ text: `${text.t(`refusal.${error}`)} ${text.t(`refusal.${error}.do`)}` }],
      pickers: open.length === 0 ? [] : providerPicker(providers, text, density),
      lines: shown.map((line) => toggleOf(line, selected, text, density)),
      notes: notes.map(sentence),
      blocked: blocked.length === 0 ? [] : [{ title: text.t('lines.blocked'), rows: limited(blocked.map((line) => blockedRow(line, text, density)), density.rows, text) }],
      byHand: data.portal === undefined ? [] : [{ text: text.t('lines.by-hand'), title: text.t('lines.by-hand.link'), url: data.portal }],
      handle: data.handle,
      actions: actionsOf({ hasLines: open.length > 0, blocked }, text),
    };
  });
};
