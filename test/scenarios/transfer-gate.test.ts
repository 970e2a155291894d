import { deepEqual, equal, match } from 'node:assert/strict';
import { customerSubject } from '../../journey/facts.ts';
import { stateOf } from '../../journey/map.ts';
import { chosenProfile } from '../../journey/profiles/find.ts';
import { STEPS } from '../../journey/steps/all.ts';
import { factsOf } from '../../ledger/facts.ts';
import { createText } from '../../locales/text.ts';
import { FJORDLINE } from '../../simulator/people.ts';
import { lanesOf, openLine, quiet, standing } from '../helpers/lanes.ts';
import { wordsOf } from '../helpers/room.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const customerNamed = async (world: World, beginning: string): Promise<string> => {
  const { customers } = await world.portal<{ customers: { id: string; name: string }[] }>('/state');
  const id = customers.find(({ name }) => name.startsWith(beginning))?.id;
  if (id === undefined) throw new Error(`The story has no ${beginning}.`);
  return id;
};

describe('The gates before a transfer, by what Partner Center shows', function () {
  this.timeout(120_000);
  let world: World;
  const begin = async (story: string): Promise<void> => {
    world = await startWorld({ story, completionDelayMs: 3_600_000 });
  };
  afterEach(() => world.close());
  const known = () => factsOf(world.db.kysely, FJORDLINE);
  const stepOf = async (customerId: string) => {
    const facts = await known();
    return stateOf({ steps: STEPS, facts, now: world.clock.now(), profile: chosenProfile(facts) }, 'transfer', customerSubject(customerId));
  };

  it('refuse a partner that has not enrolled, name the step and open the one that comes first (R35, R122, R201)', async () => {
    await begin('fresh');
    await world.room.say('Astrid', 'flytta prenumerationer');
    match(wordsOf(await world.room.saying('Astrid', 'R122')), /färdigregistrerad som indirekt återförsäljare[^]*Steget ”(.+)” kommer först/);
    await world.room.cardWith('Astrid', 'leave');
    deepEqual([await world.transfers(), (await known()).has('reseller-seen')], [[], false]);
  });

  it('let an enrolled partner through whom nothing was recorded of, and keep what was read (R35, R122-R124)', async () => {
    await begin('transfer-ready');
    const [lane] = await lanesOf(world);
    if (lane === undefined) throw new Error('The story has no line.');
    equal((await known()).all.length, 0);
    const transfer = await openLine(world, lane);
    const facts = await known();
    const subject = customerSubject(lane.customerId);
    deepEqual([facts.latest('reseller-seen')?.proof, facts.latest('customer-classed', subject)?.value.class, facts.latest('agreement-case', subject)?.value.case], ['verified', 'extended', 'B']);
    equal(facts.all.every(({ proof, by }) => proof === 'verified' && by === undefined), true, 'nobody has attested anything');
    deepEqual((({ state, ...rest }) => [state, 'on' in rest ? rest.on : ''])(await stepOf(lane.customerId)), ['waiting', 'provider']);
    await world.portal(`/portal/transfers/${transfer.partnerCenterId}`, { verb: 'reject' });
    await standing(world, transfer.transferId, 'rejected');
    await quiet(world);
    equal((await stepOf(lane.customerId)).state, 'ready', 'what was rejected can be asked for again');
    deepEqual((await known()).all.filter(({ kind }) => kind === 'transfer-seen').map(({ value }) => (value as { state: string }).state), ['asked', 'ended']);
  });

  it('refuse a customer whose agreement does not hold at the provider, or who is at none, and open that step (R123, R124, R201)', async () => {
    await begin('transfer-ready');
    const text = createText('sv');
    for (const [name, rule, step] of [['Fjällsippan', 'R124', 'agreement'], ['Norrsken', 'R123', 'classify']] as const) {
      await world.room.say('Astrid', 'flytta');
      const card = await world.room.cardWith('Astrid', 'choose-customer');
      await world.room.press('Astrid', card, 'choose-customer', { inputs: { customer: await customerNamed(world, name) } });
      const title = text.t(`step.${step}.title`);
      match(wordsOf(await world.room.saying('Astrid', rule)), new RegExp(`Steget ”${title}” kommer först`));
      await world.room.find('Astrid', `the card of the step ${step}`, (message) => message.attachments.length > 0 && wordsOf(message).startsWith(`\n${title}`));
      await world.room.say('Astrid', 'avbryt');
    }
    equal((await world.transfers()).length, 0);
  });
});
