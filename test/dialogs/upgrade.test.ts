import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createText } from '../../locales/text.ts';
import type { Halt, Kept } from '../corpus/halts.ts';
import { HALTS } from '../corpus/halts.ts';
import { RELEASES, keptDialogs } from '../corpus/releases.ts';
import { Stage, aScene } from './stage.ts';

const explained = createText('en').t('dialog.restarted');

/** The chat as the older release left it, in a bot of today. */
const wakened = async ({ scene, facts }: Halt, kept: Kept): Promise<Stage> => {
  const stage = new Stage(aScene(scene?.()));
  stage.facts.push(...(facts?.() ?? []));
  await stage.remember(kept.state);
  return stage;
};

const answered = ({ next }: Halt, stage: Stage, { data }: Kept): Promise<string[]> =>
  'say' in next ? stage.send({ text: next.say }) : stage.send({ text: undefined, value: { ...data, ...next.with } });

describe('Conversations that an earlier release has left open', () => {
  it('are kept of at least one release, every kind of halt', () => {
    ok(RELEASES.length > 0);
    for (const release of RELEASES) for (const kept of keptDialogs(release)) ok(HALTS.some(({ name }) => name === kept.halt), `${release}: nobody knows the halt "${kept.halt}"`);
  });

  for (const release of RELEASES) {
    for (const kept of keptDialogs(release)) {
      const halt = HALTS.find(({ name }) => name === kept.halt);
      if (halt === undefined) continue;
      it(`${release}, ${kept.halt}: goes on from there, or says that the place is lost`, async () => {
        const stage = await wakened(halt, kept);
        const heard = (await answered(halt, stage, kept)).join('\n');
        if (heard.includes(explained)) equal(stage.orders.callCount, 0);
        else match(heard, halt.hears);
      });

      it(`${release}, ${kept.halt}: can be left by word`, async () => {
        const stage = await wakened(halt, kept);
        match((await stage.send({ text: 'cancel' })).join('\n'), /Cancelled|lost my place|nothing to cancel/);
        deepEqual([stage.orders.callCount, (await stage.send({ text: 'hi' })).join()], [0, '<greeting>']);
      });
    }
  }
});
