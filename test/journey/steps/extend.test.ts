import { deepEqual, equal } from 'node:assert/strict';
import type { Fact, NewFact, ProfileId } from '../../../journey/facts.ts';
import { extend } from '../../../journey/steps/extend.ts';
import { NORDVIND, aPerson } from '../../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN, SVEA, classed, consented, routed, withProvider } from '../../helpers/customer-facts.ts';
import { NILS, UNTIL, aFact, blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

const about = { subject: LONN } as const;
const shared = (providerId = NORDVIND) => aFact('billing-sharing-consented', { providerId, shown: 'Company: Lönn' }, about);
const confirmed = () => aFact('irreversible-confirmed', { act: 'extend', typed: 'Lönn & Björk Trä AB' }, about);
const saved = () => aFact('extension-saved', { providerId: NORDVIND }, about);
const report: NewFact = { subject: LONN, kind: 'extension-saved', value: { providerId: NORDVIND }, proof: 'attested' };
const seen = (providerId: string, proof: 'verified' | 'attested' = 'verified'): NewFact => ({ subject: LONN, kind: 'extension-seen', value: { providerId }, proof });

const blocks = (facts: Fact[], profile: ProfileId = '2026') => blocksOf(stateWith('extend', { facts, subject: LONN, profile }));
const refused = (facts: Fact[], fact: NewFact, person = aPerson('partner')) =>
  extend.refuses?.({ facts: factsWith(...facts), now: new Date('2026-02-03T10:00:00Z'), profile: '2026', subject: LONN }, { person, facts: [fact] }).map(({ code, rule }) => `${code}/${rule}`);

describe('The extension of a relationship', () => {
  it('may begin with enrolment, class, provider, way and consent, and not before (R81, R84)', () => {
    deepEqual(blocks(CUSTOMER_UNTIL.extend()), []);
    deepEqual(extend.roles, ['admin-agent']);
  });

  it('is refused without the customer’s consent, and names the step (R96)', () => deepEqual(blocks(CUSTOMER_UNTIL.consent()), ['consent/96']));

  it('does not take a consent that was given for another provider (R96)', () => {
    const facts = [...CUSTOMER_UNTIL.extend(), withProvider(SVEA, 'Svea Distribution'), routed({ providerId: SVEA })];
    deepEqual(blocks(facts), ['consent/96']);
    deepEqual(blocks([...facts, consented()]), []);
  });

  it('is refused while the own enrolment is not complete (R35, R85)', () => {
    const facts = [...UNTIL.sign(), withProvider(), classed('direct'), routed(), consented()];
    deepEqual(blocks(facts), ['extend-not-enrolled/85']);
  });

  it('is for existing direct customers only (R86, R87)', () => {
    deepEqual([blocks([...CUSTOMER_UNTIL.extend(), classed('indirect')]), blocks([...CUSTOMER_UNTIL.extend(), classed('unknown')])], [['not-indirect-extend/87'], ['class-unknown/86']]);
  });

  it('takes only a provider whose invitation was accepted (R88)', () => {
    deepEqual(blocks([...CUSTOMER_UNTIL.route(), routed({ providerId: SVEA }), consented()]), ['provider-not-accepted/88']);
  });

  it('is steered to the invitation in 2020 when the provider needs admin rights (R92, R93)', () => {
    const facts = [...CUSTOMER_UNTIL.route(), routed({ needsAdminRights: true }), consented()];
    deepEqual([blocks(facts, '2020'), blocks(facts, '2026')], [['rights-need-invitation/93'], []]);
  });

  it('is reported as saved only after confirmation and the consent to share (R89, R90, R91, R102)', () => {
    const facts = CUSTOMER_UNTIL.extend();
    deepEqual(refused(facts, report), ['confirm-first/30', 'sharing-not-agreed/91']);
    deepEqual(refused([...facts, confirmed()], report), ['sharing-not-agreed/91']);
    deepEqual(refused([...facts, confirmed(), shared(SVEA)], report), ['sharing-not-agreed/91']);
    deepEqual(refused([...facts, confirmed(), shared()], report), []);
  });

  it('wants a second person where the organisation does (R102, R204)', () => {
    const facts = [...CUSTOMER_UNTIL.extend(), aFact('four-eyes', { wanted: true }), confirmed(), shared()];
    deepEqual(refused(facts, report), ['second-person-needed/204']);
    deepEqual(refused([...facts, aFact('seconded', { act: 'extend' }, { ...about, by: NILS })], report), []);
  });

  it('waits once saved, and is done only when the planned provider was read (R101, R103)', () => {
    const facts = [...CUSTOMER_UNTIL.extend(), confirmed(), shared(), saved()];
    equal(stateWith('extend', { facts, subject: LONN }).state, 'waiting');
    deepEqual([refused(facts, seen(NORDVIND)), refused(facts, seen(NORDVIND, 'attested')), refused(facts, seen(SVEA))], [[], ['extension-not-read/103'], ['extension-other-provider/101']]);
    equal(stateWith('extend', { facts: [...facts, aFact('extension-seen', { providerId: NORDVIND }, about)], subject: LONN }).state, 'waiting');
    equal(stateWith('extend', { facts: [...facts, aFact('extension-seen', { providerId: NORDVIND }, { ...about, proof: 'verified' })], subject: LONN }).state, 'done');
  });

  it('is one customer’s alone, and not needed for one that is invited (R82, R104)', () => {
    const facts = [...CUSTOMER_UNTIL.extend(), confirmed(), shared(), saved()];
    equal(stateWith('extend', { facts, subject: 'customer:another' }).state, 'blocked');
    equal(stateWith('extend', { facts: CUSTOMER_UNTIL.invite(), subject: LONN }).state, 'not-needed');
  });
});
