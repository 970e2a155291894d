import { deepEqual, equal } from 'node:assert/strict';
import type { Fact, Route } from '../../../journey/facts.ts';
import type { AgreementChannel } from '../../../journey/records.ts';
import { agreementBlock, agreementCase, isAgreementRenewed, isCloudAgreement } from '../../../journey/rules/agreement.ts';
import { customerChoice } from '../../../journey/rules/customers.ts';
import { agreement } from '../../../journey/steps/agreement.ts';
import { NORDVIND, aCustomer, aLineChoice, aPerson, aProvider } from '../../helpers/builders.ts';
import { THE_CUSTOMER, aFact, inputAt } from '../../helpers/known-facts.ts';

const subject = THE_CUSTOMER;
const valid = (providerId = NORDVIND) => aFact('agreement-valid', { subject, value: { providerId, accepted: '2026-02-02' } });
const found = (channel: AgreementChannel) => aFact('agreement-case', { subject, proof: 'verified', value: { case: agreementCase(channel), channel } });

describe('The customer agreement (R110-R117, R124)', () => {
  it('goes by the channel of the acceptance, an unknown one as attested (R112, R113, R114, R116)', () => {
    deepEqual((['none', 'direct', 'attested', 'unknown'] as const).map(agreementCase), ['A', 'B', 'C', 'C']);
  });

  it('is one gate for the step and for every transfer: missing, kept, lost, renewed (R117, R124)', () => {
    deepEqual((['none', 'direct', 'attested', 'unknown'] as const).map((channel) => agreementBlock(channel)), ['agreement-missing', undefined, 'agreement-lost', 'agreement-lost']);
    deepEqual((['none', 'attested'] as const).map((channel) => agreementBlock(channel, true)), [undefined, undefined]);
    const input = { customer: aCustomer(), providers: [aProvider()], agreement: 'attested' as const, lines: [aLineChoice()] };
    equal(customerChoice(input).block, 'agreement-lost');
    equal(customerChoice({ ...input, agreementRenewed: true }).block, undefined);
  });

  it('counts a renewal only for the provider that had it made (R115, R117)', () => {
    const { facts } = inputAt([valid()]);
    equal(isAgreementRenewed(facts, subject, NORDVIND), true);
    equal(isAgreementRenewed(facts, subject, 'another provider'), false);
    equal(isAgreementRenewed(facts, 'customer:another', NORDVIND), false);
  });

  it('never takes the Cloud Agreement for it: the last day counts as old, the next as new (R110, R111)', () => {
    deepEqual(['2019-12-31', '2020-01-31', '2020-02-01'].map(isCloudAgreement), [true, true, false]);
    const attempt = (accepted: string) => ({ person: aPerson('partner'), facts: [{ subject, kind: 'agreement-valid' as const, value: { providerId: NORDVIND, accepted }, proof: 'attested' as const }] });
    equal(agreement.refuses?.(inputAt([]), attempt('2020-01-31'))[0]?.rule, 110);
    deepEqual(agreement.refuses?.(inputAt([]), attempt('2020-02-01')), []);
  });

  it('is done when it is kept, waits for the provider when asked, and is done when renewed (R112, R113, R115)', () => {
    equal(agreement.progress(inputAt([])), undefined);
    equal(agreement.progress(inputAt([found('attested')])), undefined);
    equal(agreement.progress(inputAt([found('direct')]))?.state, 'done');
    const asked = [found('none'), aFact('agreement-asked', { subject, value: { providerId: NORDVIND } })];
    deepEqual(agreement.progress(inputAt(asked)), { state: 'waiting', on: 'provider', since: '2026-02-01T09:00:00.000Z' });
    equal(agreement.progress(inputAt([...asked, valid()]))?.state, 'done');
  });

  it('starts anew when the customer goes to another provider than the one that renewed it (R117)', () => {
    const route = aFact('route-chosen', { subject, value: { route: 'extension', providerId: 'another provider', needsAdminRights: false } });
    equal(agreement.progress(inputAt([valid(), route])), undefined);
  });

  it('is the provider’s own business for a customer that came through it (R117), and refuses a task without a provider (R112)', () => {
    equal(agreement.progress(inputAt([aFact('customer-classed', { subject, value: { class: 'indirect', why: '' } })]))?.state, 'not-needed');
    const nobody = { person: aPerson('partner'), facts: [{ subject, kind: 'agreement-asked' as const, value: { providerId: '' }, proof: 'attested' as const }] };
    equal(agreement.refuses?.(inputAt([]), nobody)[0]?.rule, 112);
  });

  it('comes after the relationship: the step that brings it is named, and a verified one opens the way (R123, R201)', () => {
    const missing = (...known: Fact[]) => agreement.blocks(inputAt(known)).map((verdict) => verdict.missing);
    const route = (chosen: Route) => aFact('route-chosen', { subject, value: { route: chosen, providerId: NORDVIND, needsAdminRights: false } });
    const seen = (proof: 'verified' | 'attested') => aFact('extension-seen', { subject, proof, value: { providerId: NORDVIND } });
    deepEqual(missing(), ['route']);
    deepEqual([missing(route('extension')), missing(route('invitation')), missing(route('wait'))], [['extend'], ['invite'], ['route']]);
    deepEqual(missing(route('extension'), seen('attested')), ['extend']);
    deepEqual([missing(route('extension'), seen('verified')), missing(route('rebuy'))], [[], []]);
    deepEqual(missing(aFact('customer-classed', { subject, value: { class: 'extended', why: '' } })), []);
  });
});
