import { ok } from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { PICTURES } from './chromium.ts';
import { askInSwedish } from './pane.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** The picture of the README: `npm run screenshots` copies it to docs/. */
describe('The portrait of the rehearsal room', function () {
  let stage: Stage;
  before(async function () {
    stage = await openStage(this, { width: 1280, height: 1120 });
  });
  after(async () => stage?.close());

  it('shows one request on both sides, and is small enough for a README', async () => {
    const { page, astrid, sofia } = stage;
    await astrid.press(await askInSwedish(astrid, { customer: 'Lönn & Björk' }), 'Skicka begäran');
    await astrid.card('Väntar på leverantörens beslut');
    await sofia.card(/Accept transfer/);
    await page.getByTestId('toast').waitFor({ state: 'detached' });
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `${PICTURES}/rehearsal-room.png` });
    const { size } = await stat(`${PICTURES}/rehearsal-room.png`);
    ok(size <= 300_000, `the picture has ${size} bytes`);
    stage.faultless();
  });
});
