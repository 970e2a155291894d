import { deepEqual, equal, match } from 'node:assert/strict';
import { newCustomerSubject } from '../../journey/facts.ts';
import { HAVSKOG, NORDVIND } from '../../simulator/people.ts';
import type { Cast, Way } from '../helpers/customer-moves.ts';
import { askFor, bringTogether, close, daysPass, partnerTakes, providerAgrees, replaceRest, requestsOf, secureAgreement, signOff } from '../helpers/customer-moves.ts';
import type { Moves } from '../helpers/journey-moves.ts';
import { inputsOf, movesIn } from '../helpers/journey-moves.ts';
import type { PortalCustomer, PortalMoves } from '../helpers/portal-moves.ts';
import { portalOf } from '../helpers/portal-moves.ts';
import { wordsOf } from '../helpers/room.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const COMPANY = 'Fjordline IT AB';
/** Signed by itself, vouched for by the partner, not at all; and one that has nothing but new commerce. */
const ONLY = ['Lönn', 'Fjällsippans', 'Jämtströms', 'Skärgårdstrafik', 'Hälsokällan'];
const NEWCOMER = 'Nya Kvarnen AB';

describe('The whole journey by today’s rules', function () {
  this.timeout(120_000);
  let world: World;
  let people: Moves;
  let portal: PortalMoves;
  let cast: Cast;
  let ways: Way[];
  let newcomerId = '';
  before(async () => {
    world = await startWorld({ bot: 'process', story: 'fresh', only: ONLY, completionDelayMs: 3_600_000 });
    [people, portal] = [movesIn(world), portalOf(world)];
    cast = { world, people, portal };
  });
  after(() => world.close());
  const isOurs = ({ customerId }: Way): boolean => customerId !== newcomerId;
  const today = (): string => world.clock.now().toISOString().slice(0, 10);

  it('asks whether to stay direct when Microsoft has restricted the company, and decides (R3, R12)', async () => {
    await portal.restrict();
    const outcome = await people.take('Astrid', 'assess', {
      programme: 'direct-bill', state: 'restricted', since: today(), revenue: '218000', scope: 'account', month: '10', mpn: 'true', authority: 'true', 'first-level': 'true', managed: 'true', billing: 'true',
      security: 'true', plan: 'none', credit: 'not-applied',
    });
    match(outcome, /stängs den begränsade förmågan av den .* om 30 dagar/);
    await people.take('Astrid', 'decide', { customers: 'true', billing: 'true', products: 'true', 'no-return': 'true', choice: 'switch' });
    await people.take('Karin', 'prepare', { profile: 'true', mpn: 'true', tenant: 'true', mailbox: 'true', incentives: 'incitament@fjordline.example' });
  });

  it('enrols, also when the program is ended half-way', async () => {
    const act = await people.confirmed('Karin', await people.open('Karin', 'enrol'), { reviewed: 'true' }, { typed: COMPANY });
    await portal.enrol(3);
    await world.botProcess.kill();
    await world.botProcess.start();
    await people.answer('Karin', act, { found: 'submitted', when: today(), evidence: 'Skärmbild 1' });
    await daysPass(cast, 5);
    equal(await portal.enrolment(), 'approved');
    await people.take('Astrid', 'approval', { words: 'Enrollment approved', answer: 'approved', when: today(), evidence: 'Mejl från Microsoft' });
    const sign = await people.confirmed('Karin', await people.open('Karin', 'sign'), { again: 'true', authorised: 'true', role: 'VD' }, { typed: COMPANY });
    await portal.acceptAgreement();
    await people.answer('Karin', sign, { found: 'accepted', dual: 'both' });
    await people.done('sign');
  });

  it('finds its providers', async () => {
    await people.take('Erik', 'find-provider', { name: 'Nordvind Distribution', country: 'Sweden', currency: 'SEK', billing: 'true', support: 'true', asked: 'true' });
    await people.take('Karin', 'partner-up', { link: 'https://partner.microsoft.com/commerce/indirectproviders/accept/invitation?id=9c5a' });
    for (const providerId of [NORDVIND, HAVSKOG]) await portal.partnerWith(providerId);
    await people.take('Karin', 'partner-up', {});
    await people.done('partner-up');
  });

  it('brings every customer together with its provider', async () => {
    ways = waysOf(await portal.customers());
    for (const way of ways) await bringTogether(cast, way);
  });

  it('invites a company that is no customer yet', async () => {
    const sending = await people.confirmed('Astrid', await people.open('Astrid', 'invite', `new:${NEWCOMER}`), { provider: NORDVIND, tenant: 'has' }, {});
    const url = /https:\/\/admin\.microsoft\.com\/\S+/.exec(inputsOf(sending)['text'] ?? '')?.[0] ?? '';
    await people.answer('Astrid', sending, { how: 'copied' });
    newcomerId = await portal.acceptAsNewcomer({ name: NEWCOMER, slug: 'nyakvarnen', url });
    ways.push({ customerId: newcomerId, providerId: NORDVIND, route: 'invitation' });
    await people.takeFor(newcomerId, 'Erik', 'classify', {});
    await people.verified('invitation-accepted', newCustomerSubject(NEWCOMER));
  });

  it('has every customer accept the agreement itself', async () => {
    for (const way of ways.filter(isOurs)) await secureAgreement(cast, way);
  });

  it('moves what may move, by the partner’s requests and by its providers’', async () => {
    const movable = ways.filter(isOurs);
    await daysPass(cast, 1);
    for (const way of movable) {
      await askFor(cast, way, (label) => !NOT_YET.test(label));
      await requestsOf(cast, way, 'open', 'asked');
    }
    for (const way of movable) await providerAgrees(cast, way);
    for (const way of movable) await partnerTakes(cast, way);
    await daysPass(cast, 1);
    for (const way of movable) await signOff(cast, way);
    const models = new Set((await world.transfers()).map(({ model = 'legacy' }) => model));
    deepEqual([...models].sort(), ['legacy', 'new-commerce']);
  });

  it('replaces the rest, and closes customer after customer until the last has landed', async () => {
    for (const way of ways.filter(isOurs)) {
      await replaceRest(cast, way);
      await close(cast, way);
    }
    equal((await people.facts()).subjects('customer-closed').length, ONLY.length);
    equal(await world.effects(/subscriptions/), 0, 'nothing was cancelled by us');
  });

  it('takes everything out before the interface ends, and nothing is left to do', async () => {
    await people.take('Erik', 'incentives', { invited: today(), indirect: 'true', evidence: 'Invitation mail' });
    await people.through('Astrid', await people.open('Astrid', 'export'), { saved: 'true' });
    deepEqual(await people.unfinished(ways.map(({ customerId }) => customerId)), []);
    await world.room.say('Erik', 'status');
    match(wordsOf(await world.room.saying('Erik', 'The move')), /Export/);
  });
});

/** By the first word of the name: who is invited, and who goes to the other provider. */
const BY_INVITATION = ['Jämtströms', 'Skärgårdstrafik'];
const TO_HAVSKOG = ['Jämtströms'];

/** The provider has no Azure plan for these customers yet, so Azure is bought anew through it. */
const NOT_YET = /Azure plan|Reserved VM|Windows Server/;

const waysOf = (customers: readonly PortalCustomer[]): Way[] =>
  customers.map(({ id, name }, index) => {
    const [first = ''] = name.split(' ');
    return { customerId: id, providerId: TO_HAVSKOG.includes(first) ? HAVSKOG : NORDVIND, route: BY_INVITATION.includes(first) ? 'invitation' : 'extension', rights: index === 0 ? 'yes' : 'no' };
  });
