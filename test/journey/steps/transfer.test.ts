import { deepEqual, equal } from 'node:assert/strict';
import type { Fact, FactValues } from '../../../journey/facts.ts';
import { firstMissing, stateOf } from '../../../journey/map.ts';
import type { Transfer } from '../../../journey/records.ts';
import { movableSeen, transferSeen, transferState } from '../../../journey/rules/transfer.ts';
import { STEPS } from '../../../journey/steps/all.ts';
import { AT, NORDVIND, aLine, aLineChoice, aSignature, aTransfer, anOutcome } from '../../helpers/builders.ts';
import { THE_CUSTOMER, aFact, enrolled, inputAt } from '../../helpers/known-facts.ts';

type State = FactValues['transfer-seen']['state'];

const E3 = aLine().subscriptionId;
const seen = (state: State, transferId = 't1', lines: readonly string[] = [E3]): Fact =>
  aFact('transfer-seen', { subject: THE_CUSTOMER, proof: 'verified', value: { transferId, providerId: NORDVIND, state, lines } });
const movable = (...lines: string[]): Fact => aFact('movable-seen', { subject: THE_CUSTOMER, proof: 'verified', value: { lines } });
const classed = (found: 'extended' | 'indirect' | 'direct'): Fact => aFact('customer-classed', { subject: THE_CUSTOMER, proof: 'verified', value: { class: found, why: 'both' } });
const kept: Fact = aFact('agreement-case', { subject: THE_CUSTOMER, proof: 'verified', value: { case: 'B', channel: 'direct' } });
const ready = [...enrolled(), classed('extended'), kept];

const stateBy = (facts: readonly Fact[], id: 'transfer' | 'close' = 'transfer') => stateOf({ steps: STEPS, ...inputAt(facts) }, id, THE_CUSTOMER);
const blockers = (facts: readonly Fact[]) => {
  const state = stateBy(facts);
  return state.state === 'blocked' ? state.verdicts.map(({ rule, missing }) => `R${rule} ${missing}`) : [state.state];
};

