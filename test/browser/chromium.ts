import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { chromium } from 'playwright-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { skipBecause } from '../helpers/skip.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--hide-scrollbars', '--force-color-profile=srgb', '--font-render-hinting=none',
];
export const PICTURES = 'artifacts/browser';

export type Theme = 'light' | 'dark';
export type Look = { readonly theme?: Theme; readonly width?: number; readonly height?: number; readonly language?: 'en-GB' | 'sv-SE' };

/** A browser with nobody's profile, and what it did that it should not have done. */
export type Browser = {
  /** Sentences: errors on the page's console, uncaught exceptions, and requests that left this computer. */
  readonly faults: string[];
  open(address: string, look?: Look): Promise<Page>;
  close(): Promise<void>;
};

/** Where Chromium is, or the suite is skipped with the reason. `CHROMIUM_PATH` names another one. */
export const chromiumOrSkip = (context: Context): string => {
  const wanted = process.env['CHROMIUM_PATH'];
  const found = wanted === undefined ? PLACES.find((place) => existsSync(place)) : wanted;
  if (found !== undefined && existsSync(found)) return found;
  const looked = wanted === undefined ? `none of ${PLACES.join(', ')} is there` : `CHROMIUM_PATH names ${wanted}, which is not there`;
  return skipBecause(context, `no Chromium: ${looked}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.`);
};

const isLocal = (url: string): boolean => /^(data|blob|about|chrome-error):/.test(url) || ['127.0.0.1', 'localhost'].includes(new URL(url).hostname);

const watch = (page: Page, faults: string[]): void => {
  page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && faults.push(`console: ${message.text()} (${message.location().url})`)));
  page.on('pageerror', (error) => void faults.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('request', (request) => void (isLocal(request.url()) || faults.push(`left this computer: ${request.url()}`)));
  page.on('response', (response) => void (response.status() >= 400 && faults.push(`${response.status()}: ${response.url()}`)));
};

const optionsOf = ({ theme = 'light', width = 1280, height = 860, language = 'en-GB' }: Look): BrowserContextOptions =>
  ({ colorScheme: theme, viewport: { width, height }, locale: language, timezoneId: 'Europe/Stockholm', reducedMotion: 'reduce' });

export const launch = async (executablePath: string): Promise<Browser> => {
  await mkdir(PICTURES, { recursive: true });
  const opened: { context: BrowserContext; profile: string }[] = [];
  const faults: string[] = [];
  return {
    faults,
    open: async (address, look = {}) => {
      const profile = await mkdtemp(join(tmpdir(), 'vaxla-browser-'));
      const context = await chromium.launchPersistentContext(profile, { executablePath, args: QUIET, ...optionsOf(look) });
      opened.push({ context, profile });
      context.setDefaultTimeout(20_000);
      const page = context.pages()[0] ?? (await context.newPage());
      watch(page, faults);
      await page.goto(address);
      await page.waitForSelector('body[data-ready="true"]');
      return page;
    },
    close: async () => {
      for (const { context, profile } of opened) {
        await context.close();
        await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
};
