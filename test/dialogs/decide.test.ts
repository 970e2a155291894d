import { deepEqual, match } from 'node:assert/strict';
import type { Fact } from '../../journey/facts.ts';
import { aPerson } from '../helpers/builders.ts';
import { Stage, aScene } from './stage.ts';

const assessed = { subject: 'organisation', kind: 'assessed', value: { answers: {}, verdict: 'switch' }, proof: 'attested', factId: 'f', tenantId: 't', by: undefined, at: '2026-02-01T00:00:00Z', evidence: '' } as Fact;
const ALL = { customers: 'true', billing: 'true', products: 'true', 'no-return': 'true' };

const stageAt = (...facts: Fact[]): Stage => {
  const stage = new Stage(aScene());
  stage.facts.push(...facts);
  return stage;
};

describe('Decide (R3, R4, R12, R17)', () => {
  it('is blocked until the partner has been assessed, and names the missing step (R201)', async () => {
    const [card] = await stageAt().send({ text: 'besluta' });
    match(card ?? '', /An earlier step is missing: Assess.*rule R201, rule set 2026/);
  });

  it('says the warnings, takes every consideration, and records choice and considerations', async () => {
    const stage = stageAt(assessed);
    match((await stage.send({ text: 'decide' })).join(), /capability will be restricted.*several steps/);
    match((await stage.press('send', { ...ALL, 'no-return': 'false', choice: 'switch' })).join(), /Weigh every point/);
    match((await stage.press('send', { ...ALL, choice: 'stolen' })).join(), /Choose what your company has decided/);
    match((await stage.press('send', { ...ALL, choice: 'switch' })).join(), /Recorded/);
    deepEqual(stage.facts.slice(1).map(({ kind, value }) => [kind, value]), [
      ['business-need-evaluated', { items: ['customers', 'billing', 'products', 'no-return'] }],
      ['decided', { choice: 'switch' }],
    ]);
  });

  it('shows without fields what a person without the role may only read', async () => {
    const stage = new Stage(aScene({ person: aPerson('partner', ['sales-agent']) }));
    stage.facts.push(assessed);
    const [card] = await stage.send({ text: 'decide' });
    match(card ?? '', /takes another role: Global administrator or Admin agent/);
  });
});
