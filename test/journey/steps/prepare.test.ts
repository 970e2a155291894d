import { deepEqual, equal } from 'node:assert/strict';
import { UNTIL, blocksOf, stateWith } from '../../helpers/facts.ts';

describe('Prepare (R13, R14, R24)', () => {
  it('comes after the decision (R201)', () => deepEqual(blocksOf(stateWith('prepare', { facts: UNTIL.decide() })), ['decide/201', 'need-not-weighed/17']));

  it('is done only when profile, PartnerID and mailbox are all confirmed (R13, R14, R24)', () => {
    const all = UNTIL.enrol();
    equal(stateWith('prepare', { facts: all }).state, 'done');
    for (const left of ['legal-profile-confirmed', 'partner-id-confirmed', 'mailbox-monitored']) {
      equal(stateWith('prepare', { facts: all.filter(({ kind }) => kind !== left) }).state, 'ready', left);
    }
  });
});
