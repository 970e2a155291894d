import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { prepareTransfer, sendTransfer } from '../helpers/moves.ts';
import { buttonsOf, wordsOf } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

describe('One transfer, two companies, one command', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await startWorld({ completionDelayMs: 3_600_000 });
  });
  after(() => world.close());

  it('goes from a word in one chat to both sides verified (R125-R151)', async () => {
    const { room, clock } = world;
    const summary = await prepareTransfer(room, { words: 'flytta prenumerationer' });
    match(wordsOf(summary), /42 licenser/);
    match(wordsOf(summary), /Audio Conferencing \(10 licenser\)/);
    await room.press('Astrid', summary, 'send');

    const approval = await room.cardWith('Sofia', 'accept');
    const [open] = await world.transfers();
    equal(open?.phase, 'open');
    match(wordsOf(approval), new RegExp(String(open?.partnerCenterId)));
    await room.saying('Astrid', String(open?.partnerCenterId));

    const [pressed] = await room.press('Sofia', approval, 'accept');
    equal(pressed?.body?.statusCode, 200);
    match(JSON.stringify(pressed?.body?.value), /Accepted by Sofia Dahl/);
    await until('Microsoft is at it', async () => (await world.transfers())[0]?.phase === 'in-progress');

    clock.advance(3_700_000);
    const landed = await room.cardWith('Sofia', 'confirm-landed', 30_000);
    await room.press('Sofia', landed, 'confirm-landed');
    const finished = await room.saying('Astrid', 'Båda företagens sidor är kontrollerade', 30_000);
    const [done] = await world.transfers();
    equal(done?.phase, 'complete');
    ok(done?.sourceVerifiedAt);
    equal(done?.landed?.name, 'Sofia Dahl');
    for (const pair of done?.idMap ?? []) {
      ok(pair.newId, `${pair.name} has a new id`);
      ok(wordsOf(finished).includes(pair.newId), `${pair.name}: the card shows ${pair.newId}`);
      equal(pair.partnerOfRecord, done?.partnerOfRecord, `${pair.name}: partner of record`);
    }
    match(wordsOf(finished), /Registrerad partner på varje ny prenumeration, enligt leverantörens lista: \d{7}/);
    equal(await world.effects(/transfers\/:transferId\/accept/), 1);
  });

  it('says no with a reason, and the partner sends it again', async () => {
    const { room } = world;
    const approval = await sendTransfer(room, { customerId: await anotherCustomer(world) });
    const [without] = await room.press('Sofia', approval, 'reject', { inputs: { comment: 'no' } });
    match(JSON.stringify(without?.body), /A rejection needs a reason/);
    await room.press('Sofia', approval, 'reject', { inputs: { reason: 'wrong-quantity', comment: 'Forty, not eight' } });
    const told = await room.cardWith('Astrid', 'resend');
    match(wordsOf(told), /Forty, not eight/);
    await room.press('Astrid', told, 'resend');
    const lines = await room.cardWith('Astrid', 'choose-lines');
    ok(buttonsOf(lines).some((button) => button.verb === 'choose-lines'));
    deepEqual((await world.transfers()).map((transfer) => transfer.phase), ['complete', 'rejected']);
    await room.say('Astrid', 'avbryt');
  });
});

/** A customer of Nordvind that may move something and has no request yet. */
const anotherCustomer = async (world: World): Promise<string> => {
  await world.room.say('Astrid', 'transfer');
  const card = await world.room.cardWith('Astrid', 'choose-customer');
  const text = JSON.stringify(card.attachments[0]?.content);
  await world.room.say('Astrid', 'cancel');
  const choices = [...text.matchAll(/"title":"([^"]+)","value":"([0-9a-f-]{36})"/g)].filter(([, title]) => title?.includes('Nordvind'));
  const id = choices.map(([, , value]) => value).find((value) => value !== '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303');
  if (id === undefined) throw new Error(`No other customer can move: ${text}`);
  return id;
};
