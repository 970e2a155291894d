import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { advanceTransfer, isSettled } from '../../journey/advance-transfer.ts';
import { nextLook } from '../../journey/due.ts';
import type { SeenPhase, SeenTransfer, TransferEvent } from '../../journey/events.ts';
import { askedAnew, changesOf, isOpenFor, isOursAlone } from '../../journey/new-commerce.ts';
import { abilities, waitingOn } from '../../journey/next-steps.ts';
import { noticesFor } from '../../journey/notices.ts';
import type { Transfer, TransferPhase, TransferVerb } from '../../journey/records.ts';
import { checkSource, pairIds } from '../../journey/rules/landing.ts';
import { AT, aLine, aPerson, aSignature, aSubscription, aTransfer, anOutcome } from '../helpers/builders.ts';

const NOW = '2026-02-04T10:00:00.000Z';
const EXPIRES = '2026-03-06T10:00:00.000Z';
const trouble = { kind: 'refused', code: '900133', httpStatus: 400, correlationId: 'c-1', at: NOW } as const;
const line = aLine({ class: 'new-commerce-licence', productType: 'OnlineServicesNCE' });

const inNewCommerce = (phase: TransferPhase, over: Partial<Transfer> = {}): Transfer =>
  aTransfer({ model: 'new-commerce', phase, lines: [line], ...(phase === 'asked' || phase === 'offering' ? { partnerCenterId: undefined } : {}), ...over });
const seen = (phase: SeenPhase, over: Partial<SeenTransfer> = {}): TransferEvent & { kind: 'seen' } =>
  ({ kind: 'seen', seen: { partnerCenterId: '4bb2e1c7-88f0-4f8c-9d1e-0a6d2c9e7701', phase, lines: [], outcomes: [], expiresAt: EXPIRES, ...over } });
const decided = (verb: Exclude<TransferVerb, 'create'>): TransferEvent =>
  ({ kind: 'decided', verb, by: aSignature(verb === 'offer' || verb === 'reject' || verb === 'cancel' ? 'provider' : 'partner'), ...(verb === 'reject' ? { rejection: { reason: 'credit', comment: '' } } : {}) });
const by = (verb: Exclude<TransferVerb, 'create'>): Transfer['decided'] => ({ ...aSignature(verb === 'offer' || verb === 'cancel' ? 'provider' : 'partner'), verb });
const after = (from: TransferPhase, event: TransferEvent, over: Partial<Transfer> = {}): Transfer => advanceTransfer(inNewCommerce(from, over), event, NOW);

