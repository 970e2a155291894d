import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import { appearing, cardOf, decisionsOf, knownIn, knownTransfers, newCard, prepareLine, quiet, standing } from '../helpers/lanes.ts';
import { LONN_BJORK, togglesOf } from '../helpers/moves.ts';
import { MINUTE, newCommerceStage } from '../helpers/new-commerce-stage.ts';
import { wordsOf } from '../helpers/room.ts';
import { moreLicences, requestFromPortal } from '../helpers/twin-edits.ts';
import { until } from '../helpers/until.ts';

describe('New commerce, when it does not go as it should', function () {
  this.timeout(180_000);
  const { world, lane, ask, press, offer, last, ended, pass } = newCommerceStage({ licences: 8 });

  it('shows a number that has changed before it goes, and sends the one that was accepted (R158, R160)', async () => {
    const about = lane();
    const offered = await offer(about);
    const card = await cardOf(world(), { name: 'Astrid', transfer: offered, verb: 'take' });
    await world().portal('/portal/seats', { customerId: about.customerId, subscriptionId: about.subscriptionId, quantity: 31 });
    const before = await world().effects(/^PATCH .*\/transfers/);
    await world().room.press('Astrid', card, 'take');
    const asked = await until('the number of now is asked about', async () => (await world().transfers()).find((one) => one.transferId === offered.transferId && one.phase === 'offered' && one.recount !== undefined));
    deepEqual(asked.recount?.map(({ before: was, after: is }) => [was, is]), [[25, 31]]);
    equal(await world().effects(/^PATCH .*\/transfers/), before, 'nothing was sent blindly');
    const fresh = await until('the card shows it', async () => {
      const shown = await cardOf(world(), { name: 'Astrid', transfer: offered, verb: 'take' });
      return /25 förut, 31 nu/.test(wordsOf(shown)) && shown;
    });
    await world().room.press('Astrid', fresh, 'take');
    const taking = await standing(world(), offered.transferId, 'taking');
    await ended(taking);
    await pass(16 * MINUTE, offered);
    await standing(world(), offered.transferId, 'in-progress');
    await pass(61 * MINUTE, offered);
    equal((await standing(world(), offered.transferId, 'complete')).lines[0]?.quantity, 31);
  });

  it('adopts what people do in the portal instead (F24)', async () => {
    const made = await ask(lane());
    await cardOf(world(), { name: 'Sofia', transfer: made, verb: 'offer' });
    const partnerCenterId = await requestFromPortal(world(), { customerId: LONN_BJORK, source: FJORDLINE, target: NORDVIND });
    await pass(2 * MINUTE, made);
    const adopted = await standing(world(), made.transferId, 'offered');
    deepEqual([adopted.partnerCenterId, adopted.offered?.elsewhere, (await decisionsOf(world(), adopted)).length], [partnerCenterId, true, 0]);
    await cardOf(world(), { name: 'Astrid', transfer: adopted, verb: 'take' });
    const cancelled = await offer(lane());
    await world().portal(`/portal/transfers/${cancelled.partnerCenterId}`, { verb: 'cancel' });
    await pass(2 * MINUTE, cancelled);
    equal((await standing(world(), cancelled.transferId, 'cancelled')).decided?.elsewhere, true);
    const about = lane();
    const taken = await offer(about);
    await world().portal(`/portal/transfers/${taken.partnerCenterId}`, { verb: 'accept', subscriptionIds: [about.subscriptionId] });
    await pass(16 * MINUTE, taken);
    equal((await standing(world(), taken.transferId, 'in-progress')).decided?.elsewhere, true);
  });

  it('splits what is more than 25 lines, and offers one part after the other (API topic 10.3)', async () => {
    const { customers, subscriptions } = await world().portal<{ customers: { id: string; name: string }[]; subscriptions: { customerId: string; wire: { id: string; offerName: string } }[] }>('/state');
    const customerId = customers.find(({ name }) => name.startsWith('Hälsokällan'))?.id ?? '';
    const premium = subscriptions.find((one) => one.customerId === customerId && one.wire.offerName.includes('Premium'))?.wire.id ?? '';
    const many = [premium, ...(await moreLicences(world(), { customerId, like: premium, count: 26 }))];
    const known = await knownTransfers(world());
    await world().room.say('Astrid', 'cancel');
    const seen = await knownIn(world(), 'Astrid');
    await world().room.say('Astrid', 'transfer');
    await world().room.press('Astrid', await newCard(world(), 'Astrid', { verb: 'choose-customer', known: seen }), 'choose-customer', { inputs: { customer: customerId } });
    const lines = await newCard(world(), 'Astrid', { verb: 'choose-lines', known: seen });
    const inputs = Object.fromEntries(togglesOf(lines).map(({ id }) => [id, String(many.some((subscriptionId) => id.includes(subscriptionId)))]));
    await world().room.press('Astrid', lines, 'choose-lines', { inputs });
    const summary = await newCard(world(), 'Astrid', { verb: 'send', known: seen });
    match(wordsOf(summary), /Det blir 2 begäranden/);
    await world().room.press('Astrid', summary, 'send');
    const parts = await until('both parts are asked', async () => {
      const found = (await world().transfers()).filter(({ transferId }) => !known.has(transferId));
      return found.length === 2 && found;
    });
    deepEqual(parts.map(({ part, lines: of, phase }) => `${part?.number}/${part?.of}: ${of.length}, ${phase}`).sort(), ['1/2: 25, asked', '2/2: 2, asked']);
    const cards = await Promise.all(parts.map((part) => cardOf(world(), { name: 'Sofia', transfer: part, verb: 'offer' })));
    await Promise.all(cards.map((card) => world().room.press('Sofia', card, 'offer')));
    const ids = await Promise.all(parts.map(async (part) => (await standing(world(), part.transferId, 'offered')).partnerCenterId));
    equal(new Set(ids).size, 2, 'each has a request of its own');
    const state = await world().portal<{ transfers: { source: string; target: string; phase: string }[] }>('/state');
    ok(state.transfers.filter(({ source, target, phase }) => source === FJORDLINE && target === NORDVIND && phase === 'Pending').length >= 2);
  });

  it('makes one request and takes it once, although the answers are lost and Partner Center forgets the request ids (I1, F17, F22)', async () => {
    const about = lane();
    const asked = await ask(about);
    const card = await cardOf(world(), { name: 'Sofia', transfer: asked, verb: 'offer' });
    const made = await world().effects(/^POST .*\/transfers/);
    await world().portal('/faults', { match: { method: 'POST', pathIncludes: '/transfers' }, kind: 'drop-after' });
    await world().room.press('Sofia', card, 'offer', { times: 2, sameId: false });
    const offered = await standing(world(), asked.transferId, 'offered');
    equal((await world().effects(/^POST .*\/transfers/)) - made, 1);
    deepEqual([offered.offered?.name, offered.offered?.elsewhere], ['Sofia Dahl', undefined]);

    const take = await cardOf(world(), { name: 'Astrid', transfer: offered, verb: 'take' });
    const taken = await world().effects(/^PATCH .*\/transfers/);
    await world().portal('/faults', { match: { method: 'PATCH', pathIncludes: '/transfers/' }, kind: 'drop-after' });
    await world().room.press('Astrid', take, 'take', { times: 2, sameId: false });
    await until('the answer is lost', async () => (await world().effects(/^PATCH .*\/transfers/)) > taken);
    world().forgetRequests();
    await standing(world(), offered.transferId, 'taking');
    await ended(offered);
    await pass(16 * MINUTE, offered);
    const moving = await standing(world(), offered.transferId, 'in-progress');
    deepEqual([moving.decided?.name, moving.decided?.elsewhere], ['Astrid Lind', undefined]);
    equal((await world().effects(/^PATCH .*\/transfers/)) - taken, 1);
    await world().portal('/faults/clear', {});
  });

  it('says why Partner Center refused the request, and asks the provider anew (900131, 900133)', async () => {
    const known = await knownTransfers(world());
    const { subscriptions } = await world().portal<{ subscriptions: { customerId: string; owner: string; wire: { id: string; productType?: { id: string } } }[] }>('/state');
    const plan = subscriptions.find((one) => one.customerId === LONN_BJORK && one.owner === FJORDLINE && one.wire.productType?.id === 'Azure')?.wire.id ?? '';
    await world().room.press('Astrid', await prepareLine(world(), { customerId: LONN_BJORK, subscriptionId: plan }), 'send');
    const asked = await appearing(world(), known, 'asked');
    await press('Sofia', asked, 'offer');
    const again = await until('it is decidable anew', async () => (await world().transfers()).find((one) => one.transferId === asked.transferId && one.phase === 'asked' && one.revision > 1));
    match(String(again.trouble?.code), /^90013[13]$/);
    await cardOf(world(), { name: 'Sofia', transfer: again, verb: 'offer' });
    await quiet(world());
    deepEqual(await last(again), ['asked', 'asked']);
  });
});
