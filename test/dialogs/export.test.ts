import { deepEqual, equal, match } from 'node:assert/strict';
import { exportStep } from '../../dialogs/steps/export.ts';
import type { StepView } from '../../dialogs/steps/script.ts';
import { createText } from '../../locales/text.ts';
import { aTransfer } from '../helpers/builders.ts';
import { aFact, inputAt } from '../helpers/known-facts.ts';
import { Stage, aScene } from './stage.ts';

const told = (how: string) => aFact('customer-told', { value: { how } });

const stageWith = (...known: ReturnType<typeof told>[]): Stage => {
  const stage = new Stage(aScene());
  stage.facts.push(...known);
  return stage;
};

describe('Export (R130, R205)', () => {
  it('warns that the API goes with the direct role and waits until the text is saved', async () => {
    const stage = stageWith(told('mail'));
    match((await stage.send({ text: 'export' })).join('\n'), /access to the Partner Center API and its sandbox end too.*Up to row 1 of 1/s);
    match((await stage.press('send')).join(), /Save the text first/);
    match((await stage.press('send', { saved: 'true' })).join(), /Everything is exported/);
    deepEqual(stage.facts.at(-1)?.value, { rows: 1, of: 1 });
  });

  it('hands out facts and id maps as text to copy, line by line', () => {
    const transfers = [aTransfer({ idMap: [{ name: 'Office 365 E3', oldId: 'old-1', newId: 'new-1', quantity: 42 }] })];
    const view = { ...inputAt([told('=mail')]), text: createText('en'), transfers, subject: 'organisation' } as unknown as StepView;
    const copy = exportStep.face(view).fields?.find(({ id }) => id === 'csv');
    match(copy?.kind === 'copy' ? copy.value : '', /^subject,what,.*\n.*customer-told.*\n.*old-1.*new-1/);
  });

  it('goes on with the next part until nothing is left', async () => {
    const stage = stageWith(...Array.from({ length: 60 }, (_, index) => told(`${index} ${'x'.repeat(100)}`)));
    await stage.send({ text: 'export' });
    match((await stage.press('send', { saved: 'true' })).join('\n'), /Up to row \d+ of 60/);
    for (let parts = 1; stage.facts.filter(({ kind }) => kind === 'exported').length === parts && parts < 5; parts += 1) {
      if ((await stage.press('send', { saved: 'true' })).join().includes('Everything is exported')) break;
    }
    const last = stage.facts.at(-1);
    deepEqual(last?.value, { rows: 60, of: 60 });
    equal(stage.facts.filter(({ kind }) => kind === 'exported').length > 1, true);
  });

  it('needs nothing by the guide of 2020, and says by which rule (R130, R207)', async () => {
    const stage = stageWith(aFact('profile-chosen', { value: { profile: '2020' } }));
    match((await stage.send({ text: 'exportera' })).join('\n'), /the API stays open after the transition.*rule R130, rule set 2020/s);
  });
});
