import { equal, match } from 'node:assert/strict';
import type { Activity, TurnContext } from 'botbuilder';
import { TestAdapter } from 'botbuilder';
import { createSay } from '../../bot/teams/say.ts';
import { setSpeaker } from '../../bot/teams/turn.ts';
import { createFacts } from '../../journey/facts.ts';
import type { PartnerCenterFacts } from '../../partnercenter/errors.ts';
import { PartnerCenterError, TokenError } from '../../partnercenter/errors.ts';
import { aPerson } from '../helpers/builders.ts';

const refused = (over: Partial<PartnerCenterFacts>): PartnerCenterError =>
  new PartnerCenterError({ kind: 'refused', httpStatus: 403, correlationId: 'corr-7', outcomeUnknown: false, attempted: 'read customers', ...over });

/** What a person reads in the middle of a conversation that a fault has ended; undefined when it is not theirs to read. */
const explained = async (error: unknown, locale: 'en' | 'sv' = 'en'): Promise<string | undefined> => {
  const say = createSay({ transfersOf: async () => [], factsOf: async () => createFacts([]), partnersAsking: async () => [], now: () => new Date('2026-02-03T10:00:00Z') });
  let known = false;
  const adapter = new TestAdapter(async (context: TurnContext) => {
    setSpeaker(context, { ...aPerson('partner'), locale, timeZone: 'Europe/Stockholm', rolesReadAt: undefined });
    known = await say.explainFault(context, error);
  });
  await adapter.receiveActivity({ type: 'message', text: 'transfer' } as Activity);
  return known ? adapter.activeQueue[0]?.text : undefined;
};

describe('A fault in the middle of a conversation', () => {
  it('says what it means, what was not changed, who can fix it and how, with code and correlation id', async () => {
    match((await explained(refused({ code: '2030' }))) ?? '', /may not sell in the customer’s country.*not been changed.*Who can fix it: an Admin agent at the provider\. Choose a provider.*Code 2030 · correlation id corr-7/);
    match((await explained(refused({ code: '2030' }), 'sv')) ?? '', /får inte sälja i kundens land.*inte har ändrats.*Vem som kan ordna det: en administratörsagent hos leverantören\. Välj en leverantör.*Kod 2030 · korrelations-id corr-7/);
  });

  it('shows code and correlation id of an answer that nobody knows', async () => {
    match((await explained(refused({ code: '987654' }))) ?? '', /does not know this answer.*Who can fix it: Microsoft support\..*Code 987654 · correlation id corr-7/);
  });

  it('knows why Entra gave no token, by its number or by its kind', async () => {
    match((await explained(new TokenError('sign-in-needed', { code: 'AADSTS65001', correlationId: 'corr-8' }))) ?? '', /has not given Växla its consent.*a Global administrator in your company.*Code AADSTS65001 · correlation id corr-8/);
    match((await explained(new TokenError('no-mfa'))) ?? '', /without multifactor authentication.*Code no-mfa/);
  });

  it('says that nothing has to be done while Partner Center is away, and leaves other faults to who logs them', async () => {
    match((await explained(refused({ kind: 'unreachable', httpStatus: 503 }))) ?? '', /does not answer just now\. Nothing has been changed/);
    equal(await explained(new Error('ours')), undefined);
  });
});
