import { deepEqual, equal } from 'node:assert/strict';
import { abilities, waitingOn } from '../../journey/next-steps.ts';
import { nextLook } from '../../journey/due.ts';
import type { Role, TransferPhase } from '../../journey/records.ts';
import { authorize } from '../../journey/rules/authority.ts';
import type { Deed } from '../../journey/rules/authority.ts';
import { customerChoice } from '../../journey/rules/customers.ts';
import { checkSource, pairIds } from '../../journey/rules/landing.ts';
import { lineChoices } from '../../journey/rules/lines.ts';
import { AT, aCustomer, aLine, aLineChoice, aPerson, aProvider, aSignature, aSubscription, aTransfer, anOutcome, isEligible } from '../helpers/builders.ts';

describe('Who may do what (R202, R131, R139, R142, R146)', () => {
  const roles: (Role | 'none')[] = ['global-admin', 'admin-agent', 'sales-agent', 'helpdesk-agent', 'none'];
  const may: Record<Deed, { side: 'partner' | 'provider'; roles: string[] }> = {
    create: { side: 'partner', roles: ['admin-agent'] },
    resend: { side: 'partner', roles: ['admin-agent'] },
    withdraw: { side: 'partner', roles: ['admin-agent'] },
    'check-source': { side: 'partner', roles: ['admin-agent', 'sales-agent'] },
    accept: { side: 'provider', roles: ['admin-agent', 'sales-agent'] },
    reject: { side: 'provider', roles: ['admin-agent', 'sales-agent'] },
    'confirm-landed': { side: 'provider', roles: ['admin-agent', 'sales-agent'] },
    offer: { side: 'provider', roles: ['admin-agent'] },
    cancel: { side: 'provider', roles: ['admin-agent'] },
    take: { side: 'partner', roles: ['admin-agent'] },
    decline: { side: 'partner', roles: ['admin-agent'] },
  };
  for (const [deed, rule] of Object.entries(may)) {
    it(`${deed}: ${rule.side}, ${rule.roles.join(' or ')}`, () => {
      for (const side of ['partner', 'provider'] as const) {
        for (const role of roles) {
          const person = aPerson(side, role === 'none' ? [] : [role]);
          const { ok } = authorize(person, deed as Deed, aTransfer());
          equal(ok, side === rule.side && rule.roles.includes(role), `${side} ${role}`);
        }
      }
    });
  }

  it('shows a third organisation nothing, whatever its role', () => {
    const stranger = aPerson('provider', ['admin-agent'], { tenantId: '2b8e01d5-6cf4-4e1b-9027-a4d2e5f13303' });
    deepEqual(authorize(stranger, 'accept', aTransfer()), { ok: false, code: 'wrong-tenant', needs: ['admin-agent', 'sales-agent'] });
  });

  it('tells the partner that its own request is not its own to accept (R142)', () => {
    const verdict = authorize(aPerson('partner'), 'accept', aTransfer());
    equal(verdict.ok ? 'ok' : verdict.code, 'own-request');
  });
});

