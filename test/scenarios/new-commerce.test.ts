import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import { appearing, auditOf, cardOf, decisionsOf, knownTransfers, prepareLine, quiet, standing } from '../helpers/lanes.ts';
import { LONN_BJORK } from '../helpers/moves.ts';
import { DAY, MINUTE, STANDARD, WRITES, newCommerceStage } from '../helpers/new-commerce-stage.ts';
import { wordsOf } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';

describe('New commerce: the provider creates, the partner accepts', function () {
  this.timeout(180_000);
  const { world, lane, ask, press, offer, last, ended, pass, atPartnerCenter } = newCommerceStage({ licences: 8 });

  it('goes from the question to both sides verified', async () => {
    const about = { customerId: LONN_BJORK, subscriptionId: STANDARD };
    const known = await knownTransfers(world());
    const before = await world().effects(WRITES);
    const summary = await prepareLine(world(), about);
    match(wordsOf(summary), /Genom leverantörens begäran: 1 prenumeration/);
    await world().room.press('Astrid', summary, 'send');
    const asked = await appearing(world(), known, 'asked');
    equal(asked.model, 'new-commerce');
    match(wordsOf(await cardOf(world(), { name: 'Sofia', transfer: asked, verb: 'offer' })), /Microsoft 365 Business Standard[^]*25 licences/);
    equal(await world().effects(WRITES), before, 'nothing is at Partner Center before the provider says yes');
    await press('Sofia', asked, 'offer');
    const offered = await standing(world(), asked.transferId, 'offered');
    equal(offered.offered?.name, 'Sofia Dahl');
    ok(Date.parse(offered.expiresAt ?? '') > world().clock.now().getTime() + 29 * DAY);
    await press('Astrid', offered, 'take');
    await ended(await standing(world(), asked.transferId, 'taking'));
    await pass(16 * MINUTE, asked);
    await standing(world(), asked.transferId, 'in-progress');
    await pass(61 * MINUTE, asked);
    await standing(world(), asked.transferId, 'complete');
    await press('Sofia', offered, 'confirm-landed');
    const done = await until('both sides are verified', async () => (await world().transfers()).find((one) => one.transferId === asked.transferId && one.sourceVerifiedAt !== undefined));
    deepEqual(done.sourceChecks.map(({ expected, found, ok: good }) => [expected, found, good]), [['inactive', 'deleted', true]]);
    ok(done.idMap[0]?.newId !== undefined && done.idMap[0].newId !== STANDARD);
    await quiet(world());
    deepEqual((await decisionsOf(world(), done)).map(({ verb, state }) => [verb, state]), [['offer', 'done'], ['take', 'done']]);
    equal(await world().effects(WRITES), before + 2);
  });

  it('expires after thirty days, tells both, and one press asks again (API topic 10.5)', async () => {
    const offered = await offer(lane());
    await pass(30 * DAY + MINUTE, offered);
    const expired = await standing(world(), offered.transferId, 'expired');
    await quiet(world());
    deepEqual(await last(expired), ['expired', 'expired']);
    const card = await cardOf(world(), { name: 'Astrid', transfer: expired, verb: 'ask-again' });
    await world().room.press('Astrid', card, 'ask-again', { times: 3, sameId: false });
    const again = (await world().transfers()).filter(({ replaces }) => replaces === expired.transferId);
    deepEqual(again.map(({ phase, lines }) => [phase, lines.length]), [['asked', 1]], 'pressed three times, asked once');
    const [next] = again as [Transfer];
    await press('Sofia', next, 'offer');
    await standing(world(), next.transferId, 'offered');
    equal(await atPartnerCenter(expired), 'Expired');
  });

  it('is declined in words of our own, and cancelled by the provider (API topics 10.2, 10.3)', async () => {
    const offered = await offer(lane());
    const before = await world().effects(WRITES);
    await press('Astrid', offered, 'decline');
    const declined = await standing(world(), offered.transferId, 'declined');
    await quiet(world());
    equal(await world().effects(WRITES), before, 'Partner Center has no word for it');
    const card = await cardOf(world(), { name: 'Sofia', transfer: declined, verb: 'cancel' });
    match(wordsOf(card), /Declined by Astrid Lind/);
    await press('Sofia', declined, 'cancel');
    const cancelled = await standing(world(), offered.transferId, 'cancelled');
    equal(cancelled.decided?.name, 'Sofia Dahl');
    equal(await atPartnerCenter(cancelled), 'Cancel');
    await quiet(world());
    deepEqual(await last(cancelled), ['cancelled', 'cancelled']);
    deepEqual(await world().db.kysely.selectFrom('open_line').selectAll().where('transfer_id', '=', offered.transferId).execute(), [], 'its lines are free again');
  });

  it('is rejected or withdrawn while it is only asked, without a word to Partner Center', async () => {
    const before = await world().effects(WRITES);
    const first = await ask(lane());
    const [without] = await world().room.press('Sofia', await cardOf(world(), { name: 'Sofia', transfer: first, verb: 'reject' }), 'reject');
    match(JSON.stringify(without?.body), /A rejection needs a reason/);
    await press('Sofia', first, 'reject', { reason: 'credit', comment: 'Let us talk first' });
    const rejected = await standing(world(), first.transferId, 'rejected');
    match(wordsOf(await cardOf(world(), { name: 'Astrid', transfer: rejected, verb: 'resend' })), /Let us talk first/);
    const second = await ask(lane());
    const late = await cardOf(world(), { name: 'Sofia', transfer: second, verb: 'offer' });
    await press('Astrid', second, 'withdraw');
    await standing(world(), second.transferId, 'withdrawn');
    const [result] = await world().room.press('Sofia', late, 'offer', { version: 1 });
    equal(result?.outcome, 'card');
    equal((await decisionsOf(world(), second)).length, 1, 'a press that comes too late decides nothing');
    await quiet(world());
    equal(await world().effects(WRITES), before);
    deepEqual((await auditOf(world(), second.transferId, 'refused')).map(({ event }) => event), ['refused offer: already-decided']);
  });

  it('lets nobody but an Admin agent decide (API topic 10)', async () => {
    const asked = await ask(lane());
    await cardOf(world(), { name: 'Sofia', transfer: asked, verb: 'offer' });
    await quiet(world());
    const cards = await world().db.kysely.selectFrom('card').select('person_id').where('transfer_id', '=', asked.transferId).execute();
    equal(cards.length, 2, 'one for the Admin agent on each side; the Sales agent has nothing to do');
    await press('Astrid', asked, 'withdraw');
  });
});