describe('The step of the transfer (R120-R125)', () => {
  it('is open only to an enrolled partner: approved and the agreement accepted (R35, R122)', () => {
    deepEqual(blockers(ready), ['ready']);
    const [approved, signed] = enrolled();
    for (const half of [[approved as Fact], [signed as Fact], []]) equal(blockers([...half, classed('extended'), kept]).includes('R122 sign'), true);
  });

  it('counts as enrolled whom Partner Center itself answers so for (R35, R122)', () => {
    const read = aFact('reseller-seen', { proof: 'verified', value: { mpnId: '7000123' } });
    deepEqual(blockers([read, classed('extended'), kept]), ['ready']);
    equal(blockers([{ ...read, proof: 'attested' } as Fact, classed('extended'), kept]).includes('R122 sign'), true);
    for (const id of ['enrol', 'approval', 'sign'] as const) equal(stateOf({ steps: STEPS, ...inputAt([read]) }, id, 'organisation').state, 'done', id);
  });

  it('needs the customer at a provider first, and the agreement (R123, R124, R201)', () => {
    deepEqual(blockers([...enrolled(), classed('direct'), kept]), ['R123 route']);
    deepEqual(blockers([...enrolled(), classed('extended')]), ['R201 agreement']);
  });

  it('names the step that can be taken now, behind all that are missing (R201)', () => {
    const first = (facts: readonly Fact[]) => firstMissing({ steps: STEPS, ...inputAt(facts) }, 'transfer', THE_CUSTOMER);
    deepEqual([first(ready), first([...enrolled(), classed('extended')]), first(enrolled())], ['transfer', 'agreement', 'classify']);
    equal(stateOf({ steps: STEPS, ...inputAt([]) }, first([]), 'organisation').state, 'ready');
  });

  it('waits for the provider, then for the own side, and is done when both have checked (R125, R151)', () => {
    const on = (...facts: Fact[]) => {
      const state = stateBy([...ready, ...facts]);
      return state.state === 'waiting' ? `waiting ${state.on}` : state.state;
    };
    deepEqual((['asked', 'offered', 'moved', 'landed', 'verified', 'ended'] as const).map((state) => on(seen(state))), ['waiting provider', 'waiting partner', 'waiting provider', 'waiting partner', 'done', 'ready']);
    equal(on(seen('asked'), seen('moved'), seen('verified')), 'done', 'the newest counts');
    equal(on(seen('verified'), seen('asked', 't2')), 'waiting provider', 'every transfer counts');
    equal(on(seen('asked'), seen('ended')), 'ready', 'what was withdrawn has to be asked for again');
  });

  it('is not done while something that could move was left out, unless it has another plan (R120)', () => {
    const plan = aFact('replacement-agreed', { subject: THE_CUSTOMER, value: { subscriptionId: 'visio', way: 'drop', offer: '', from: '', gap: '' } });
    deepEqual([[movable(E3, 'visio'), seen('verified')], [movable(E3), seen('verified')], [movable(E3, 'visio'), seen('verified'), plan]].map((facts) => stateBy([...ready, ...facts]).state), ['ready', 'done', 'done']);
  });

  it('is not needed where nothing moves: no line, an indirect customer, or everything bought anew (R120, R171)', () => {
    const rebuy = aFact('route-chosen', { subject: THE_CUSTOMER, value: { route: 'rebuy', providerId: NORDVIND, needsAdminRights: false } });
    for (const facts of [[...ready, movable()], [...enrolled(), classed('indirect')], [...ready, rebuy]]) equal(stateBy(facts).state, 'not-needed');
    equal(stateBy([...ready, movable(E3)]).state, 'ready');
  });

  it('comes before the customer is closed (R120, R151)', () => {
    const replaced = aFact('replacement-needed', { subject: THE_CUSTOMER, proof: 'verified', value: { subscriptions: [] } });
    const closing = (...facts: Fact[]) => stateBy([...ready, replaced, ...facts], 'close').state;
    deepEqual([closing(), closing(seen('moved')), closing(seen('verified')), closing(movable())], ['blocked', 'blocked', 'ready', 'ready']);
  });
});

describe('What the journey is told of a transfer', () => {
  const complete = aTransfer({ phase: 'complete', outcomes: [anOutcome('complete')] });

  it('is one of six states, by what was read (R125, R151)', () => {
    const landed = { ...complete, landed: aSignature('provider') };
    const states: [Transfer, State][] = [
      [aTransfer({ phase: 'creating' }), 'asked'], [aTransfer(), 'asked'], [aTransfer({ phase: 'not-known' }), 'asked'], [aTransfer({ model: 'new-commerce', phase: 'offered' }), 'offered'], [complete, 'moved'], [landed, 'landed'],
      [{ ...landed, sourceVerifiedAt: AT }, 'verified'], [aTransfer({ phase: 'rejected' }), 'ended'], [aTransfer({ phase: 'failed' }), 'ended'],
      [aTransfer({ phase: 'withdrawn', recreation: { transferId: 'n', by: aSignature('partner') } }), 'asked'],
    ];
    for (const [transfer, state] of states) equal(transferState(transfer), state, transfer.phase);
  });

  it('leaves out lines that failed to move, and what may not be chosen', () => {
    const partly = aTransfer({ phase: 'partly-complete', lines: [aLine(), aLine({ subscriptionId: 'b' })], outcomes: [anOutcome('failed'), anOutcome('complete', 'b')] });
    deepEqual(transferSeen(partly).value.lines, ['b']);
    const blocked = aLineChoice({ selectable: false, block: 'not-active' });
    deepEqual(movableSeen(THE_CUSTOMER, [aLineChoice(), blocked]).value.lines, [E3]);
  });
});
