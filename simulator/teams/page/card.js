import { h } from './dom.js';
import { DARK } from './hostconfig-dark.js';
import { LIGHT } from './hostconfig-light.js';
import { markdownToHtml } from './markdown.js';
import { settings } from './settings.js';

const { AdaptiveCards } = globalThis;

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownToHtml(text);
  result.didProcess = true;
};

const BUTTON = '.ac-pushButton';
const PRESSED = { 'Action.Execute': 'execute', 'Action.Submit': 'submit' };

/**
 * One card on the page. It is drawn anew only when its JSON or the theme changes, so what somebody is typing into it
 * survives everything else; a change of theme carries the inputs and an opened form over.
 */
export const createCard = ({ t, onPress }) => {
  const body = h('div', { class: 'card-body' });
  const element = h('div', { class: 'card', 'data-testid': 'card' }, body, h('div', { class: 'card-working', role: 'status' }));
  let drawn = '';
  let theme = '';
  let parsed;
  let busy = 0;

  const setBusy = (change) => {
    busy += change;
    element.classList.toggle('working', busy > 0);
    body.inert = busy > 0;
    element.lastChild.textContent = busy > 0 ? t('working') : '';
  };
  const execute = async (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) return open(action.url);
    const type = PRESSED[action.getJsonTypeName()];
    if (type === undefined) return;
    setBusy(1);
    try {
      // The renderer has already merged the inputs into `data`.
      await onPress({ type, verb: action.verb, id: action.id, title: action.title, data: action.data ?? {} });
    } finally {
      setBusy(-1);
    }
  };
  const draw = (content) => {
    const isSame = drawn === JSON.stringify(content);
    const kept = isSame ? inputsOf(parsed) : {};
    const opened = isSame ? [...body.querySelectorAll(BUTTON)].findIndex((button) => button.classList.contains('expanded')) : -1;
    drawn = JSON.stringify(content);
    theme = settings.theme;
    parsed = new AdaptiveCards.AdaptiveCard();
    parsed.hostConfig = new AdaptiveCards.HostConfig(theme === 'dark' ? DARK : LIGHT);
    parsed.onExecuteAction = (action) => void execute(action);
    body.replaceChildren(render(parsed, content, kept) ?? h('p', { class: 'card-broken' }, t('cardBroken')));
    body.querySelectorAll(BUTTON)[opened]?.click();
    parsed.onInlineCardExpanded = (action, isOpen) => isOpen && action.card.renderedElement?.scrollIntoView({ block: 'nearest' });
  };
  return {
    element,
    show: (content) => {
      if (theme !== settings.theme || drawn !== JSON.stringify(content)) draw(content);
    },
  };
};

const render = (card, content, kept) => {
  try {
    card.parse(structuredClone(content));
    for (const input of card.getAllInputs()) if (kept[input.id] !== undefined) input.defaultValue = kept[input.id];
    return card.render();
  } catch (error) {
    console.error(error);
    return undefined;
  }
};

const open = (url) => {
  if (/^https?:\/\//.test(url ?? '')) window.open(url, '_blank', 'noopener,noreferrer');
};

const inputsOf = (card) => Object.fromEntries((card?.getAllInputs() ?? []).filter((input) => input.id).map((input) => [input.id, String(input.value ?? '')]));