describe('Which lines may move', () => {
  const choose = (over: Parameters<typeof aSubscription>[0], eligible = true, held = new Map<string, string>()) => {
    const subscription = aSubscription(over);
    return lineChoices({ subscriptions: [subscription], eligibility: [isEligible(subscription.subscriptionId, eligible, eligible ? undefined : 'because')], held })[0];
  };
  const rows: [what: string, over: Parameters<typeof aSubscription>[0], block: string | undefined][] = [
    ['a legacy licence (R163)', {}, undefined],
    ['legacy Azure (R164)', { class: 'legacy-azure', unit: 'usage' }, undefined],
    ['an Azure plan (R165)', { class: 'azure-plan' }, 'azure-plan'],
    ['a reserved instance (R166)', { class: 'reservation' }, 'reservation'],
    ['a term-based licence (R167)', { class: 'new-commerce-licence' }, 'term-based'],
    ['a marketplace subscription (R168)', { class: 'marketplace' }, 'marketplace'],
    ['something nobody knows (R169)', { class: 'unknown' }, 'unknown-type'],
    ['a suspended licence', { status: 'suspended' }, 'not-active'],
    ['an add-on without its base (R156)', { parentId: 'somewhere-else' }, 'add-on-alone'],
  ];
  for (const [what, over, block] of rows) it(`${what}: ${block ?? 'selectable'}`, () => equal(choose(over)?.block, block));

  it('keeps Microsoft’s reason word for word and does not overrule it (R170)', () => {
    const choice = choose({}, false);
    deepEqual([choice?.block, choice?.reason, choice?.selectable], ['says-microsoft', 'because', false]);
  });

  it('does not offer what an open request of ours holds, and names the request (R154)', () => {
    const choice = choose({}, true, new Map([[aSubscription().subscriptionId, 'transfer-1']]));
    deepEqual([choice?.block, choice?.heldBy], ['in-open-transfer', 'transfer-1']);
  });

  it('takes silence of Microsoft as no', () => {
    equal(lineChoices({ subscriptions: [aSubscription()], eligibility: [], held: new Map() })[0]?.selectable, false);
  });

  it('hangs add-ons under their base and lists none of them as a line (R156, R157)', () => {
    const addon = aSubscription({ subscriptionId: 'addon', parentId: aSubscription().subscriptionId });
    const choices = lineChoices({ subscriptions: [addon, aSubscription()], eligibility: [isEligible(aSubscription().subscriptionId), isEligible('addon')], held: new Map() });
    deepEqual(choices.map((choice) => [choice.subscription.name, choice.addons.length]), [['Office 365 E3', 1]]);
  });
});

describe('Which customers may be moved', () => {
  const lines = [aLineChoice()];
  const rows: [string, Parameters<typeof customerChoice>[0], string | undefined][] = [
    ['all is in place', { customer: aCustomer(), providers: [aProvider()], agreement: 'direct', lines }, undefined],
    ['no provider yet (R123)', { customer: aCustomer(), providers: [], agreement: 'direct', lines }, 'no-provider-relationship'],
    ['agreement not accepted (R112)', { customer: aCustomer(), providers: [aProvider()], agreement: 'none', lines }, 'agreement-missing'],
    ['agreement attested by the partner (R114)', { customer: aCustomer(), providers: [aProvider()], agreement: 'attested', lines }, 'agreement-lost'],
    ['agreement channel unknown counts as attested (R116)', { customer: aCustomer(), providers: [aProvider()], agreement: 'unknown', lines }, 'agreement-lost'],
    ['nothing selectable', { customer: aCustomer(), providers: [aProvider()], agreement: 'direct', lines: [] }, 'nothing-to-move'],
  ];
  for (const [what, input, block] of rows) it(`${what}: ${block ?? 'may be moved'}`, () => equal(customerChoice(input).block, block));
});

describe('After the move', () => {
  const complete = aTransfer({
    phase: 'complete',
    lines: [aLine({ addons: [aLine({ subscriptionId: 'addon', offerId: 'o2', name: 'Audio', quantity: 10 })] }), aLine({ subscriptionId: 'az', entitlementId: 'az-ent', class: 'legacy-azure', name: 'Azure', unit: 'usage', quantity: 1 })],
    outcomes: [anOutcome('complete'), anOutcome('complete', 'az')],
  });

  it('expects licences suspended and Azure gone at the source (R149, R150)', () => {
    const source = [aSubscription({ status: 'suspended' }), aSubscription({ subscriptionId: 'addon', status: 'active' })];
    deepEqual(checkSource(complete, source).map(({ name, expected, found, ok }) => [name, expected, found, ok]), [
      ['Office 365 E3', 'suspended', 'suspended', true],
      ['Audio', 'suspended', 'active', false],
      ['Azure', 'absent', 'absent', true],
    ]);
  });

  it('pairs old ids with new ones: Azure by its surviving id, licences by offer and quantity, none twice (R152, R153)', () => {
    const target = [
      aSubscription({ subscriptionId: 'new-az', entitlementId: 'az-ent', offerId: 'MS-AZR-0145P' }),
      aSubscription({ subscriptionId: 'new-e3', partnerId: '7000123' }),
      aSubscription({ subscriptionId: 'new-audio', offerId: 'o2', quantity: 10, partnerId: '7000999' }),
    ];
    deepEqual(pairIds(complete, target).map(({ name, newId }) => [name, newId]), [['Office 365 E3', 'new-e3'], ['Audio', 'new-audio'], ['Azure', 'new-az']]);
    equal(pairIds(complete, [])[0]?.newId, undefined);
    deepEqual(pairIds(complete, target).map((pair) => pair.partnerOfRecord), ['7000123', '7000999', ''], 'as it was read');
    equal('partnerOfRecord' in (pairIds(complete, [])[0] ?? {}), false, 'nothing is said of what was not read');
  });

  it('asks nothing of lines that have failed', () => {
    const partly = { ...complete, outcomes: [anOutcome('failed'), anOutcome('complete', 'az')] };
    deepEqual(checkSource(partly, []).map(({ name }) => name), ['Azure']);
  });
});

