import { deepEqual, equal } from 'node:assert/strict';
import { advanceTransfer } from '../../journey/advance-transfer.ts';
import { abilities, isSendable, waitingOn } from '../../journey/next-steps.ts';
import { nextLook } from '../../journey/due.ts';
import { noticesFor } from '../../journey/notices.ts';
import type { LineDrift } from '../../journey/line-changes.ts';
import type { Subscription, Transfer } from '../../journey/records.ts';
import { driftOf, linesNow } from '../../journey/rules/drift.ts';
import { AT, aLine, aPerson, aSignature, aSubscription, aTransfer } from '../helpers/builders.ts';

const BASE = aLine().subscriptionId;
const AUDIO = aLine({ subscriptionId: 'audio', name: 'Audio Conferencing', quantity: 10 });
const DEFENDER = aLine({ subscriptionId: 'defender', name: 'Defender', quantity: 42 });
const frozen = aTransfer({ lines: [aLine({ addons: [AUDIO, DEFENDER] })] });
const addon = (subscriptionId: string, quantity: number, over: Partial<Subscription> = {}): Subscription => aSubscription({ subscriptionId, name: subscriptionId, parentId: BASE, quantity, ...over });
const today = (...over: Subscription[]): Subscription[] => [aSubscription(), addon('audio', 10), addon('defender', 42)].map((one) => over.find(({ subscriptionId }) => subscriptionId === one.subscriptionId) ?? one);
const brief = (drift: readonly LineDrift[]) => drift.map(({ subscriptionId, what, before, after }) => [subscriptionId, what, before, after]);

describe('Drift between a request and its source (R158, R159)', () => {
  it('is none while the numbers and add-ons are as they were frozen', () => deepEqual(driftOf(frozen, today()), []));

  it('names the old and the new number of licences, of add-ons too', () => {
    deepEqual(brief(driftOf(frozen, today(aSubscription({ quantity: 45 }), addon('audio', 9)))), [[BASE, 'quantity', 42, 45], ['audio', 'addon-quantity', 10, 9]]);
  });

  it('names add-ons that came and went; a deleted one has gone', () => {
    const now = [...today(addon('audio', 10, { status: 'deleted' })), addon('archive', 6)];
    deepEqual(brief(driftOf(frozen, now)), [['audio', 'addon-removed', 10, 0], ['archive', 'addon-added', 0, 6]]);
  });

  it('does not count usage, nor what is not listed at all', () => {
    const azure = aTransfer({ lines: [aLine({ class: 'legacy-azure', unit: 'usage', quantity: 1 })] });
    deepEqual([driftOf(azure, [aSubscription({ quantity: 3, unit: 'usage' })]), driftOf(frozen, [])], [[], []]);
  });

  it('gives the lines as they are now, without those that are not active (R161)', () => {
    const [line] = linesNow(frozen, [aSubscription({ quantity: 45 }), addon('archive', 6)]);
    deepEqual([line?.quantity, line?.addons.map(({ subscriptionId, quantity }) => [subscriptionId, quantity])], [45, [['archive', 6]]]);
    deepEqual(linesNow(frozen, today(aSubscription({ status: 'suspended' }))), []);
  });
});

const DRIFT = driftOf(frozen, today(aSubscription({ quantity: 45 })));
const drifted = aTransfer({ drift: DRIFT });
const sees = (before: Transfer, drift: readonly LineDrift[]): Transfer => advanceTransfer(before, { kind: 'drift-seen', drift }, AT);
const kinds = (before: Transfer, after: Transfer) => noticesFor(before, after).map(({ kind, side }) => `${kind} ${side}`);

describe('A request whose numbers have changed (R160, R161)', () => {
  it('is held back for the provider and offered to the partner to be made anew', () => {
    const [sofia, astrid] = [abilities(aPerson('provider'), drifted), abilities(aPerson('partner'), drifted)];
    deepEqual([sofia.isHeld, sofia.mayDecide, sofia.mayRecreate, astrid.mayRecreate, waitingOn(drifted)], [true, true, false, true, 'partner']);
    const same = abilities(aPerson('partner'), aTransfer({ drift: [] }));
    deepEqual([same.isHeld, same.mayRecreate, waitingOn(aTransfer({ drift: [] }))], [false, false, 'provider']);
    equal(abilities(aPerson('partner', ['sales-agent']), drifted).mayRecreate, false);
  });

  it('tells both sides once, and the provider when the old numbers are back', () => {
    const open = aTransfer();
    const more = driftOf(frozen, today(aSubscription({ quantity: 47 })));
    deepEqual(kinds(open, sees(open, DRIFT)), ['drifted partner', 'drifted provider']);
    deepEqual(kinds(drifted, sees(drifted, more)), []);
    deepEqual(kinds(drifted, sees(drifted, [])), ['please-decide provider']);
    equal(sees(open, []), open);
    equal(sees(drifted, [...DRIFT]), drifted);
  });

  it('is not looked at any more once somebody has decided, unless the accept itself was stopped', () => {
    const accepting = advanceTransfer(aTransfer(), { kind: 'decided', verb: 'accept', by: aSignature('provider') }, AT);
    equal(sees(accepting, DRIFT), accepting);
    const held = advanceTransfer(accepting, { kind: 'drift-seen', drift: DRIFT, held: true }, AT);
    deepEqual([held.phase, held.revision, held.decided, kinds(accepting, held)], ['open', 2, undefined, ['drifted partner', 'drifted provider']]);
  });

  it('keeps the wish to be made anew until it is withdrawn, and is then looked after and sent by nobody else', () => {
    const withdrawing = advanceTransfer(drifted, { kind: 'decided', verb: 'withdraw', by: aSignature('partner'), recreateAs: 'new-id' }, AT);
    const withdrawn = advanceTransfer(withdrawing, { kind: 'gone' }, AT);
    deepEqual([withdrawn.phase, withdrawn.recreation?.transferId, isSendable(withdrawn), nextLook(withdrawn, new Date(AT)) !== undefined], ['withdrawn', 'new-id', false, true]);
    const replaced = advanceTransfer(withdrawn, { kind: 'replaced', by: 'new-id' }, AT);
    deepEqual([nextLook(replaced, new Date(AT)), isSendable(replaced)], [undefined, false]);
    const failed = advanceTransfer(withdrawn, { kind: 'recreation-failed' }, AT);
    deepEqual([isSendable(failed), nextLook(failed, new Date(AT)), kinds(withdrawn, failed)], [true, undefined, ['not-recreated partner']]);
    equal(advanceTransfer(replaced, { kind: 'recreation-failed' }, AT), replaced);
  });

  it('forgets the wish when Partner Center refuses the withdrawal, or somebody was there first', () => {
    const withdrawing = advanceTransfer(drifted, { kind: 'decided', verb: 'withdraw', by: aSignature('partner'), recreateAs: 'new-id' }, AT);
    const trouble = { kind: 'refused', code: '900', httpStatus: 409, correlationId: 'c', at: AT } as const;
    equal(advanceTransfer(withdrawing, { kind: 'refused', verb: 'withdraw', trouble }, AT).recreation, undefined);
    const plain = advanceTransfer(drifted, { kind: 'decided', verb: 'withdraw', by: aSignature('partner') }, AT);
    deepEqual([isSendable(advanceTransfer(plain, { kind: 'gone' }, AT)), plain.recreation], [true, undefined]);
  });
});
