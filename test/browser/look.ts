import { deepEqual } from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { PICTURES } from './chromium.ts';
import type { Theme } from './chromium.ts';

type Node = { readonly ignored: boolean; readonly role?: { readonly value?: unknown }; readonly name?: { readonly value?: unknown }; readonly backendDOMNodeId?: number };

const CONTROLS = new Set(['button', 'textbox', 'combobox', 'checkbox', 'radio', 'link', 'tab', 'switch', 'spinbutton', 'searchbox', 'listbox']);

/** Controls that Chromium's accessibility tree, what a screen reader gets, holds without a name. */
const namelessControls = async (page: Page): Promise<string[]> => {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: readonly Node[] };
  await session.detach();
  const controls = nodes.filter(({ ignored, role }) => !ignored && CONTROLS.has(String(role?.value)));
  if (controls.length < 10) throw new Error(`The accessibility tree holds only ${controls.length} controls: it was asked too early.`);
  return controls.filter(({ name }) => String(name?.value ?? '').trim() === '').map(({ role, backendDOMNodeId }) => `${String(role?.value)} without a name (node ${backendDOMNodeId})`);
};

type Box = { readonly tagName: string; readonly className: unknown; readonly scrollWidth: number; readonly clientWidth: number };

const sidewaysIn = (elements: readonly Box[]): string[] =>
  elements.filter((e) => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1).map((e) => `${e.tagName}.${String(e.className)} is ${e.scrollWidth} wide in ${e.clientWidth}`);

/** Parts of the page that are wider than the place they stand in. */
export const sideways = async (page: Page): Promise<string[]> =>
  page.locator('html, body, .bar, .tabs, .panes, .pane, .pane-head, .chat-head, .messages, .message-content, .card, .card-body, .composer').evaluateAll(sidewaysIn);

export const themeOf = async (page: Page): Promise<Theme> => ((await page.locator('html').getAttribute('data-theme')) === 'dark' ? 'dark' : 'light');

/** Keeps a picture in both themes, and holds each to the same: nothing nameless, nothing sideways, every text readable. */
export const look = async (page: Page, name: string): Promise<void> => {
  for (let round = 0; round < 2; round += 1) {
    const theme = await themeOf(page);
    await page.screenshot({ path: `${PICTURES}/${name}-${theme}.png` });
    deepEqual(await namelessControls(page), [], `${name}, ${theme}: every control has a name`);
    deepEqual(await sideways(page), [], `${name}, ${theme}: nothing scrolls sideways`);
    deepEqual(await faint(page.locator('body')), [], `${name}, ${theme}: every text stands out 4.5 to 1`);
    await page.getByTestId('theme').click();
  }
};

type Painted = {
  readonly parentElement: Painted | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  readonly className: unknown;
  querySelectorAll(selector: string): Iterable<Painted>;
  checkVisibility(options: { readonly visibilityProperty: boolean }): boolean;
  closest(selector: string): Painted | null;
};

/** Runs in the page: texts whose colour stands out from what is painted behind them by less than WCAG's 4.5 to 1. */
const faintIn = (root: Painted): string[] => {
  const styleOf = (element: Painted) => (globalThis as unknown as { getComputedStyle(e: Painted): { color: string; backgroundColor: string; backgroundImage: string } }).getComputedStyle(element);
  const numbers = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = numbers(colour).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element: Painted | null): string | undefined => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor, backgroundImage } = styleOf(element);
    if (backgroundImage.includes('gradient')) return undefined;
    return (numbers(backgroundColor)[3] ?? 1) === 1 ? backgroundColor : behind(element.parentElement);
  };
  const found = new Set<string>();
  for (const element of root.querySelectorAll('*')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent?.trim() ?? '').join(' ').trim();
    if (text === '' || !element.checkVisibility({ visibilityProperty: true }) || element.closest('option, [inert], :disabled, script') !== null) continue;
    const back = behind(element);
    if (back === undefined) continue;
    const [high = 0, low = 0] = [light(styleOf(element).color), light(back)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) found.add(`${ratio.toFixed(2)} "${text.slice(0, 40)}" in ${String(element.className)}`);
  }
  return [...found];
};

export const faint = async (place: Locator): Promise<string[]> => place.evaluate(faintIn as unknown as (element: unknown) => string[]);
