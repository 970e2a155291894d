import { equal, match } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { QUEUES } from '../../commands/deps.ts';
import type { Fact } from '../../journey/facts.ts';
import { customerSubject } from '../../journey/facts.ts';
import type { Jobs } from '../../ledger/jobs.ts';
import { createJobs } from '../../ledger/jobs.ts';
import { appendFacts } from '../../ledger/facts.ts';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import { UNTIL, aFact } from '../helpers/facts.ts';
import { LINK, classed, routed, withProvider } from '../helpers/customer-facts.ts';
import { quiet } from '../helpers/lanes.ts';
import { portalOf } from '../helpers/portal-moves.ts';
import { buttonsOf, wordsOf } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const DAY = 86_400_000;

type Invitable = { readonly id: string; readonly name: string };
type State = { readonly customers: readonly (Invitable & { readonly links: readonly { readonly kind: string; readonly partnerId: string }[] })[] };

describe('Reminders over weeks: told once, stopped by the answer', function () {
  this.timeout(180_000);
  let world: World;
  let jobs: Jobs;
  let customer: Invitable;

  before(async () => {
    world = await startWorld({ bot: 'process' });
    jobs = createJobs({ url: world.db.url, queues: [QUEUES.readBack], onFault: () => undefined });
    await jobs.start();
    const { customers } = await world.portal<State>('/state');
    const alone = customers.find(({ links }) => !links.some(({ kind, partnerId }) => kind === 'provider' && partnerId === NORDVIND));
    if (alone === undefined) throw new Error('The story has no customer without Nordvind.');
    customer = alone;
  });
  after(async () => {
    await jobs.stop();
    await world.close();
  });

  const record = (...facts: readonly Fact[]): Promise<void> =>
    world.db.kysely.transaction().execute((trx) => appendFacts(trx, facts.map((fact) => ({ ...fact, factId: randomUUID() }) as Fact)));
  /** The watcher's own minute is long for a test: its job is sent by hand. */
  const look = async (): Promise<void> => {
    await world.db.kysely.transaction().execute((trx) => jobs.send(trx, QUEUES.readBack, { tenantId: FJORDLINE }, { singletonKey: FJORDLINE }));
  };
  const about = async (words: RegExp): Promise<MessageView[]> => (await world.room.messages('Astrid')).filter((message) => message.from === 'bot' && words.test(wordsOf(message)));
  const CHASING = () => new RegExp(`(${customer.name} har inte svarat ännu|Ring ${customer.name})\n`);
  const chased = async (count: number): Promise<MessageView> => {
    await look();
    return until(`Astrid is chased ${count} times`, async () => {
      const found = await about(CHASING());
      return found.length >= count ? found.at(-1) : undefined;
    }, { ms: 40_000 });
  };
  /** Nothing is under way when the time moves. */
  const pass = async (ms: number): Promise<void> => {
    await quiet(world);
    await world.pass(ms);
  };
  let witnesses = 0;
  /** A piece of news that comes through the same look: behind it, everything that was due by then has been owed and said. */
  const lookedAgain = async (): Promise<void> => {
    witnesses += 1;
    const name = `Vittne ${witnesses} AB`;
    const told = aFact('agreement-valid', { providerId: NORDVIND, accepted: '2026-01-01' }, { subject: `customer:new:${name}`, proof: 'verified', at: world.clock.now().toISOString() });
    await record({ ...told, by: undefined } as Fact);
    await look();
    await world.room.saying('Astrid', `Avtalet för ${name} gäller`, 40_000);
  };

  it('the person says that no hour is quiet', async () => {
    const { room } = world;
    await room.say('Astrid', 'aviseringar');
    const card = await room.cardWith('Astrid', 'send');
    match(wordsOf(card), /Aviseringar/);
    await room.press('Astrid', card, 'send', { inputs: { mode: 'instant', from: '00:00', until: '00:00', weekends: 'false', zone: 'Europe/Stockholm' } });
    await room.saying('Astrid', 'Ingen timme är tyst');
    // Her own token is what the customers' answers are read with.
    await room.say('Astrid', 'flytta prenumerationer');
    await room.cardWith('Astrid', 'choose-customer');
    await room.say('Astrid', 'avbryt');
  });

  it('a week later the partner is told once, also when the bot is killed, and the customer never', async () => {
    const [subject, now] = [customerSubject(customer.id), world.clock.now().toISOString()];
    const long = new Date(Date.parse(now) - 60 * DAY).toISOString();
    const history = [...UNTIL.after(), aFact('incentive-enrolled', { programme: 'indirect' }), withProvider(), classed('direct', subject), { ...routed({ route: 'invitation' }), subject }];
    const drafted = aFact('invitation-drafted', { providerId: NORDVIND, link: LINK, text: LINK }, { subject, at: long });
    await record(...history.map((fact) => ({ ...fact, at: long }) as Fact), drafted, aFact('invitation-sent', { providerId: NORDVIND, how: 'mail' }, { subject, at: now }));
    await lookedAgain();
    equal((await about(CHASING())).length, 0);
    await pass(7 * DAY);
    match(wordsOf(await chased(1)), /har väntat i 7 dagar.*Växla skickar inget till kunder.*utkastet med länken/s);
    await world.botProcess.kill();
    await world.botProcess.start();
    await lookedAgain();
    equal((await about(CHASING())).length, 1);
  });

  it('its buttons open the step for that customer', async () => {
    const { room } = world;
    const [card] = await about(CHASING());
    if (card === undefined) throw new Error('no reminder');
    await room.press('Astrid', card, 'open-step');
    await room.find('Astrid', 'the invitation step', (message) => buttonsOf(message).some(({ verb }) => verb === 'leave') && /Bjud in kunden/.test(wordsOf(message)));
    await room.say('Astrid', 'avbryt');
    await room.saying('Astrid', 'Avbrutet');
  });

  it('less and less often, and at last with a call', async () => {
    await pass(7 * DAY);
    await chased(2);
    await pass(14 * DAY);
    match(wordsOf(await chased(3)), new RegExp(`Ring ${customer.name}`));
  });

  it('ends when the customer accepts, which is told with what comes next', async () => {
    await portalOf(world).acceptInvitation(customer.id, LINK);
    await look();
    match(wordsOf(await world.room.saying('Astrid', `${customer.name} har tackat ja`, 40_000)), /Växla läste det i Partner Center.*Nästa: se till att kundavtalet gäller/s);
    await pass(60 * DAY);
    await lookedAgain();
    equal((await about(CHASING())).length, 3);
  });

  it('falls silent for what the person mutes', async () => {
    const { room } = world;
    const card = await room.saying('Astrid', `Avtalet för Vittne ${witnesses} AB gäller`);
    await room.press('Astrid', card, 'mute', { inputs: { mute: 'kind' } });
    await room.saying('Astrid', 'Tystat: alla påminnelser av den här sorten');
    const rows = await world.db.kysely.selectFrom('choice').select('muted').execute();
    equal(rows[0]?.muted.join(), 'kind:news-agreement');
  });
});
