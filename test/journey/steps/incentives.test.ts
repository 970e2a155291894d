import { deepEqual, equal } from 'node:assert/strict';
import { invitationDue, isInvitationOverdue, mailboxesOf, programmes } from '../../../journey/rules/incentives.ts';
import { incentives } from '../../../journey/steps/incentives.ts';
import { aFact, enrolled, inputAt } from '../../helpers/known-facts.ts';

const joined = (programme: 'direct' | 'indirect') => aFact('incentive-enrolled', { value: { programme } });
const invited = aFact('incentive-invited', { value: { when: '2026-02-20' } });

describe('Incentives (R173-R177)', () => {
  it('are reminded of 30 calendar days after the enrolment is complete, which takes approval and agreement (R35, R173, R206)', () => {
    equal(invitationDue(inputAt([]).facts), undefined);
    equal(invitationDue(inputAt(enrolled().slice(0, 1)).facts), undefined);
    equal(invitationDue(inputAt(enrolled('2026-02-01T09:00:00.000Z')).facts), '2026-03-03T09:00:00.000Z');
  });

  it('are overdue only after that, and never once the invitation came (R173)', () => {
    const { facts } = inputAt(enrolled());
    equal(isInvitationOverdue(facts, new Date('2026-03-03T09:00:00.000Z')), false);
    equal(isInvitationOverdue(facts, new Date('2026-03-03T09:00:00.001Z')), true);
    equal(isInvitationOverdue(inputAt([...enrolled(), invited]).facts, new Date('2026-04-01')), false);
  });

  it('wait for Microsoft, then for the company, and are done with the reseller programme (R173, R177)', () => {
    equal(incentives.progress(inputAt([])), undefined);
    deepEqual(incentives.progress(inputAt(enrolled())), { state: 'waiting', on: 'microsoft', since: '2026-02-01T09:00:00.000Z', due: '2026-03-03T09:00:00.000Z' });
    deepEqual(incentives.progress(inputAt([...enrolled(), invited])), { state: 'waiting', on: 'partner', since: '2026-02-20', due: '2026-03-03T09:00:00.000Z' });
    equal(incentives.progress(inputAt([...enrolled(), joined('direct')]))?.state, 'waiting');
    equal(incentives.progress(inputAt([...enrolled(), joined('indirect'), joined('direct')]))?.state, 'done');
  });

  it('keep the two programmes apart (R176, R177)', () => {
    deepEqual([...programmes(inputAt([joined('direct'), joined('indirect')]).facts)], ['direct', 'indirect']);
  });

  it('compare the mailbox of the PartnerID with that of the form (R174, R175)', () => {
    const partnerId = aFact('partner-id-confirmed', { value: { mpnId: '7000123', name: 'Fjordline IT AB', incentivesMail: 'mpn@fjordline.example' } });
    const mailbox = (mail: string) => aFact('mailbox-monitored', { value: { mail } });
    equal(mailboxesOf(inputAt([partnerId, mailbox('MPN@fjordline.example')]).facts).differ, false);
    equal(mailboxesOf(inputAt([partnerId, mailbox('info@fjordline.example')]).facts).differ, true);
  });
});