const ROWS: readonly (readonly [from: TransferPhase, event: TransferEvent, to: TransferPhase, why: string, over?: Partial<Transfer>])[] = [
  ['asked', decided('offer'), 'offering', 'recorded, not yet there'],
  ['asked', decided('reject'), 'rejected', 'nothing is there that could be rejected: the word is ours'],
  ['asked', decided('withdraw'), 'withdrawn', 'nothing is there that could be withdrawn'],
  ['asked', decided('take'), 'asked', 'there is nothing to take'],
  ['asked', decided('accept'), 'asked', 'a verb of the other model'],
  ['asked', seen('pending'), 'offered', 'made in the portal (F24)'],
  ['offering', seen('pending'), 'offered', 'created and read back', { decided: by('offer') }],
  ['offering', { kind: 'refused', verb: 'offer', trouble }, 'asked', 'nothing was made: decidable again', { decided: by('offer') }],
  ['offering', { kind: 'delayed', trouble }, 'offering', 'no answer yet', { decided: by('offer') }],
  ['offered', decided('take'), 'taking', 'recorded, not yet there'],
  ['offered', decided('decline'), 'declined', 'ours alone (API topic 10.3)'],
  ['offered', decided('cancel'), 'cancelling', 'the provider takes it back'],
  ['offered', decided('withdraw'), 'offered', 'the source has no such verb'],
  ['offered', seen('expired'), 'expired', 'thirty days are over'],
  ['offered', seen('cancelled'), 'cancelled', 'cancelled in the portal (F24)'],
  ['offered', seen('in-progress'), 'in-progress', 'accepted in the portal (F24)'],
  ['offered', seen('unknown: Paused'), 'not-known', 'a word nobody knows'],
  ['offered', { kind: 'gone' }, 'not-known', 'nobody documents a request that vanishes'],
  ['taking', seen('pending'), 'taking', 'reads say pending for a quarter of an hour (F22)', { decided: by('take') }],
  ['taking', seen('in-progress'), 'in-progress', 'it has arrived', { decided: by('take') }],
  ['taking', seen('cancelled'), 'cancelled', 'the provider was quicker', { decided: by('take') }],
  ['taking', { kind: 'refused', verb: 'take', trouble }, 'offered', 'nothing changed: decidable again', { decided: by('take') }],
  ['declined', decided('cancel'), 'cancelling', 'what the provider is asked to do'],
  ['declined', seen('pending'), 'declined', 'still there, and that is known'],
  ['declined', seen('expired'), 'expired', 'nobody cancelled it'],
  ['declined', seen('in-progress'), 'in-progress', 'somebody accepted it in the portal after all'],
  ['cancelling', seen('cancelled'), 'cancelled', 'read back', { decided: by('cancel') }],
  ['cancelling', seen('in-progress'), 'in-progress', 'the partner was quicker', { decided: by('cancel') }],
  ['cancelling', { kind: 'refused', verb: 'cancel', trouble }, 'offered', 'nothing changed', { decided: by('cancel') }],
  ['cancelling', { kind: 'refused', verb: 'cancel', trouble }, 'declined', 'nothing changed, and the no still stands', { decided: by('cancel'), declined: aSignature('partner') }],
  ['in-progress', seen('pending'), 'in-progress', 'a state never steps back'],
  ['in-progress', { kind: 'refused', verb: 'take', trouble }, 'in-progress', 'a state never steps back'],
  ['in-progress', seen('complete', { outcomes: [anOutcome('complete')] }), 'complete', 'every line read back (I3)'],
  ['in-progress', seen('complete'), 'not-known', 'complete without a line is not proof (I3)'],
  ['in-progress', seen('failed', { outcomes: [anOutcome('failed')] }), 'failed', 'no line moved'],
  ['not-known', seen('pending'), 'offered', 'known again, and nobody has decided'],
  ['not-known', seen('pending'), 'not-known', 'somebody has decided already', { decided: by('take') }],
  ['expired', seen('pending'), 'expired', 'the end is the end'],
  ['cancelled', decided('take'), 'cancelled', 'the end is the end'],
];

