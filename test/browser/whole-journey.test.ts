import { equal } from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { createText } from '../../locales/text.ts';
import { NORDVIND } from '../../simulator/people.ts';
import type { Cast } from '../helpers/customer-moves.ts';
import { requestsOf, secureAgreement } from '../helpers/customer-moves.ts';
import { movesIn } from '../helpers/journey-moves.ts';
import { LONN_BJORK } from '../helpers/moves.ts';
import { portalOf } from '../helpers/portal-moves.ts';
import { PICTURES } from './chromium.ts';
import { askInSwedish, choose } from './pane.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

const SV = createText('sv');
const CUSTOMER = 'Lönn & Björk Trä AB';

/** Enrol, provider, extend, transfer, by clicks and keys, with the portal as the room's third pane. */
describe('The journey in the rehearsal room, with the portal beside it', function () {
  this.timeout(150_000);
  let stage: Stage;
  let cast: Cast;
  let portal: FrameLocator;
  before(async function () {
    stage = await openStage(this, { width: 1720, height: 980 }, { story: 'fresh', only: ['Lönn'] });
    const { world } = stage;
    cast = { world, people: movesIn(world), portal: portalOf(world) };
    await cast.people.take('Astrid', 'assess', {
      programme: 'direct-bill', state: 'active', since: '2017-10-15', revenue: '218000', scope: 'account', month: '10', mpn: 'true', authority: 'true', 'first-level': 'true', managed: 'true', billing: 'true', plan: 'none', credit: 'not-applied',
    });
    await cast.people.take('Astrid', 'decide', { customers: 'true', billing: 'true', products: 'true', 'no-return': 'true', choice: 'switch' });
    await cast.people.take('Astrid', 'prepare', { profile: 'true', mpn: 'true', tenant: 'true', mailbox: 'true', incentives: 'incitament@fjordline.example' });
  });
  after(async () => stage?.close());
  afterEach(() => stage.faultless());

  /** The same page of the portal, read anew. */
  const readPortal = async (): Promise<void> => {
    await stage.page.getByTestId('portal-reload').click();
    await portal.getByRole('heading', { name: 'Overview' }).waitFor();
  };
  const picture = async (name: string): Promise<void> => {
    for (const theme of ['light', 'dark']) {
      await stage.page.screenshot({ path: `${PICTURES}/${name}-${theme}.png` });
      await stage.page.getByTestId('theme').click();
    }
  };

  it('shows the portal as a third pane', async () => {
    await stage.page.getByTestId('portal-toggle').click();
    portal = stage.page.getByTestId('portal-frame').contentFrame();
    await portal.getByRole('heading', { name: 'Overview' }).waitFor();
    await picture('30-portal');
  });

  it('enrols: warned and confirmed in the chat, done in the portal, reported with what shows it', async () => {
    const { astrid, page } = stage;
    await astrid.become('Karin Berg');
    await astrid.type('registrera');
    const warned = await astrid.card(SV.t('enrol.confirm.intro'));
    await warned.getByRole('checkbox').check();
    await astrid.press(warned, SV.t('step.record'));
    const typed = await astrid.card(SV.t('step.typed.intro'));
    await typed.getByRole('textbox').fill('Fjordline IT AB');
    await astrid.press(typed, SV.t('step.typed.send'));
    const act = await astrid.card(SV.t('enrol.act.intro'));
    await portal.getByRole('button', { name: 'Enrol', exact: true }).first().click();
    await portal.getByRole('button', { name: 'Sign the agreement' }).waitFor();
    await choose(act.getByRole('combobox'), SV.t('enrol.found.submitted'));
    await act.locator('input[type="date"]').fill(stage.world.clock.now().toISOString().slice(0, 10));
    await act.getByRole('textbox').last().fill('Skärmbild 1');
    await picture('31-enrol');
    await astrid.press(act, SV.t('step.record'));
    await astrid.card(SV.t('enrol.outcome.title'));
    equal(await cast.portal.enrolment(), 'approved');
    await page.bringToFront();
  });

  it('signs, and takes its provider’s invitation', async () => {
    const { people, world } = { ...cast };
    const today = world.clock.now().toISOString().slice(0, 10);
    await people.take('Karin', 'approval', { words: 'Approved', answer: 'approved', when: today, evidence: 'Mejl' });
    const sign = await people.confirmed('Karin', await people.open('Karin', 'sign'), { again: 'true', authorised: 'true', role: 'VD' }, { typed: 'Fjordline IT AB' });
    await portal.getByRole('button', { name: 'Sign the agreement' }).click();
    await portal.getByRole('button', { name: 'Sign the agreement' }).waitFor({ state: 'detached' });
    await people.answer('Karin', sign, { found: 'accepted', dual: 'both' });
    await portal.getByRole('button', { name: 'Invite Fjordline IT AB' }).first().click();
    await portal.getByRole('button', { name: 'Accept', exact: true }).first().click();
    await portal.getByText('Partnerships: Nordvind Distribution').waitFor();
    await stage.astrid.type('partnerinbjudan');
    const listed = await stage.astrid.card(SV.t('partner-up.intro.seen'));
    await picture('32-provider');
    await stage.astrid.press(listed, SV.t('step.record'));
    await people.done('partner-up');
  });

  it('extends: shown and confirmed in the chat, saved in the portal, and read', async () => {
    const { people, world } = cast;
    await people.takeFor(LONN_BJORK, 'Erik', 'classify', {});
    await people.takeFor(LONN_BJORK, 'Astrid', 'route', { route: 'extension', provider: NORDVIND, rights: 'no' });
    await people.takeFor(LONN_BJORK, 'Erik', 'consent', { who: 'Maja Ek', when: world.clock.now().toISOString().slice(0, 10), how: 'mail', evidence: 'Mejl' });
    const act = await people.confirmed('Astrid', await people.open('Astrid', 'extend', LONN_BJORK), { share: 'true' }, { typed: CUSTOMER });
    await stage.astrid.become('Astrid Lind');
    await stage.astrid.card(SV.t('extend.act.intro'));
    await portal.getByRole('link', { name: 'Customers' }).first().click();
    await portal.getByRole('link', { name: CUSTOMER }).click();
    await picture('33-extend');
    await portal.getByRole('button', { name: 'Extend to Nordvind Distribution' }).click();
    await portal.getByText('through Fjordline IT AB').first().waitFor();
    await people.through('Astrid', act, { provider: NORDVIND, saved: 'true' });
    await people.done('extend', LONN_BJORK);
    await secureAgreement(cast, { customerId: LONN_BJORK, providerId: NORDVIND, route: 'extension' });
  });

  it('transfers: asked for on one side, accepted on the other, and seen in the portal', async () => {
    const { astrid, sofia, page } = stage;
    await astrid.press(await askInSwedish(astrid, { customer: 'Lönn & Björk' }), 'Skicka begäran');
    const [asked] = await requestsOf(cast, { customerId: LONN_BJORK, providerId: NORDVIND, route: 'extension' }, 'open', 'asked');
    await sofia.press(await sofia.card(/Accept transfer/), 'Accept transfer');
    await sofia.card('In progress at Microsoft');
    await readPortal();
    await portal.getByText(String(asked?.customer.name)).first().waitFor();
    await picture('34-transfer');
    await page.setViewportSize({ width: 420, height: 860 });
    await page.getByRole('tab', { name: 'Portal' }).click();
    await picture('35-narrow');
  });
});
