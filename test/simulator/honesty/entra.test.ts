import assert from 'node:assert/strict';
import { AADSTS } from '../../../simulator/honesty/aadsts.ts';
import { ENTRA } from '../../../simulator/honesty/entra.ts';
import type { Row } from '../../../simulator/honesty/row.ts';
import { AAD_CODES } from '../../../simulator/entra/refusals.ts';
import { rig } from '../entra/rig.ts';
import { AADSTS_PROVOCATIONS, numberIn } from './aadsts-provocations.ts';
import { ENTRA_SHOWN } from './entra-shown.ts';

const shown = (rows: readonly Row[]): string[] => rows.flatMap(({ built }) => ('shown' in built ? [built.shown] : [])).sort();
const numbers = (rows: readonly Row[]): number[] => rows.flatMap(({ built }) => ('aadsts' in built ? [built.aadsts] : []));

describe('The honesty table about Entra', function () {
  this.timeout(60_000);

  it('names every refusal that the twin knows, with one provocation each', () => {
    assert.deepEqual(numbers(AADSTS).sort(), [...AAD_CODES].sort());
    assert.deepEqual(Object.keys(AADSTS_PROVOCATIONS).map(Number).sort(), [...AAD_CODES].sort());
  });

  it('has something that happens for each other row, and nothing beside them', () => assert.deepEqual(Object.keys(ENTRA_SHOWN).sort(), shown(ENTRA)));

  for (const [number, provoke] of Object.entries(AADSTS_PROVOCATIONS)) {
    it(`can be provoked: AADSTS${number}`, async () => {
      const twin = await rig();
      try {
        assert.equal(await numberIn(await provoke(twin)), Number(number));
      } finally {
        await twin.entra.close();
      }
    });
  }

  for (const [name, happens] of Object.entries(ENTRA_SHOWN)) {
    it(`happens: ${name}`, async () => {
      const twin = await rig();
      try {
        await happens(twin);
      } finally {
        await twin.entra.close();
      }
    });
  }
});
