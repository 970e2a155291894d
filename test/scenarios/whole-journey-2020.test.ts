import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { HAVSKOG, NORDVIND } from '../../simulator/people.ts';
import type { Moves } from '../helpers/journey-moves.ts';
import { movesIn } from '../helpers/journey-moves.ts';
import type { PortalCustomer, PortalMoves } from '../helpers/portal-moves.ts';
import type { Cast, Way } from '../helpers/customer-moves.ts';
import { askFor, bringTogether, close, daysPass, providerAgrees, replaceRest, requestsOf, secureAgreement, signOff } from '../helpers/customer-moves.ts';
import { portalOf } from '../helpers/portal-moves.ts';
import { wordsOf } from '../helpers/room.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const COMPANY = 'Fjordline IT AB';
/** Each of them has something else to think about; together they are more than Partner Center lets anybody ask about in a minute. */
const ONLY = ['Lönn', 'Åkes', 'Östra', 'Fjällsippans', 'Jämtströms', 'Norrsken', 'Skärgårdstrafik', 'Hälsokällan'];
const DAY = 86_400_000;

describe('The whole journey by the guide of 2020', function () {
  this.timeout(120_000);
  let world: World;
  let people: Moves;
  let portal: PortalMoves;
  let cast: Cast;
  let begun: number;
  let ways: Way[];
  before(async () => {
    world = await startWorld({ bot: 'process', story: 'fresh', only: ONLY, completionDelayMs: 3_600_000 });
    begun = world.clock.now().getTime();
    people = movesIn(world);
    portal = portalOf(world);
    cast = { world, people, portal };
  });
  after(() => world.close());
  const today = (): string => world.clock.now().toISOString().slice(0, 10);

  it('asks whether to stay direct, and decides (R3, R12)', async () => {
    match(await people.take('Astrid', 'assess', { rules: '2020' }, {
      programme: 'direct-bill', state: 'active', since: '2017-10-15', revenue: '218000', scope: 'account', month: '10', mpn: 'true', authority: 'true', 'first-level': 'true', managed: 'true', billing: 'true',
      plan: 'none', credit: 'not-applied',
    }), /byt/i);
    await people.take('Astrid', 'decide', { customers: 'true', billing: 'true', products: 'true', 'no-return': 'true', choice: 'switch' });
    await people.take('Astrid', 'prepare', { profile: 'true', mpn: 'true', tenant: 'true', mailbox: 'true', incentives: 'incitament@fjordline.example' });
  });

  it('enrols in the portal, and waits for Microsoft', async () => {
    const act = await people.confirmed('Karin', await people.open('Karin', 'enrol'), { reviewed: 'true' }, { typed: COMPANY });
    await portal.enrol(5);
    await people.answer('Karin', act, { found: 'submitted', when: today(), evidence: 'Skärmbild 1' });
    await people.take('Astrid', 'approval', { words: 'Pending', answer: 'waiting' });
    equal((await people.standing('approval')).state, 'waiting');
    await daysPass(cast, 7);
    equal(await portal.enrolment(), 'approved');
    await people.take('Karin', 'approval', { words: 'Enrollment approved', answer: 'approved', when: today(), evidence: 'Mejl från Microsoft' });
    const sign = await people.confirmed('Karin', await people.open('Karin', 'sign'), { again: 'true', authorised: 'true', role: 'VD' }, { typed: COMPANY });
    await portal.acceptAgreement();
    await people.answer('Karin', sign, { found: 'accepted', dual: 'both' });
    await people.done('sign');
    equal((await people.facts()).latest('partner-agreement-signed')?.proof, 'verified');
  });

  it('finds its providers', async () => {
    for (const name of ['Nordvind Distribution', 'Havskog Distribution']) {
      await people.take('Erik', 'find-provider', { name, country: 'Sweden', currency: 'SEK', billing: 'true', support: 'true', asked: 'true' });
    }
    await people.take('Karin', 'partner-up', { link: 'https://partner.microsoft.com/commerce/indirectproviders/accept/invitation?id=9c5a' });
    for (const providerId of [NORDVIND, HAVSKOG]) await portal.partnerWith(providerId);
    await people.take('Karin', 'partner-up', {});
    await people.done('partner-up');
  });

  it('brings every customer together with its provider', async () => {
    ways = waysOf(await portal.customers());
    for (const way of ways) await bringTogether(cast, way);
  });

  it('has every agreement hold through the provider', async () => {
    for (const way of ways) await secureAgreement(cast, way);
  });

  it('moves what may move, once both sides have pressed', async () => {
    const movable = ways.filter(({ route }) => route !== 'rebuy');
    for (const [index, way] of movable.entries()) {
      // Nobody asks for so many customers within one minute; Partner Center would not let them.
      if (index % 4 === 0) await daysPass(cast, 1);
      await askFor(cast, way);
      await requestsOf(cast, way, 'open');
    }
    for (const way of movable) await providerAgrees(cast, way);
    for (const way of movable) await requestsOf(cast, way, 'in-progress');
    await daysPass(cast, 1);
    for (const way of movable) await signOff(cast, way);
    equal(await world.effects(/\/transfers$/), movable.length);
    equal(await world.effects(/\/accept$/), movable.length);
  });

  it('replaces the rest, and closes customer after customer until the last has landed', async () => {
    for (const way of ways) {
      await replaceRest(cast, way);
      await close(cast, way);
    }
    equal((await people.facts()).subjects('customer-closed').length, ONLY.length);
    equal(await world.effects(/subscriptions/), 0, 'nothing was cancelled by us');
  });

  it('joins the incentives, and nothing is left to do', async () => {
    await daysPass(cast, 20);
    await people.take('Erik', 'incentives', { invited: today(), indirect: 'true', evidence: 'Invitation mail' });
    deepEqual(await people.unfinished(ways.map(({ customerId }) => customerId)), []);
    ok(world.clock.now().getTime() - begun > 30 * DAY, 'weeks of business time');
    await world.room.say('Karin', 'status');
    match(wordsOf(await world.room.saying('Karin', 'Flytten, steg för steg')), /Incitament\n: ✓ Intygat av Erik Holm/);
  });
});

/** Who goes where, and how; by the first word of the name. Nothing of Hälsokällan can be moved. */
const BY_INVITATION = ['Jämtströms', 'Skärgårdstrafik'];
const TO_HAVSKOG = ['Östra', 'Jämtströms'];

const waysOf = (customers: readonly PortalCustomer[]): Way[] =>
  customers.map(({ id, name }) => {
    const [first = ''] = name.split(' ');
    const route = first === 'Hälsokällan' ? 'rebuy' : BY_INVITATION.includes(first) ? 'invitation' : 'extension';
    return { customerId: id, providerId: TO_HAVSKOG.includes(first) ? HAVSKOG : NORDVIND, route };
  });
