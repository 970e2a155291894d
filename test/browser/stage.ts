import { deepEqual } from 'node:assert/strict';
import type { Context } from 'mocha';
import type { Page } from 'playwright-core';
import type { World, WorldOptions } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';
import type { Browser, Look } from './chromium.ts';
import { chromiumOrSkip, launch } from './chromium.ts';
import { paneOf } from './pane.ts';
import type { Pane } from './pane.ts';

/** The whole rehearsal with a browser in front of it. */
export type Stage = {
  readonly world: World;
  readonly browser: Browser;
  readonly page: Page;
  readonly astrid: Pane;
  readonly sofia: Pane;
  /** Fails with what the page did wrong since it was last asked. */
  faultless(): void;
  close(): Promise<void>;
};

const HOUR = 3_600_000;

export const openStage = async (context: Context, look?: Look, options: WorldOptions = {}): Promise<Stage> => {
  const chromium = chromiumOrSkip(context);
  const world = await startWorld({ completionDelayMs: HOUR, ...options });
  const browser = await launch(chromium);
  const page = await browser.open(world.addresses.teams, look);
  return {
    world, browser, page,
    astrid: paneOf(page, 'partner'),
    sofia: paneOf(page, 'provider'),
    faultless: () => deepEqual(browser.faults.splice(0), []),
    close: async () => {
      await browser.close();
      await world.close();
    },
  };
};
