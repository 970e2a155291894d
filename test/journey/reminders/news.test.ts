import { deepEqual, equal } from 'node:assert/strict';
import type { Fact } from '../../../journey/facts.ts';
import { isToldTo } from '../../../journey/reminders/due.ts';
import { ruleOf } from '../../../journey/reminders/reminder.ts';
import { NORDVIND } from '../../helpers/builders.ts';
import { LONN, withProvider } from '../../helpers/customer-facts.ts';
import { KARIN, UNTIL, aFact } from '../../helpers/facts.ts';
import { newsOn } from './asked.ts';

const NOW = '2026-02-04T12:00:00Z';
const read = <F extends Fact>(fact: F): F => ({ ...fact, by: undefined, proof: 'verified' });

const CAME: readonly [Fact, string, string][] = [
  [aFact('enrol-approved', { when: '2026-02-03' }, { by: KARIN }), 'news-approved', 'sign'],
  [read(aFact('partner-agreement-signed', { mpnId: '7000123' })), 'news-signed', 'find-provider'],
  [read(withProvider()), 'news-provider', 'classify'],
  [read(aFact('invitation-accepted', { providerId: NORDVIND }, { subject: LONN })), 'news-invitation', 'agreement'],
  [read(aFact('tenant-seen', { customerId: 'x' }, { subject: LONN })), 'news-tenant', 'classify'],
  [read(aFact('extension-seen', { providerId: NORDVIND }, { subject: LONN })), 'news-extension', 'agreement'],
  [aFact('agreement-valid', { providerId: NORDVIND, accepted: '2026-02-03' }, { subject: LONN }), 'news-agreement', 'transfer'],
];

describe('News of what somebody waited for', () => {
  for (const [fact, kind, opens] of CAME) {
    it(`${fact.kind} is told with what comes next`, () => {
      const [one, ...others] = newsOn({ facts: [fact], now: NOW });
      deepEqual([one?.kind, one?.opens, one?.subject, one?.by], [kind, opens, fact.subject, fact.by?.name ?? '']);
      deepEqual(others, []);
      equal(ruleOf(kind as 'news-approved').nature, 'news');
    });
  }

  it('are not told to whoever recorded them, but to their colleagues', () => {
    const [one] = newsOn({ facts: UNTIL.sign(), now: NOW });
    equal(one !== undefined && isToldTo(one, KARIN.personId), false);
    equal(one !== undefined && isToldTo(one, 'somebody else'), true);
  });

  it('are one piece when what was attested is read afterwards, and grow old in two weeks (I6)', () => {
    const [said, seen] = [aFact('partner-agreement-signed', { mpnId: '7000123' }), read(aFact('partner-agreement-signed', { mpnId: '7000123' }))];
    deepEqual(newsOn({ facts: [said, seen], now: NOW }).map(({ fact }) => fact), [`news-signed:${said.factId}`]);
    deepEqual(newsOn({ facts: [said], now: '2026-02-18T12:00:00Z' }), []);
  });
});
