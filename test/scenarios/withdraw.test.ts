import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Lane } from '../helpers/lanes.ts';
import { cardOf, decisionsOf, knownIn, lanesOf, newCard, openLine, phasesIn, prepareLine, quiet, standing } from '../helpers/lanes.ts';
import { togglesOf } from '../helpers/moves.ts';
import { buttonsOf, wordsOf } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

describe('Withdraw', function () {
  this.timeout(120_000);
  let world: World;
  let lanes: Lane[];
  before(async () => {
    world = await startWorld({ completionDelayMs: 3_600_000 });
    lanes = await lanesOf(world);
  });
  after(() => world.close());

  it('takes an open request back, tells both, and frees the lines for a new one (R129, R161)', async () => {
    const lane = lanes[0] as Lane;
    const transfer = await openLine(world, lane);
    await cardOf(world, { name: 'Sofia', transfer, verb: 'accept' });
    const known = await knownIn(world, 'Astrid');
    const [held] = await Promise.all([world.db.kysely.selectFrom('open_line').selectAll().where('transfer_id', '=', transfer.transferId).execute()]);
    ok(held.some(({ subscription_id }) => subscription_id === lane.subscriptionId));
    const [result] = await world.room.press('Astrid', await cardOf(world, { name: 'Astrid', transfer, verb: 'withdraw' }), 'withdraw');
    equal(result?.outcome, 'card');
    const after = await standing(world, transfer.transferId, 'withdrawn');
    deepEqual([after.decided?.name, after.decided?.elsewhere], ['Astrid Lind', undefined]);
    await quiet(world);
    for (const name of ['Astrid', 'Sofia', 'Oskar']) equal((await phasesIn(world, name, transfer)).at(-1), 'withdrawn', name);
    deepEqual(await world.db.kysely.selectFrom('open_line').selectAll().where('transfer_id', '=', transfer.transferId).execute(), []);
    ok((await world.room.messages('Astrid')).some((message) => !known.has(message.id)));

    await world.room.press('Astrid', await cardOf(world, { name: 'Astrid', transfer, verb: 'resend' }), 'resend');
    const lines = await newCard(world, 'Astrid', { verb: 'choose-lines', known });
    const inputs = Object.fromEntries(togglesOf(lines).map(({ id }) => [id, String(id.includes(lane.subscriptionId))]));
    await world.room.press('Astrid', lines, 'choose-lines', { inputs });
    await world.room.press('Astrid', await newCard(world, 'Astrid', { verb: 'send', known }), 'send');
    const again = await until('the new request', async () => (await world.transfers()).find(({ replaces }) => replaces === transfer.transferId));
    await standing(world, again.transferId, 'open');
    equal(await world.effects(/^DELETE .*transfers/), 1);
  });

  it('comes too late after an accept: the present card is the answer', async () => {
    const transfer = await openLine(world, lanes[1] as Lane);
    const card = await cardOf(world, { name: 'Astrid', transfer, verb: 'withdraw' });
    await world.room.press('Sofia', await cardOf(world, { name: 'Sofia', transfer, verb: 'accept' }), 'accept');
    await standing(world, transfer.transferId, 'in-progress');
    await quiet(world);
    const before = await world.effects(/^DELETE /);
    const [late] = await world.room.press('Astrid', card, 'withdraw', { version: 1 });
    equal(late?.outcome, 'card');
    match(JSON.stringify(late?.body?.value), /Sofia Dahl/);
    ok(!JSON.stringify(late?.body?.value).includes('"withdraw"'), 'no button to withdraw with');
    equal(await world.effects(/^DELETE /), before);
    equal((await decisionsOf(world, transfer)).length, 2);
  });

  describe('status, help and cancel answer at every step, in both languages', () => {
    const STEPS = ['choose-customer', 'choose-lines', 'send'] as const;
    const WORDS = { en: { start: 'transfer', status: 'status', help: 'help', cancel: 'cancel' }, sv: { start: 'flytta', status: 'läget', help: 'hjälp', cancel: 'avbryt' } } as const;

    for (const locale of ['en', 'sv'] as const) {
      for (const step of STEPS) {
        it(`${locale}: at ${step}`, async () => {
          const { room } = world;
          const lane = lanes[2] as Lane;
          const words = WORDS[locale];
          await room.say('Astrid', 'cancel');
          await room.say('Astrid', locale === 'en' ? 'english' : 'svenska');
          const known = await knownIn(world, 'Astrid');
          const transfers = (await world.transfers()).length;
          if (step === 'send') await prepareLine(world, lane);
          else await room.say('Astrid', words.start);
          if (step === 'choose-lines') {
            await room.press('Astrid', await newCard(world, 'Astrid', { verb: 'choose-customer', known }), 'choose-customer', { inputs: { customer: lane.customerId } });
          }
          const card = await newCard(world, 'Astrid', { verb: step, known });

          const after = async (said: string): Promise<string> => {
            const before = await knownIn(world, 'Astrid');
            await room.say('Astrid', said);
            const fresh = await until(`an answer to ${said}`, async () => {
              const found = (await room.messages('Astrid')).filter((message) => message.from === 'bot' && !before.has(message.id));
              return found.length > 0 && found;
            });
            return fresh.map(wordsOf).join('\n');
          };
          match(await after(words.status), locale === 'en' ? /transfer/i : /överföring/i);
          match(await after(words.help), locale === 'en' ? /status/i : /läget|status/i);
          const same = (await room.messages('Astrid')).find((message) => message.id === card.id);
          ok(same !== undefined && buttonsOf(same).some(({ verb }) => verb === step), 'the question still stands');
          match(await after(words.cancel), locale === 'en' ? /cancel|left|stopped|nothing/i : /avbr|lämna|inget/i);
          await room.press('Astrid', card, step, { inputs: { customer: lane.customerId } });
          const retired = (await room.messages('Astrid')).find((message) => message.id === card.id);
          ok(retired !== undefined && buttonsOf(retired).length === 0, 'a button of a conversation that was left does nothing any more');
          equal((await world.transfers()).length, transfers);
        });
      }
    }
  });
});
