import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Fact } from '../../../journey/facts.ts';
import { newCustomerSubject } from '../../../journey/facts.ts';
import { NORDVIND, aCustomer, aPerson } from '../../helpers/builders.ts';
import { CUSTOMER_UNTIL, LINK, LONN, routed, withProvider } from '../../helpers/customer-facts.ts';
import { UNTIL, aFact } from '../../helpers/facts.ts';
import { daysFrom, dueOn, toldOver } from './asked.ts';

/** The incentives tell of themselves; these tests are about waits. */
const NOISE = /incentives|revenue/;
const told = (facts: readonly Fact[], days = 90): string[] => toldOver(facts, daysFrom('2026-02-03', days)).filter((one) => !NOISE.test(one));
const waitsOn = (facts: readonly Fact[], now: string) => dueOn({ facts, now, names: new Map([[aCustomer().customerId, 'Lönn & Björk Trä AB']]) }).filter(({ kind }) => !NOISE.test(kind));

const drafted = aFact('invitation-drafted', { providerId: NORDVIND, link: LINK, text: LINK }, { subject: LONN });
const sent = (at = '2026-02-03T09:00:00.000Z', subject = LONN): Fact => aFact('invitation-sent', { providerId: NORDVIND, how: 'mail' }, { subject, at });
const invited = (): Fact[] => [...CUSTOMER_UNTIL.invite(), drafted, sent()];
const accepted = aFact('invitation-accepted', { providerId: NORDVIND }, { subject: LONN, proof: 'verified', at: '2026-02-12T09:00:00.000Z' });

describe('Reminders of what others have not done yet', () => {
  it('chase an invitation of a customer politely, and end with a call (R62, R107)', () => {
    deepEqual(told(invited()), ['2026-02-10 invitation-waiting', '2026-02-17 invitation-waiting', '2026-03-03 invitation-call']);
  });

  it('say whom, since when, and open the step that has the draft; the customer is never written to (R59, R203)', () => {
    const [one] = waitsOn(invited(), '2026-02-11T12:00:00Z');
    deepEqual([one?.values['customer'], one?.values['provider'], one?.values['days'], one?.opens, one?.subject], ['Lönn & Björk Trä AB', 'Nordvind Distribution', 8, 'invite', LONN]);
    deepEqual(one?.owners, [aPerson('partner').personId]);
    ok(waitsOn(invited(), '2026-02-11T12:00:00Z').every(({ tenantId }) => tenantId === aPerson('partner').tenantId));
  });

  it('stop on acceptance, however it came to be known (R107)', () => {
    deepEqual(told([...invited(), accepted]), []);
    deepEqual(waitsOn([...invited(), accepted], '2026-03-20T12:00:00Z'), []);
  });

  it('do not stop on an acceptance that was only said (R107)', () => {
    equal(waitsOn([...invited(), { ...accepted, proof: 'attested' } as Fact], '2026-02-20T12:00:00Z').length, 1);
  });

  it('stop when another way is chosen, and when the customer is closed (R82)', () => {
    deepEqual(waitsOn([...invited(), routed({ route: 'wait' })], '2026-02-20T12:00:00Z'), []);
    deepEqual(waitsOn([...invited(), aFact('customer-closed', {}, { subject: LONN })], '2026-02-20T12:00:00Z'), []);
  });

  it('begin anew when the invitation is sent again', () => {
    deepEqual(waitsOn([...invited(), sent('2026-02-16T09:00:00.000Z')], '2026-02-20T12:00:00Z'), []);
    equal(waitsOn([...invited(), sent('2026-02-16T09:00:00.000Z')], '2026-02-23T12:00:00Z')[0]?.fact, `invitation-waiting:invite:${LONN}:2026-02-16T09:00:00.000Z:7`);
  });

  it('ask again for the partnership invitation, then for its acceptance, and stop when it is listed (R48, R50, R51)', () => {
    const asked = [...UNTIL.after(), aFact('provider-asked', { text: 'Please' })];
    deepEqual(told(asked), ['2026-02-08 partnership-asked', '2026-02-13 partnership-asked', '2026-02-23 partnership-asked']);
    const open = [...asked, aFact('provider-invited', { host: 'partner.microsoft.com', link: 'https://partner.microsoft.com/invite' }, { at: '2026-02-04T09:00:00.000Z' })];
    deepEqual(told(open), ['2026-02-06 partnership-open', '2026-02-09 partnership-open', '2026-02-14 partnership-open', '2026-02-24 partnership-open']);
    deepEqual(told([...open, withProvider()]), []);
  });

  it('chase a tenant asked of the provider until it is in the list, by the name that it has (R67, R68)', () => {
    const subject = newCustomerSubject('Granbacka Bageri');
    const facts = [...CUSTOMER_UNTIL.classify(), aFact('tenant-asked', { providerId: NORDVIND, text: 'Please' }, { subject })];
    deepEqual(told(facts, 20), ['2026-02-08 tenant-waiting', '2026-02-13 tenant-waiting']);
    deepEqual(waitsOn(facts, '2026-02-09T12:00:00Z').map(({ values }) => [values['customer'], values['provider']]), [['Granbacka Bageri', 'Nordvind Distribution']]);
    deepEqual(told([...facts, aFact('tenant-seen', { customerId: 'x' }, { subject, proof: 'verified' })]), []);
  });

  it('look for a saved extension that does not show, and stop when it is read (R103)', () => {
    const facts = [...CUSTOMER_UNTIL.extend(), aFact('extension-saved', { providerId: NORDVIND }, { subject: LONN })];
    deepEqual(told(facts), ['2026-02-04 extension-waiting', '2026-02-06 extension-waiting', '2026-02-10 extension-waiting']);
    deepEqual(told([...facts, aFact('extension-seen', { providerId: NORDVIND }, { subject: LONN, proof: 'verified' })]), []);
  });

  it('chase the customer agreement asked of the provider until it is valid (R112, R115)', () => {
    const facts = [...CUSTOMER_UNTIL.route(), aFact('agreement-asked', { providerId: NORDVIND }, { subject: LONN })];
    deepEqual(told(facts), ['2026-02-08 agreement-asked', '2026-02-13 agreement-asked', '2026-02-23 agreement-asked']);
    deepEqual(told([...facts, aFact('agreement-valid', { providerId: NORDVIND, accepted: '2026-02-06' }, { subject: LONN })]), []);
  });
});
