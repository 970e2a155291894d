import { equal, match, ok } from 'node:assert/strict';
import type { StepId } from '../../journey/step-ids.ts';
import { STEPS } from '../../journey/steps/all.ts';
import { createText } from '../../locales/text.ts';
import { PEOPLE } from '../../simulator/people.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import type { Answer, Moves } from '../helpers/journey-moves.ts';
import { movesIn } from '../helpers/journey-moves.ts';
import { LONN_BJORK } from '../helpers/moves.ts';
import { buttonsOf, personId, wordsOf } from '../helpers/room.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const WRITES = /^(POST|PUT|PATCH|DELETE) /;

type Gate = {
  readonly step: StepId;
  /** Who may take it, and comes too early; nobody for a step that may be taken at any time. */
  readonly early?: { readonly who: string; readonly missing: StepId; readonly answer: Answer };
  /** A colleague whose role is not enough, beside Johan Ek, who has none. */
  readonly other?: string;
};

/** Every step of the journey, with a good answer that comes too early: nothing but the question may be answered first (R201). */
const GATES: readonly Gate[] = [
  { step: 'assess' },
  { step: 'decide', other: 'Erik', early: { who: 'Astrid', missing: 'assess', answer: { customers: 'true', billing: 'true', products: 'true', 'no-return': 'true', choice: 'switch' } } },
  { step: 'prepare', other: 'Erik', early: { who: 'Karin', missing: 'decide', answer: { profile: 'true', mpn: 'true', tenant: 'true', mailbox: 'true', incentives: 'a@fjordline.example' } } },
  { step: 'enrol', other: 'Astrid', early: { who: 'Karin', missing: 'prepare', answer: { reviewed: 'true', found: 'submitted', when: '2026-01-02', evidence: 'x' } } },
  { step: 'approval', other: 'Erik', early: { who: 'Astrid', missing: 'enrol', answer: { words: 'Approved', answer: 'approved', when: '2026-01-02', evidence: 'x' } } },
  { step: 'sign', other: 'Astrid', early: { who: 'Karin', missing: 'approval', answer: { again: 'true', authorised: 'true', role: 'VD', found: 'accepted', dual: 'both', evidence: 'x' } } },
  { step: 'find-provider', early: { who: 'Erik', missing: 'sign', answer: { name: 'Nordvind Distribution', country: 'Sweden', currency: 'SEK', asked: 'true' } } },
  { step: 'partner-up', other: 'Astrid', early: { who: 'Karin', missing: 'sign', answer: { link: 'https://partner.microsoft.com/commerce/accept/invitation?id=1' } } },
  { step: 'classify', early: { who: 'Erik', missing: 'sign', answer: {} } },
  { step: 'route', other: 'Karin', early: { who: 'Astrid', missing: 'classify', answer: { route: 'wait', provider: '', rights: 'no' } } },
  { step: 'consent', early: { who: 'Erik', missing: 'route', answer: { who: 'Maja Ek', when: '2026-01-02', how: 'mail', evidence: 'x' } } },
  { step: 'invite', other: 'Karin', early: { who: 'Astrid', missing: 'partner-up', answer: { text: 'x', how: 'mail' } } },
  { step: 'extend', other: 'Erik', early: { who: 'Astrid', missing: 'route', answer: { share: 'true', saved: 'true' } } },
  { step: 'agreement', other: 'Karin', early: { who: 'Erik', missing: 'classify', answer: {} } },
  { step: 'replace', other: 'Erik', early: { who: 'Astrid', missing: 'partner-up', answer: {} } },
  { step: 'close', other: 'Karin', early: { who: 'Astrid', missing: 'replace', answer: { ids: 'true', 'partner-of-record': 'true', access: 'true', told: 'x' } } },
  { step: 'incentives', early: { who: 'Erik', missing: 'sign', answer: { invited: '2026-01-02', indirect: 'true', evidence: 'x' } } },
  { step: 'export', other: 'Erik' },
];

describe('A step that nobody may take yet, or that is somebody else’s', function () {
  this.timeout(120_000);
  let world: World;
  let people: Moves;
  before(async () => {
    world = await startWorld({ story: 'fresh' });
    people = movesIn(world);
  });
  after(() => world.close());

  const stepOf = (id: StepId) => STEPS.find((step) => step.id === id) ?? STEPS[0]!;
  const textFor = (who: string) => createText(PEOPLE.find(({ name }) => name.startsWith(who))?.locale ?? 'en');

  /** Whatever happened: nothing is known that was not known, and Partner Center was asked for nothing. */
  const unchanged = async (): Promise<void> => {
    equal((await people.facts()).all.length, 0);
    equal(await world.effects(WRITES), 0);
  };

  /** Presses a button that the card does not have, with the card's own handle, as a program could. */
  const force = async (who: string, card: MessageView, inputs: Answer, verb = 'send'): Promise<string> => {
    const { handle } = buttonsOf(card).find((button) => button.verb === 'leave')?.data ?? {};
    const body = JSON.stringify({ activityId: card.id, action: { type: 'submit', data: { verb, handle, ...inputs } } });
    await fetch(`${world.addresses.teams}/api/people/${personId(who)}/press`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return (await world.room.messages(who, card.id)).map(wordsOf).join('\n');
  };

  for (const { step, early, other } of GATES) {
    if (early !== undefined) {
      const { who, missing, answer } = early;
      it(`${step} before ${missing}: named with its rule, and refused when it is pressed all the same (R201)`, async () => {
        const card = await people.open(who, step, stepOf(step).of === 'customer' ? LONN_BJORK : undefined);
        const text = textFor(who);
        ok(wordsOf(card).includes(text.t(`step.${missing}.title`)), wordsOf(card));
        match(wordsOf(card), /R201/);
        ok(buttonsOf(card).every(({ verb }) => verb !== 'send'), 'there is nothing to press');
        await force(who, card, answer);
        await unchanged();
        await world.room.say(who, 'cancel');
      });
    }
    for (const who of ['Johan', 'Sofia', ...(other === undefined ? [] : [other])]) {
      it(`${step} by ${who}: the right ${who === 'Sofia' ? 'company' : 'role'} is named (R202)`, async () => {
        const words = wordsOf(await people.turnedAway(who, step));
        const text = textFor(who);
        const expected = who === 'Sofia' ? text.t('refusal.wrong-side') : text.either(stepOf(step).roles.map((role) => text.t(`role.${role}`)));
        ok(words.includes(expected), words);
        await unchanged();
        await world.room.say(who, 'cancel');
      });
    }
  }

  it('transfer, by who may not and too early: refused by name and reason', async () => {
    match(wordsOf(await people.turnedAway('Erik', 'transfer')), /Admin agent/);
    const first = await people.nextCard('Astrid', await world.room.say('Astrid', 'transfer'), 'leave');
    match(wordsOf(await world.room.saying('Astrid', 'R122')), /färdigregistrerad som indirekt återförsäljare/);
    ok(wordsOf(first).includes(textFor('Astrid').t('step.assess.title')), 'the step that comes first is opened instead');
    await force('Astrid', first, { customer: LONN_BJORK }, 'choose-customer');
    await unchanged();
    await world.room.say('Astrid', 'avbryt');
  });
});