describe('A new-commerce transfer moves on (API topic 10.5)', () => {
  for (const [from, event, to, why, over] of ROWS) {
    const what = event.kind === 'seen' ? `seen ${event.seen.phase}` : event.kind === 'decided' || event.kind === 'refused' ? `${event.kind} ${event.verb}` : event.kind;
    it(`${from} + ${what} -> ${to}: ${why}`, () => equal(after(from, event, over).phase, to));
  }

  it('remembers who offered, when it expires, and is decidable anew once it is offered', () => {
    const offered = after('offering', seen('pending'), { decided: by('offer'), revision: 1 });
    deepEqual([offered.offered?.name, offered.expiresAt, offered.decided, offered.revision], ['Sofia Dahl', EXPIRES, undefined, 2]);
    const found = after('asked', seen('pending'));
    deepEqual([found.offered?.elsewhere, found.offered?.name], [true, '']);
    const foundFirst = after('offering', { ...seen('pending'), byOthers: true }, { decided: by('offer') });
    equal(foundFirst.offered?.elsewhere, true, 'what was there before our order left is not our deed');
  });

  it('raises the revision with a decline, so that the provider can cancel and an old press cannot', () => {
    const declined = after('offered', decided('decline'), { revision: 2 });
    deepEqual([declined.revision, declined.decided, declined.declined?.name], [3, undefined, 'Astrid Lind']);
  });

  it('credits to nobody of ours what was done in the portal (F24)', () => {
    for (const [event, verb] of [[seen('cancelled'), 'cancel'], [seen('in-progress'), 'take']] as const) {
      deepEqual([after('offered', event).decided?.verb, after('offered', event).decided?.elsewhere], [verb, true]);
    }
  });

  it('takes over the lines that somebody chose in the portal instead of ours', () => {
    const other = aLine({ subscriptionId: 'other', name: 'Other', class: 'new-commerce-licence' });
    const taken = after('offered', seen('in-progress', { lines: [other] }));
    deepEqual(taken.lines.map(({ subscriptionId }) => subscriptionId), ['other']);
    equal(advanceTransfer(taken, seen('complete', { lines: [other], outcomes: [anOutcome('complete', 'other')] }), NOW).phase, 'complete');
    equal(after('offered', seen('in-progress', { lines: [{ ...line, name: 'as Partner Center calls it' }] })).lines[0]?.name, line.name);
  });

  it('is the same object when nothing changed', () => {
    for (const phase of ['offered', 'taking', 'declined', 'in-progress'] as const) {
      const before = advanceTransfer(inNewCommerce(phase, { decided: phase === 'taking' || phase === 'in-progress' ? by('take') : undefined }), seen(phase === 'in-progress' ? 'in-progress' : 'pending'), NOW);
      equal(advanceTransfer(before, seen(phase === 'in-progress' ? 'in-progress' : 'pending'), NOW), before, phase);
    }
  });

  const PHASES: readonly TransferPhase[] = ['asked', 'offering', 'offered', 'taking', 'declined', 'cancelling', 'in-progress', 'not-known', 'complete', 'failed', 'expired', 'cancelled', 'rejected', 'withdrawn'];
  const SEEN: readonly SeenPhase[] = ['pending', 'in-progress', 'complete', 'failed', 'cancelled', 'expired', 'unknown: Paused'];
  const VERBS: readonly Exclude<TransferVerb, 'create'>[] = ['offer', 'take', 'decline', 'cancel', 'reject', 'withdraw', 'accept'];
  const events = fc.oneof(
    fc.constantFrom(...SEEN).map((phase) => seen(phase, { outcomes: [anOutcome(phase === 'failed' ? 'failed' : 'complete')] })),
    fc.constantFrom(...VERBS).map(decided),
    fc.constantFrom<'offer' | 'take' | 'cancel'>('offer', 'take', 'cancel').map((verb): TransferEvent => ({ kind: 'refused', verb, trouble })),
    fc.constant<TransferEvent>({ kind: 'gone' }),
    fc.boolean().map((held): TransferEvent => ({ kind: 'lines-read', lines: [{ ...line, quantity: 7 }], ...(held ? { held: true } : {}) })),
  );

  it('whatever comes, an end stays the end, a revision never falls, and what moves is never asked about again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PHASES), fc.array(events, { maxLength: 12 }), (begin, happening) => {
        let now = inNewCommerce(begin);
        for (const event of happening) {
          const next = advanceTransfer(now, event, NOW);
          if (isSettled(now.phase)) equal(next.phase, now.phase);
          if (now.phase === 'in-progress') ok(!['asked', 'offering', 'offered', 'taking', 'declined', 'cancelling', 'rejected', 'withdrawn'].includes(next.phase), `${now.phase} -> ${next.phase}`);
          ok(next.revision >= now.revision);
          if (next.revision > now.revision) equal(next.decided, undefined);
          now = next;
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('Lines that change before they go (R158, R160, R161)', () => {
  const fewer = { ...line, quantity: 40 };

  it('stops an accept that was not sent yet, and asks again about the numbers of now', () => {
    const held = after('taking', { kind: 'lines-read', lines: [fewer], held: true }, { decided: by('take'), revision: 2 });
    deepEqual([held.phase, held.revision, held.decided, held.lines[0]?.quantity], ['offered', 3, undefined, 40]);
    deepEqual(held.recount, [{ subscriptionId: line.subscriptionId, name: line.name, before: 42, after: 40 }]);
    deepEqual(noticesFor(inNewCommerce('taking'), held).map(({ kind, side }) => [kind, side]), [['lines-changed', 'partner'], ['lines-changed', 'provider']]);
  });

  it('shows them to whoever is to decide, and never disturbs an accept on its way', () => {
    for (const phase of ['asked', 'offered'] as const) equal(after(phase, { kind: 'lines-read', lines: [fewer] }).lines[0]?.quantity, 40);
    const taking = inNewCommerce('taking', { decided: by('take') });
    equal(advanceTransfer(taking, { kind: 'lines-read', lines: [fewer] }, NOW), taking);
  });

  it('leaves out what is not active any more, but never the last line', () => {
    const two = { lines: [line, aLine({ subscriptionId: 'second', name: 'Second' })] };
    const left = after('offered', { kind: 'lines-read', lines: [line] }, two);
    deepEqual([left.lines.length, left.recount?.[0]?.after], [1, undefined]);
    const none = after('offered', { kind: 'lines-read', lines: [] });
    deepEqual([none.lines.length, none.recount?.length], [1, 1]);
    equal(advanceTransfer(none, { kind: 'lines-read', lines: [] }, NOW), none, 'told once');
  });

  it('sees add-ons that were bought or dropped', () => {
    const addon = aLine({ subscriptionId: 'addon', name: 'Audio', quantity: 10 });
    deepEqual(changesOf([line], [{ ...line, addons: [addon] }]), [{ subscriptionId: 'addon', name: 'Audio', before: 0, after: 10 }]);
    deepEqual(changesOf([{ ...line, addons: [addon] }], [line]), [{ subscriptionId: 'addon', name: 'Audio', before: 10, after: undefined }]);
    deepEqual(changesOf([{ ...line, addons: [addon] }], [{ ...line, addons: [addon] }]), []);
  });
});

describe('Who has to act on a new-commerce transfer', () => {
  const may = (side: 'partner' | 'provider', transfer: Transfer, role: 'admin-agent' | 'sales-agent' = 'admin-agent'): string[] =>
    Object.entries(abilities(aPerson(side, [role]), transfer)).filter(([, can]) => can === true).map(([ability]) => ability);

  it('gives each side its buttons, and only to Admin agents (API topic 10)', () => {
    deepEqual([may('provider', inNewCommerce('asked')), may('partner', inNewCommerce('asked'))], [['mayDecide'], ['mayWithdraw']]);
    deepEqual([may('partner', inNewCommerce('offered')), may('provider', inNewCommerce('offered'))], [['mayTake'], ['mayCancel']]);
    deepEqual([may('partner', inNewCommerce('declined')), may('provider', inNewCommerce('declined'))], [[], ['mayCancel']]);
    deepEqual([may('partner', inNewCommerce('expired')), may('partner', inNewCommerce('expired', { replacedBy: 'next' }))], [['mayAskAgain'], []]);
    for (const phase of ['asked', 'offered', 'declined', 'expired'] as const) {
      deepEqual([...may('partner', inNewCommerce(phase), 'sales-agent'), ...may('provider', inNewCommerce(phase), 'sales-agent')], [], phase);
    }
  });

  it('says on whom it waits in each phase (R125)', () => {
    const waits = (phase: TransferPhase): string => waitingOn(inNewCommerce(phase));
    deepEqual((['asked', 'offering', 'offered', 'taking', 'declined', 'cancelling', 'expired'] as const).map(waits), ['provider', 'microsoft', 'partner', 'microsoft', 'provider', 'microsoft', 'partner']);
  });

  it('tells both that it expired, the partner that it is to accept, the provider that it was declined or taken', () => {
    const told = (before: Transfer, event: TransferEvent): string[] => noticesFor(before, advanceTransfer(before, event, NOW)).map(({ kind, side }) => `${kind} to ${side}`);
    deepEqual(told(inNewCommerce('offering', { decided: by('offer') }), seen('pending')), ['please-take to partner']);
    deepEqual(told(inNewCommerce('offered'), decided('decline')), ['declined to provider']);
    deepEqual(told(inNewCommerce('taking', { decided: by('take') }), seen('in-progress')), ['taken to provider']);
    deepEqual(told(inNewCommerce('offered'), seen('expired')), ['expired to partner', 'expired to provider']);
    deepEqual(told(inNewCommerce('cancelling', { decided: by('cancel') }), seen('cancelled')), ['cancelled to partner', 'cancelled to provider']);
    deepEqual(told(inNewCommerce('offering', { decided: by('offer') }), { kind: 'refused', verb: 'offer', trouble }), ['refused to partner', 'refused to provider']);
    deepEqual(noticesFor(undefined, inNewCommerce('asked', { revision: 1 })).map(({ kind, side }) => `${kind} to ${side}`), ['please-decide to provider']);
  });

  it('keeps to itself what Partner Center has no word for, in this model only', () => {
    deepEqual((['reject', 'withdraw', 'decline', 'offer', 'take', 'cancel'] as const).map((verb) => isOursAlone(inNewCommerce('asked'), verb)), [true, true, true, false, false, false]);
    equal(isOursAlone(aTransfer(), 'withdraw'), false);
    deepEqual([isOpenFor(aTransfer(), 'accept'), isOpenFor(aTransfer(), 'take'), isOpenFor(inNewCommerce('offered'), 'accept')], [true, false, false]);
  });

  it('looks for what is only asked once a minute at most, and no longer after the end', () => {
    const now = new Date(NOW);
    const pause = (transfer: Transfer): number => (nextLook(transfer, now)?.getTime() ?? Number.NaN) - now.getTime();
    equal(pause(inNewCommerce('asked', { since: NOW })), 60_000);
    equal(pause(inNewCommerce('offered', { since: NOW })), 2000);
    for (const phase of ['cancelled', 'expired'] as const) equal(nextLook(inNewCommerce(phase), now), undefined);
  });
});

describe('After the move and after the expiry', () => {
  const done = inNewCommerce('complete', { outcomes: [anOutcome('complete')], openedAt: AT });

  it('takes any state but active as the partner’s side being right (R148 today, API topic 10.6)', () => {
    const found = (status: 'active' | 'deleted' | 'suspended'): boolean | undefined => checkSource(done, [aSubscription({ status })])[0]?.ok;
    deepEqual([found('active'), found('deleted'), found('suspended'), checkSource(done, [])[0]?.ok], [false, true, true, true]);
  });

  it('pairs a licence with one that came after the request, and Azure by the id that stays (R152, R153)', () => {
    const old = aSubscription({ subscriptionId: 'had-before', createdAt: '2025-01-01T00:00:00Z' });
    const fresh = aSubscription({ subscriptionId: 'arrived', createdAt: '2026-02-04T00:00:00Z' });
    equal(pairIds(done, [old, fresh])[0]?.newId, 'arrived');
    equal(pairIds(done, [old])[0]?.newId, undefined);
    const plan = inNewCommerce('complete', { lines: [{ ...line, class: 'azure-plan', entitlementId: 'azure-1' }], outcomes: [anOutcome('complete')], openedAt: AT });
    equal(pairIds(plan, [{ ...fresh, quantity: 1, entitlementId: 'azure-1' }])[0]?.newId, 'arrived');
  });

  it('asks again with the same lines and nothing else of the old request', () => {
    const again = askedAnew(inNewCommerce('expired', { expiresAt: EXPIRES, offered: aSignature('provider'), trouble, part: { number: 1, of: 2 } }), { transferId: 'again', by: aSignature('partner', NOW) });
    deepEqual([again.phase, again.revision, again.replaces, again.partnerCenterId, again.expiresAt, again.offered, again.trouble], ['asked', 1, aTransfer().transferId, undefined, undefined, undefined, undefined]);
    deepEqual([again.lines, again.part], [[line], { number: 1, of: 2 }]);
    notEqual(again.transferId, aTransfer().transferId);
  });
});
