import { deepEqual, equal, match } from 'node:assert/strict';
import { TransferDialog } from '../../dialogs/transfer-dialog.ts';
import { CONVERSATIONS, E3 } from './conversations.table.ts';
import type { Turn } from './conversations.table.ts';
import { Stage, aScene } from './stage.ts';

const play = async (stage: Stage, turn: Turn): Promise<void> => {
  Object.assign(stage.scene, turn.then);
  const heard = turn.press === undefined ? await stage.send({ text: turn.say }) : await stage.press(turn.press, turn.with);
  equal(heard.length, turn.hear.length, `after "${turn.say ?? turn.press}" came:\n${heard.join('\n')}`);
  turn.hear.forEach((expected, index) => {
    if (typeof expected === 'string') equal(heard[index], expected);
    else match(heard[index] ?? '', expected);
  });
};

describe('Conversations', () => {
  for (const { name, scene, turns, orders } of CONVERSATIONS) {
    it(name, async () => {
      const stage = new Stage(aScene(scene));
      for (const turn of turns) await play(stage, turn);
      equal(stage.orders.callCount, orders);
    });
  }

  it('sends the same order once, however often the button arrives', async () => {
    const stage = new Stage(aScene());
    await stage.send({ text: 'transfer' });
    await stage.press('choose-customer', { customer: 'c' });
    await stage.press('choose-lines', { [E3]: 'true' });
    const data = stage.data('send');
    await stage.send({ value: data });
    const again = await stage.send({ value: data, replyToId: 'old-card' });
    equal(stage.orders.callCount, 1);
    match(again.join(), /no longer in use/);
  });

  it('ignores the button of an earlier card', async () => {
    const stage = new Stage(aScene());
    await stage.send({ text: 'transfer' });
    const old = stage.data('choose-customer');
    await stage.press('choose-customer', { customer: 'c' });
    match((await stage.send({ value: { ...old, customer: 'x' } })).join(), /newest card/);
  });

  it('says so when the stored place belongs to another release, and never goes on from it', async () => {
    for (const state of [{ dialogStack: [{ id: 'transfer-0', state: {} }] }, { dialogStack: 'torn' }, { dialogStack: [null] }]) {
      const stage = new Stage(aScene());
      await stage.send({ text: 'transfer' });
      await stage.remember(state);
      const heard = await stage.send({ text: 'thanks' });
      deepEqual([heard[0]?.includes('lost my place'), stage.orders.callCount], [true, 0], heard.join());
    }
  });

  it('keeps the ids of steps apart from those of other step lists', () => {
    match(TransferDialog.id, /-\d+$/);
    match(TransferDialog.steps, /-\d+$/);
  });
});
