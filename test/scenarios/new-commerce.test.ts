import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import type { Lane } from '../helpers/lanes.ts';
import { appearing, auditOf, cardOf, decisionsOf, knownIn, knownTransfers, newCard, phasesIn, prepareLine, quiet, standing } from '../helpers/lanes.ts';
import { LONN_BJORK, togglesOf } from '../helpers/moves.ts';
import { moreLicences, requestFromPortal } from '../helpers/twin-edits.ts';
import { wordsOf } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WRITES = /^(POST|PATCH|DELETE) .*\/transfers/;
const STANDARD = 'd2f6a7b8-91c0-4e3d-a5b6-c7d8e9f05504';

describe('New commerce: the provider creates, the partner accepts', function () {
  this.timeout(180_000);
  let world: World;
  let lanes: Lane[];
  before(async () => {
    world = await startWorld({ completionDelayMs: 60 * MINUTE });
    lanes = (await moreLicences(world, { customerId: LONN_BJORK, like: STANDARD, count: 29 })).map((subscriptionId) => ({ customerId: LONN_BJORK, subscriptionId }));
  });
  after(() => world.close());

  const lane = (): Lane => lanes.pop() ?? { customerId: '', subscriptionId: '' };
  const ask = async (about: Lane): Promise<Transfer> => {
    const known = await knownTransfers(world);
    await world.room.press('Astrid', await prepareLine(world, about), 'send');
    return appearing(world, known, 'asked');
  };
  const press = async (name: string, transfer: Transfer, verb: string, inputs = {}): Promise<void> => {
    const [result] = await world.room.press(name, await cardOf(world, { name, transfer, verb }), verb, { inputs });
    equal(result?.outcome, 'card', JSON.stringify(result?.body));
  };
  const offer = async (about: Lane): Promise<Transfer> => {
    const asked = await ask(about);
    await press('Sofia', asked, 'offer');
    return standing(world, asked.transferId, 'offered');
  };
  const last = async (transfer: Transfer): Promise<(string | undefined)[]> =>
    Promise.all(['Astrid', 'Sofia'].map(async (name) => (await phasesIn(world, name, transfer)).at(-1)));
  const ended = (transfer: Transfer): Promise<unknown> => until('every order has ended', async () => (await decisionsOf(world, transfer)).every(({ state }) => state === 'done'));
  /** Moves the clock once everything that was owed at the old time is done. */
  const pass = async (ms: number): Promise<void> => {
    await quiet(world);
    world.clock.advance(ms);
  };
  const atPartnerCenter = async (transfer: Transfer): Promise<string | undefined> =>
    (await world.portal<{ transfers: { id: string; phase: string }[] }>('/state')).transfers.find(({ id }) => id === transfer.partnerCenterId)?.phase;

  it('goes from the question to both sides verified', async () => {
    const about = { customerId: LONN_BJORK, subscriptionId: STANDARD };
    const known = await knownTransfers(world);
    const before = await world.effects(WRITES);
    const summary = await prepareLine(world, about);
    match(wordsOf(summary), /Genom leverantörens begäran: 1 prenumeration/);
    await world.room.press('Astrid', summary, 'send');
    const asked = await appearing(world, known, 'asked');
    equal(asked.model, 'new-commerce');
    match(wordsOf(await cardOf(world, { name: 'Sofia', transfer: asked, verb: 'offer' })), /Microsoft 365 Business Standard[^]*25 licences/);
    equal(await world.effects(WRITES), before, 'nothing is at Partner Center before the provider says yes');
    await press('Sofia', asked, 'offer');
    const offered = await standing(world, asked.transferId, 'offered');
    equal(offered.offered?.name, 'Sofia Dahl');
    ok(Date.parse(offered.expiresAt ?? '') > world.clock.now().getTime() + 29 * DAY);
    await press('Astrid', offered, 'take');
    await ended(await standing(world, asked.transferId, 'taking'));
    await pass(16 * MINUTE);
    await standing(world, asked.transferId, 'in-progress');
    await pass(61 * MINUTE);
    await standing(world, asked.transferId, 'complete');
    await press('Sofia', offered, 'confirm-landed');
    const done = await until('both sides are verified', async () => (await world.transfers()).find((one) => one.transferId === asked.transferId && one.sourceVerifiedAt !== undefined));
    deepEqual(done.sourceChecks.map(({ expected, found, ok: good }) => [expected, found, good]), [['inactive', 'deleted', true]]);
    ok(done.idMap[0]?.newId !== undefined && done.idMap[0].newId !== STANDARD);
    await quiet(world);
    deepEqual((await decisionsOf(world, done)).map(({ verb, state }) => [verb, state]), [['offer', 'done'], ['take', 'done']]);
    equal(await world.effects(WRITES), before + 2);
  });

  it('expires after thirty days, tells both, and one press asks again (API topic 10.5)', async () => {
    const offered = await offer(lane());
    await pass(30 * DAY + MINUTE);
    const expired = await standing(world, offered.transferId, 'expired');
    await quiet(world);
    deepEqual(await last(expired), ['expired', 'expired']);
    const card = await cardOf(world, { name: 'Astrid', transfer: expired, verb: 'ask-again' });
    await world.room.press('Astrid', card, 'ask-again', { times: 3, sameId: false });
    const again = (await world.transfers()).filter(({ replaces }) => replaces === expired.transferId);
    deepEqual(again.map(({ phase, lines }) => [phase, lines.length]), [['asked', 1]], 'pressed three times, asked once');
    const [next] = again as [Transfer];
    await press('Sofia', next, 'offer');
    await standing(world, next.transferId, 'offered');
    equal(await atPartnerCenter(expired), 'Expired');
  });

  it('is declined in words of our own, and cancelled by the provider (API topics 10.2, 10.3)', async () => {
    const offered = await offer(lane());
    const before = await world.effects(WRITES);
    await press('Astrid', offered, 'decline');
    const declined = await standing(world, offered.transferId, 'declined');
    await quiet(world);
    equal(await world.effects(WRITES), before, 'Partner Center has no word for it');
    const card = await cardOf(world, { name: 'Sofia', transfer: declined, verb: 'cancel' });
    match(wordsOf(card), /Declined by Astrid Lind/);
    await press('Sofia', declined, 'cancel');
    const cancelled = await standing(world, offered.transferId, 'cancelled');
    equal(cancelled.decided?.name, 'Sofia Dahl');
    equal(await atPartnerCenter(cancelled), 'Cancel');
    await quiet(world);
    deepEqual(await last(cancelled), ['cancelled', 'cancelled']);
    deepEqual(await world.db.kysely.selectFrom('open_line').selectAll().where('transfer_id', '=', offered.transferId).execute(), [], 'its lines are free again');
  });

  it('is rejected or withdrawn while it is only asked, without a word to Partner Center', async () => {
    const before = await world.effects(WRITES);
    const first = await ask(lane());
    const [without] = await world.room.press('Sofia', await cardOf(world, { name: 'Sofia', transfer: first, verb: 'reject' }), 'reject');
    match(JSON.stringify(without?.body), /A rejection needs a reason/);
    await press('Sofia', first, 'reject', { reason: 'credit', comment: 'Let us talk first' });
    const rejected = await standing(world, first.transferId, 'rejected');
    match(wordsOf(await cardOf(world, { name: 'Astrid', transfer: rejected, verb: 'resend' })), /Let us talk first/);
    const second = await ask(lane());
    const late = await cardOf(world, { name: 'Sofia', transfer: second, verb: 'offer' });
    await press('Astrid', second, 'withdraw');
    await standing(world, second.transferId, 'withdrawn');
    const [result] = await world.room.press('Sofia', late, 'offer', { version: 1 });
    equal(result?.outcome, 'card');
    equal((await decisionsOf(world, second)).length, 1, 'a press that comes too late decides nothing');
    await quiet(world);
    equal(await world.effects(WRITES), before);
    deepEqual((await auditOf(world, second.transferId, 'refused')).map(({ event }) => event), ['refused offer: already-decided']);
  });

  it('lets nobody but an Admin agent decide (API topic 10)', async () => {
    const asked = await ask(lane());
    await cardOf(world, { name: 'Sofia', transfer: asked, verb: 'offer' });
    await quiet(world);
    const cards = await world.db.kysely.selectFrom('card').select('person_id').where('transfer_id', '=', asked.transferId).execute();
    equal(cards.length, 2, 'one for the Admin agent on each side; the Sales agent has nothing to do');
    await press('Astrid', asked, 'withdraw');
  });

  it('shows a number that has changed before it goes, and sends the one that was accepted (R158, R160)', async () => {
    const about = lane();
    const offered = await offer(about);
    const card = await cardOf(world, { name: 'Astrid', transfer: offered, verb: 'take' });
    await world.portal('/portal/seats', { customerId: about.customerId, subscriptionId: about.subscriptionId, quantity: 31 });
    const before = await world.effects(/^PATCH .*\/transfers/);
    await world.room.press('Astrid', card, 'take');
    const asked = await until('the number of now is asked about', async () => (await world.transfers()).find((one) => one.transferId === offered.transferId && one.phase === 'offered' && one.recount !== undefined));
    deepEqual(asked.recount?.map(({ before: was, after: is }) => [was, is]), [[25, 31]]);
    equal(await world.effects(/^PATCH .*\/transfers/), before, 'nothing was sent blindly');
    const fresh = await until('the card shows it', async () => {
      const shown = await cardOf(world, { name: 'Astrid', transfer: offered, verb: 'take' });
      return /25 förut, 31 nu/.test(wordsOf(shown)) && shown;
    });
    await world.room.press('Astrid', fresh, 'take');
    const taking = await standing(world, offered.transferId, 'taking');
    await ended(taking);
    await pass(16 * MINUTE);
    await standing(world, offered.transferId, 'in-progress');
    await pass(61 * MINUTE);
    equal((await standing(world, offered.transferId, 'complete')).lines[0]?.quantity, 31);
  });

  it('adopts what people do in the portal instead (F24)', async () => {
    const made = await ask(lane());
    await cardOf(world, { name: 'Sofia', transfer: made, verb: 'offer' });
    const partnerCenterId = await requestFromPortal(world, { customerId: LONN_BJORK, source: FJORDLINE, target: NORDVIND });
    await pass(2 * MINUTE);
    const adopted = await standing(world, made.transferId, 'offered');
    deepEqual([adopted.partnerCenterId, adopted.offered?.elsewhere, (await decisionsOf(world, adopted)).length], [partnerCenterId, true, 0]);
    await cardOf(world, { name: 'Astrid', transfer: adopted, verb: 'take' });
    const cancelled = await offer(lane());
    await world.portal(`/portal/transfers/${cancelled.partnerCenterId}`, { verb: 'cancel' });
    await pass(2 * MINUTE);
    equal((await standing(world, cancelled.transferId, 'cancelled')).decided?.elsewhere, true);
    const about = lane();
    const taken = await offer(about);
    await world.portal(`/portal/transfers/${taken.partnerCenterId}`, { verb: 'accept', subscriptionIds: [about.subscriptionId] });
    await pass(16 * MINUTE);
    equal((await standing(world, taken.transferId, 'in-progress')).decided?.elsewhere, true);
  });

  it('splits what is more than 25 lines, and offers one part after the other (API topic 10.3)', async () => {
    const { customers, subscriptions } = await world.portal<{ customers: { id: string; name: string }[]; subscriptions: { customerId: string; wire: { id: string; offerName: string } }[] }>('/state');
    const customerId = customers.find(({ name }) => name.startsWith('Hälsokällan'))?.id ?? '';
    const premium = subscriptions.find((one) => one.customerId === customerId && one.wire.offerName.includes('Premium'))?.wire.id ?? '';
    const many = [premium, ...(await moreLicences(world, { customerId, like: premium, count: 26 }))];
    const known = await knownTransfers(world);
    await world.room.say('Astrid', 'cancel');
    const seen = await knownIn(world, 'Astrid');
    await world.room.say('Astrid', 'transfer');
    await world.room.press('Astrid', await newCard(world, 'Astrid', { verb: 'choose-customer', known: seen }), 'choose-customer', { inputs: { customer: customerId } });
    const lines = await newCard(world, 'Astrid', { verb: 'choose-lines', known: seen });
    const inputs = Object.fromEntries(togglesOf(lines).map(({ id }) => [id, String(many.some((subscriptionId) => id.includes(subscriptionId)))]));
    await world.room.press('Astrid', lines, 'choose-lines', { inputs });
    const summary = await newCard(world, 'Astrid', { verb: 'send', known: seen });
    match(wordsOf(summary), /Det blir 2 begäranden/);
    await world.room.press('Astrid', summary, 'send');
    const parts = await until('both parts are asked', async () => {
      const found = (await world.transfers()).filter(({ transferId }) => !known.has(transferId));
      return found.length === 2 && found;
    });
    deepEqual(parts.map(({ part, lines: of, phase }) => `${part?.number}/${part?.of}: ${of.length}, ${phase}`).sort(), ['1/2: 25, asked', '2/2: 2, asked']);
    const cards = await Promise.all(parts.map((part) => cardOf(world, { name: 'Sofia', transfer: part, verb: 'offer' })));
    await Promise.all(cards.map((card) => world.room.press('Sofia', card, 'offer')));
    const ids = await Promise.all(parts.map(async (part) => (await standing(world, part.transferId, 'offered')).partnerCenterId));
    equal(new Set(ids).size, 2, 'each has a request of its own');
    const state = await world.portal<{ transfers: { source: string; target: string; phase: string }[] }>('/state');
    ok(state.transfers.filter(({ source, target, phase }) => source === FJORDLINE && target === NORDVIND && phase === 'Pending').length >= 2);
  });

  it('makes one request and takes it once, although the answers are lost and Partner Center forgets the request ids (I1, F17, F22)', async () => {
    const about = lane();
    const asked = await ask(about);
    const card = await cardOf(world, { name: 'Sofia', transfer: asked, verb: 'offer' });
    const made = await world.effects(/^POST .*\/transfers/);
    await world.portal('/faults', { match: { method: 'POST', pathIncludes: '/transfers' }, kind: 'drop-after' });
    await world.room.press('Sofia', card, 'offer', { times: 2, sameId: false });
    const offered = await standing(world, asked.transferId, 'offered');
    equal((await world.effects(/^POST .*\/transfers/)) - made, 1);
    deepEqual([offered.offered?.name, offered.offered?.elsewhere], ['Sofia Dahl', undefined]);

    const take = await cardOf(world, { name: 'Astrid', transfer: offered, verb: 'take' });
    const taken = await world.effects(/^PATCH .*\/transfers/);
    await world.portal('/faults', { match: { method: 'PATCH', pathIncludes: '/transfers/' }, kind: 'drop-after' });
    await world.room.press('Astrid', take, 'take', { times: 2, sameId: false });
    await until('the answer is lost', async () => (await world.effects(/^PATCH .*\/transfers/)) > taken);
    world.forgetRequests();
    await standing(world, offered.transferId, 'taking');
    await ended(offered);
    await pass(16 * MINUTE);
    const moving = await standing(world, offered.transferId, 'in-progress');
    deepEqual([moving.decided?.name, moving.decided?.elsewhere], ['Astrid Lind', undefined]);
    equal((await world.effects(/^PATCH .*\/transfers/)) - taken, 1);
    await world.portal('/faults/clear', {});
  });

  it('says why Partner Center refused the request, and asks the provider anew (900131, 900133)', async () => {
    const known = await knownTransfers(world);
    const { subscriptions } = await world.portal<{ subscriptions: { customerId: string; owner: string; wire: { id: string; productType?: { id: string } } }[] }>('/state');
    const plan = subscriptions.find((one) => one.customerId === LONN_BJORK && one.owner === FJORDLINE && one.wire.productType?.id === 'Azure')?.wire.id ?? '';
    await world.room.press('Astrid', await prepareLine(world, { customerId: LONN_BJORK, subscriptionId: plan }), 'send');
    const asked = await appearing(world, known, 'asked');
    await press('Sofia', asked, 'offer');
    const again = await until('it is decidable anew', async () => (await world.transfers()).find((one) => one.transferId === asked.transferId && one.phase === 'asked' && one.revision > 1));
    match(String(again.trouble?.code), /^90013[13]$/);
    await cardOf(world, { name: 'Sofia', transfer: again, verb: 'offer' });
    await quiet(world);
    deepEqual(await last(again), ['asked', 'asked']);
  });
});
