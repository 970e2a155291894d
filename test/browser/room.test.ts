import { equal, match, ok } from 'node:assert/strict';
import { look, sideways, themeOf } from './look.ts';
import { askInSwedish, paneOf, wordsOn } from './pane.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

describe('The rehearsal room for whoever sits in front of it', function () {
  let stage: Stage;
  before(async function () {
    stage = await openStage(this);
    await stage.astrid.press(await askInSwedish(stage.astrid, { customer: 'Mälarvik' }), 'Skicka begäran');
    await stage.sofia.card(/Accept transfer/);
  });
  after(async () => stage?.close());
  afterEach(() => stage.faultless());

  it('gives each person of a company what is theirs: chat, language, buttons', async () => {
    const { page, sofia } = stage;
    await sofia.become('Oskar Nyman');
    await sofia.card(/Godkänn överföring/);
    await sofia.become('Lena Fors');
    await sofia.card('Hello Lena Fors!');
    equal(await sofia.root.getByRole('button', { name: /^Accept transfer/ }).count(), 0, 'a Helpdesk agent decides nothing');
    await look(page, '18-another-person');
    await sofia.root.getByTestId('company-select').selectOption({ label: 'Havskog Distribution' });
    await sofia.card('Hej Maria Vik!');
    equal(await sofia.root.getByText('Mälarvik').count(), 0, 'another provider sees nothing of it');
    await sofia.root.getByTestId('company-select').selectOption({ label: 'Nordvind Distribution' });
    await sofia.card(/Accept transfer/);
  });

  it('tells somebody without a role so, politely', async () => {
    const { page, astrid } = stage;
    await astrid.become('Johan Ek');
    await astrid.type('transfer');
    const refusal = astrid.root.getByTestId('message').last();
    await refusal.getByText(/role/i).first().waitFor();
    await look(page, '19-no-role');
    await astrid.become('Astrid Lind');
  });

  it('is as it was after the page is loaded again: chats, people, theme, language', async () => {
    const { page, astrid, sofia } = stage;
    await page.getByTestId('page-language').selectOption('sv');
    await page.getByRole('heading', { name: 'Repetitionsrum' }).waitFor();
    await page.getByTestId('theme').click();
    const before = await wordsOn(await astrid.card('Väntar på leverantörens beslut'));
    await sofia.become('Oskar Nyman');
    await page.reload();
    await page.waitForSelector('body[data-ready="true"]');
    equal(await themeOf(page), 'dark');
    await page.getByRole('heading', { name: 'Repetitionsrum' }).waitFor();
    equal(await wordsOn(await astrid.card('Väntar på leverantörens beslut')), before);
    await sofia.card(/Godkänn överföring/);
    await look(page, '20-loaded-again');
  });

  it('shows one company at a time in a narrow window, and nothing scrolls sideways', async () => {
    const { browser, world, sofia } = stage;
    const page = await browser.open(world.addresses.teams, { width: 390, height: 780 });
    const [partner, provider] = [paneOf(page, 'partner'), paneOf(page, 'provider')];
    await partner.card('Väntar på leverantörens beslut');
    ok(!(await provider.root.isVisible()));
    await look(page, '21-narrow-partner');
    await page.getByRole('tab', { name: 'Indirect provider' }).click();
    const approval = await provider.card(/Accept transfer/);
    ok(!(await partner.root.isVisible()));
    await provider.press(approval, 'Reject transfer');
    await look(page, '22-narrow-provider');
    equal((await sideways(page)).length, 0);
    ok(await sofia.root.isVisible(), 'the wide window is another window');
  });

  it('can be used by keyboard alone', async () => {
    const { browser, world } = stage;
    const page = await browser.open(world.addresses.teams);
    const { root, card } = paneOf(page, 'provider');
    await card(/Accept transfer/);
    await root.getByTestId('composer').focus();
    await page.keyboard.type('status');
    await page.keyboard.press('Enter');
    match(await wordsOn(await card('Open transfers')), /Mälarvik Tandvård AB[^]*Waiting for/);
    await root.getByRole('button', { name: /^Reject transfer/ }).focus();
    await page.keyboard.press('Enter');
    await root.getByRole('radio').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    equal(await root.getByRole('radio', { checked: true }).count(), 1);
  });
});
