import { equal, match, ok } from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { look } from './look.ts';
import { askInSwedish, wordsOn } from './pane.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** Issue "One transfer, two companies, one command", done by hand: every step is a click or a key in Chromium. */
describe('One transfer in the rehearsal room', function () {
  let stage: Stage;
  let approval: Locator;
  before(async function () {
    stage = await openStage(this);
  });
  after(async () => stage?.close());
  afterEach(() => stage.faultless());

  it('begins with both companies side by side, everybody greeted', async () => {
    const { page, astrid, sofia } = stage;
    await astrid.card('Hej Astrid Lind!');
    await sofia.card('Hello Sofia Dahl!');
    await look(page, '01-room');
  });

  it('lets Astrid ask in Swedish: customer, lines with add-ons and reasons, summary', async () => {
    const { page, astrid } = stage;
    const pictures = { customer: '02-customer', lines: '03-lines', summary: '04-summary' };
    const summary = await askInSwedish(astrid, { customer: 'Lönn & Björk', onStep: async (step) => look(page, pictures[step]) });
    const words = await wordsOn(summary);
    for (const needed of ['Nordvind Distribution', '42 licenser', 'Audio Conferencing (10 licenser)', 'går överföringen inte att ångra']) ok(words.includes(needed), needed);
    equal((await stage.world.transfers()).length, 0, 'nothing is written before Send');
    await astrid.press(summary, 'Skicka begäran');
  });

  it('shows Sofia the approval card by itself, and Astrid the id at Partner Center', async () => {
    const { page, astrid, sofia, world } = stage;
    approval = await sofia.card(/Accept transfer/);
    const [open] = await world.transfers();
    const id = String(open?.partnerCenterId);
    match(await wordsOn(approval), /Fjordline IT AB asks Nordvind Distribution to take over these subscriptions for Lönn & Björk Trä AB/);
    ok((await wordsOn(approval)).includes(id));
    await astrid.card(id);
    await sofia.root.getByTestId('badge').first().waitFor();
    await look(page, '05-approval');
  });

  it('does not take a rejection without a reason, and keeps what was written when the theme changes', async () => {
    const { page, sofia, world } = stage;
    await sofia.press(approval, 'Reject transfer');
    await approval.getByRole('textbox').fill('Forty, not forty-two');
    await sofia.press(approval, 'Send the rejection');
    await approval.getByText('Choose a reason; the partner needs it to put things right.').waitFor();
    await look(page, '06-reason-required');
    equal(await approval.getByRole('textbox').inputValue(), 'Forty, not forty-two');
    equal((await world.transfers())[0]?.phase, 'open');
    await sofia.press(approval, 'Reject transfer');
  });

  it('takes Accept once, however often it is pressed, and turns the card final in place', async () => {
    const { page, sofia, world } = stage;
    await approval.getByRole('button', { name: /^Accept transfer/ }).dblclick();
    const accepted = await sofia.card(/Accepted by Sofia Dahl, Admin agent/);
    equal(await sofia.root.getByTestId('card').filter({ hasText: /Transfer \w+:/ }).count(), 1, 'the same card, not another one');
    equal(await accepted.getByRole('button', { name: /^Accept/ }).count(), 0);
    await until('Microsoft is at it', async () => (await world.transfers())[0]?.phase === 'in-progress');
    await sofia.card('In progress at Microsoft');
    await look(page, '07-accepted');
    equal(await world.effects(/transfers\/:transferId\/accept/), 1);
  });

  it('answers a press on an old copy with the same final card', async () => {
    const { page, sofia, world } = stage;
    const card = await sofia.card('In progress at Microsoft');
    const before = await wordsOn(card);
    await sofia.root.getByTestId('old-copies').last().click();
    const copies = page.getByTestId('copies');
    const old = copies.getByTestId('card').filter({ has: page.getByRole('button', { name: /^Accept transfer/ }) }).last();
    await old.getByRole('button', { name: /^Accept transfer/ }).hover();
    await page.screenshot({ path: 'artifacts/browser/08-old-copy-light.png' });
    await sofia.press(old, 'Accept transfer');
    await copies.waitFor({ state: 'detached' });
    equal(await wordsOn(card), before);
    equal(await world.effects(/transfers\/:transferId\/accept/), 1);
  });

  it('watches until the lines are complete, and asks Sofia whether they are there', async () => {
    const { page, astrid, sofia } = stage;
    for (let quarter = 0; quarter < 5; quarter += 1) await page.getByTestId('plusQuarter').click();
    const complete = await sofia.card(/Confirm that \w+ has arrived/);
    await astrid.card('Slutförd');
    await look(page, '09-complete');
    await sofia.press(complete, 'Confirm that');
  });

  it('ends with both sides verified and the old ids over the new', async () => {
    const { page, astrid, sofia, world } = stage;
    const [his, hers] = [await sofia.card('Both companies’ sides have been verified'), await astrid.card('Båda företagens sidor är kontrollerade')];
    const [done] = await world.transfers();
    equal(done?.idMap.length, 6);
    for (const pair of done?.idMap ?? []) {
      for (const card of [his, hers]) ok((await wordsOn(card)).includes(`${pair.oldId}\n`) && (await wordsOn(card)).includes(String(pair.newId)), pair.name);
    }
    match(await wordsOn(hers), /pausade\. Så ska det vara/);
    await look(page, '10-finished');
    for (const card of [his, hers]) await card.getByText(String(done?.idMap.at(-1)?.newId)).hover();
    await look(page, '11-ids');
  });

  it('says what is open and what can be done', async () => {
    const { page, astrid, sofia } = stage;
    await astrid.type('status');
    await sofia.type('help');
    await astrid.card('Inget är öppet just nu.');
    await sofia.card('What you can do now');
    await look(page, '12-status-and-help');
  });
});
