import { deepEqual, equal } from 'node:assert/strict';
import type { NewFact } from '../../../journey/facts.ts';
import type { TransferPhase } from '../../../journey/records.ts';
import type { CloseCheck } from '../../../journey/rules/close.ts';
import { closeCheck, closeVerdicts } from '../../../journey/rules/close.ts';
import { close } from '../../../journey/steps/close.ts';
import { AT, aPerson, aSignature, aSubscription, aTransfer, anOutcome } from '../../helpers/builders.ts';
import { THE_CUSTOMER, aFact, inputAt } from '../../helpers/known-facts.ts';

const subject = THE_CUSTOMER;
const CLEAN: CloseCheck = { transfers: 1, withoutProvider: [], withoutPartner: [], undecided: [] };
const NAME = '8c2f0000 (Nordvind Distribution)';
const checkOf = (over: Partial<Parameters<typeof closeCheck>[0]> = {}) => closeCheck({ facts: inputAt([]).facts, subject, transfers: [], subscriptions: [], ...over });
const landed = aTransfer({ phase: 'complete', landed: aSignature('provider'), sourceVerifiedAt: AT, outcomes: [anOutcome('complete')] });
const attempt = (...facts: NewFact[]) => ({ person: aPerson('partner'), facts });
const closed: NewFact = { subject, kind: 'customer-closed', value: {}, proof: 'attested' };
const checked = (value: CloseCheck): NewFact => ({ subject, kind: 'close-checked', value, proof: 'verified' });

describe('Closing a customer (R120, R125, R144-R153)', () => {
  it('takes both sign-offs, each for itself, and only of complete transfers (R125, R144, R147, R151)', () => {
    deepEqual(checkOf({ transfers: [landed] }), CLEAN);
    deepEqual(checkOf({ transfers: [{ ...landed, landed: undefined }] }).withoutProvider, [NAME]);
    deepEqual(checkOf({ transfers: [{ ...landed, sourceVerifiedAt: undefined }] }).withoutPartner, [NAME]);
    for (const phase of ['open', 'in-progress', 'not-known'] as TransferPhase[]) deepEqual(checkOf({ transfers: [{ ...landed, phase }] }).withoutPartner, [NAME], phase);
  });

  it('looks past requests that moved nothing and past other customers (R129)', () => {
    const gone = (['rejected', 'withdrawn', 'not-created', 'failed'] as TransferPhase[]).map((phase) => aTransfer({ phase }));
    deepEqual(checkOf({ transfers: [...gone, aTransfer({ customer: { customerId: 'other', name: 'Other', domain: 'other.example' } })] }), { ...CLEAN, transfers: 0 });
  });

  it('leaves no direct subscription undecided: moved, replaced or over (R120, R148, R149, R150)', () => {
    const subscriptions = [aSubscription(), aSubscription({ subscriptionId: 'other', name: 'Visio' }), aSubscription({ subscriptionId: 'over', status: 'suspended' })];
    deepEqual(checkOf({ subscriptions }).undecided, ['Office 365 E3', 'Visio']);
    deepEqual(checkOf({ subscriptions, transfers: [landed] }).undecided, ['Visio']);
    const { facts } = inputAt([aFact('replacement-agreed', { subject, value: { subscriptionId: 'other', way: 'drop', offer: '', from: '', gap: '' } })]);
    deepEqual(checkOf({ subscriptions, transfers: [landed], facts }).undecided, []);
  });

  it('does not count a line that failed to move as moved (R120)', () => {
    const partly = { ...landed, phase: 'partly-complete' as const, outcomes: [anOutcome('failed')] };
    deepEqual(checkOf({ subscriptions: [aSubscription()], transfers: [partly] }).undecided, ['Office 365 E3']);
  });

  it('is refused for each gap by its rule, and without a look at all (R120, R144, R147, R151)', () => {
    const full: CloseCheck = { transfers: 1, withoutProvider: [NAME], withoutPartner: [NAME], undecided: ['Visio'] };
    deepEqual(closeVerdicts(full, '2026').map(({ rule }) => rule), [120, 144, 147]);
    equal(close.refuses?.(inputAt([]), attempt(closed))[0]?.rule, 151);
    equal(close.refuses?.(inputAt([]), attempt(checked(full), closed)).length, 3);
    deepEqual(close.refuses?.(inputAt([]), attempt(checked(CLEAN), closed)), []);
    deepEqual(close.refuses?.(inputAt([]), attempt(checked(full))), []);
  });

  it('waits for the provider first, then for the own side, and is done when closed (R144, R145, R151)', () => {
    const known = (value: CloseCheck) => aFact('close-checked', { subject, proof: 'verified', value });
    const on = (value: CloseCheck) => {
      const progress = close.progress(inputAt([known(value)]));
      return progress?.state === 'waiting' ? progress.on : progress?.state;
    };
    equal(on({ ...CLEAN, withoutProvider: [NAME], withoutPartner: [NAME] }), 'provider');
    equal(on({ ...CLEAN, withoutPartner: [NAME] }), 'partner');
    equal(on(CLEAN), undefined);
    equal(close.progress(inputAt([known(CLEAN), aFact('customer-closed', { subject, value: {} })]))?.state, 'done');
    equal(close.progress(inputAt([aFact('customer-classed', { subject, value: { class: 'indirect', why: '' } })]))?.state, 'not-needed');
  });
});
