import { deepEqual, match } from 'node:assert/strict';
import { KARIN, NILS, UNTIL } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

const CHOSEN = { customers: 'true', billing: 'true', products: 'true', 'no-return': 'true', choice: 'switch' };

describe('Decide, four eyes (R204)', () => {
  it('may be asked for by one person, and ended only by another', async () => {
    const stage = new Stage(aScene({ person: KARIN }));
    stage.facts.push(...UNTIL.decide());
    const wanted = () => stage.facts.filter(({ kind }) => kind === 'four-eyes').map(({ value }) => value);
    await stage.send({ text: 'decide' });
    await stage.press('send', { ...CHOSEN, 'four-eyes': 'true' });
    deepEqual(wanted(), [{ wanted: true }]);
    await stage.send({ text: 'decide' });
    match((await stage.press('send', { ...CHOSEN, 'four-eyes': 'false' })).join(), /another person has to end it/);
    deepEqual(wanted(), [{ wanted: true }]);
    stage.scene.person = NILS;
    await stage.press('send', { ...CHOSEN, 'four-eyes': 'false' });
    deepEqual(wanted(), [{ wanted: true }, { wanted: false }]);
  });

  it('says the warnings in Swedish and names the whole way (R4, R12)', async () => {
    const stage = new Stage(aScene({ person: KARIN, locale: 'sv' }));
    stage.facts.push(...UNTIL.decide());
    match((await stage.send({ text: 'besluta' })).join(), /Även utan beslut meddelar Microsoft.*begränsas.*flera steg/);
  });
});
