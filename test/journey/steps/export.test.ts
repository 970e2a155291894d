import { equal } from 'node:assert/strict';
import { exportStep } from '../../../journey/steps/export.ts';
import { aFact, inputAt } from '../../helpers/known-facts.ts';

const exported = (rows: number, of: number) => aFact('exported', { value: { rows, of } });

describe('Export before the API is lost (R130)', () => {
  it('is not needed by the guide of 2020, where the API stays (R130, R207)', () => equal(exportStep.progress(inputAt([], { profile: '2020' }))?.state, 'not-needed'));

  it('is done when the last part was handed out, not before (R130)', () => {
    equal(exportStep.progress(inputAt([])), undefined);
    equal(exportStep.progress(inputAt([exported(3, 9)])), undefined);
    equal(exportStep.progress(inputAt([exported(3, 9), exported(9, 9)]))?.state, 'done');
  });
});