describe('Whom a transfer waits for (R125)', () => {
  const rows: [TransferPhase, string][] = [['creating', 'microsoft'], ['open', 'provider'], ['accepting', 'microsoft'], ['in-progress', 'microsoft'], ['rejected', 'partner'], ['withdrawn', 'nobody'], ['complete', 'provider']];
  for (const [phase, who] of rows) it(`${phase}: ${who}`, () => equal(waitingOn(aTransfer({ phase })), who));

  it('complete and confirmed: the partner, then nobody', () => {
    const landed = aTransfer({ phase: 'complete', landed: aSignature('provider') });
    equal(waitingOn(landed), 'partner');
    equal(waitingOn({ ...landed, sourceVerifiedAt: AT }), 'nobody');
  });

  it('gives each person the buttons of their side and role, and none besides', () => {
    const able = (side: 'partner' | 'provider', phase: TransferPhase) => Object.entries(abilities(aPerson(side), aTransfer({ phase }))).filter(([, can]) => can === true).map(([name]) => name);
    deepEqual(able('provider', 'open'), ['mayDecide']);
    deepEqual(able('partner', 'open'), ['mayWithdraw']);
    deepEqual(able('provider', 'complete'), ['mayConfirm']);
    deepEqual(able('partner', 'complete'), ['mayCheck']);
    deepEqual(able('partner', 'rejected'), ['mayResend']);
    deepEqual(able('provider', 'accepting'), []);
  });
});

describe('Sending again (R129, R161)', () => {
  it('is offered once: what was sent again already is not offered a second time', () => {
    equal(abilities(aPerson('partner'), aTransfer({ phase: 'rejected' })).mayResend, true);
    equal(abilities(aPerson('partner'), aTransfer({ phase: 'rejected', replacedBy: 'next' })).mayResend, false);
  });
});

describe('When to look again (R143: no duration is published)', () => {
  const at = (seconds: number): number | undefined => {
    const now = new Date(Date.parse(AT) + seconds * 1000);
    const next = nextLook(aTransfer({ phase: 'in-progress' }), now);
    return next === undefined ? undefined : (next.getTime() - now.getTime()) / 1000;
  };
  it('often at first, hourly after a day', () => deepEqual([at(0), at(5 * 60), at(30 * 60), at(5 * 3600), at(48 * 3600)], [2, 15, 60, 600, 3600]));
  it('never when nobody waits', () => equal(nextLook(aTransfer({ phase: 'rejected' }), new Date(AT)), undefined));
  it('after completion until both ends are verified and every new id was seen', () => {
    const verified = aTransfer({ phase: 'complete', landed: aSignature('provider'), sourceVerifiedAt: AT, idMap: [{ name: 'n', oldId: 'o', newId: 'x', quantity: 1 }] });
    equal(nextLook(verified, new Date(AT)), undefined);
    equal(nextLook({ ...verified, idMap: [{ name: 'n', oldId: 'o', newId: undefined, quantity: 1 }] }, new Date(AT)) === undefined, false);
  });
});
