import { equal } from 'node:assert/strict';
import type { Route } from '../../journey/facts.ts';
import { chosenProfile } from '../../journey/profiles/find.ts';
import type { Transfer, TransferPhase } from '../../journey/records.ts';
import { HAVSKOG } from '../../simulator/people.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import type { Answer, Moves } from './journey-moves.ts';
import { inputsOf } from './journey-moves.ts';
import { cardOf, quiet } from './lanes.ts';
import { togglesOf } from './moves.ts';
import type { PortalMoves } from './portal-moves.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;

export type Cast = { readonly world: World; readonly people: Moves; readonly portal: PortalMoves };

/** Business time of some days; nothing is under way when it moves. */
export const daysPass = async ({ world }: Cast, days: number): Promise<void> => {
  await until('every order is carried out', async () => (await world.db.kysely.selectFrom('decision').select('state').execute()).every(({ state }) => state === 'done'));
  await quiet(world);
  await world.pass(days * DAY);
};

/** One customer's way to its provider. */
export type Way = { readonly customerId: string; readonly providerId: string; readonly route: Route; readonly rights?: 'yes' | 'no' };

/** Who decides at the provider. */
const deciderAt = (providerId: string): string => (providerId === HAVSKOG ? 'Maria' : 'Sofia');

const today = ({ world }: Cast): string => world.clock.now().toISOString().slice(0, 10);

/** Classed, routed, and then either extended with the customer's consent, or invited and accepted. */
export const bringTogether = async (cast: Cast, { customerId, providerId, route, rights = 'no' }: Way): Promise<void> => {
  const { people } = cast;
  await people.takeFor(customerId, 'Erik', 'classify', {});
  await people.takeFor(customerId, 'Astrid', 'route', { route, provider: providerId, rights });
  if (route === 'extension') await extend(cast, { customerId, providerId });
  if (route === 'invitation') await invite(cast, customerId);
};

const extend = async (cast: Cast, { customerId, providerId }: { customerId: string; providerId: string }): Promise<void> => {
  const { people, portal } = cast;
  await people.takeFor(customerId, 'Erik', 'consent', { who: 'Firmatecknaren', when: today(cast), how: 'mail', evidence: 'Mejl i ärende 4711' });
  const name = await nameOf(cast, customerId);
  const act = await people.confirmed('Astrid', await people.open('Astrid', 'extend', customerId), { share: 'true' }, { typed: name });
  await portal.extend(customerId, providerId);
  await people.through('Astrid', act, { provider: providerId, saved: 'true' });
  await people.done('extend', customerId);
};

/** The link is taken from the draft as the customer would find it in the mail. */
const invite = async (cast: Cast, customerId: string): Promise<void> => {
  const { people, portal } = cast;
  const sending = await people.confirmed('Astrid', await people.open('Astrid', 'invite', customerId), {});
  const link = /https:\/\/admin\.microsoft\.com\/\S+/.exec(inputsOf(sending)['text'] ?? '')?.[0] ?? '';
  await people.answer('Astrid', sending, { how: 'mail' });
  equal((await people.standing('invite', customerId)).state, 'waiting');
  await portal.acceptInvitation(customerId, link);
};

const nameOf = async ({ portal }: Cast, customerId: string): Promise<string> => (await portal.customers()).find(({ id }) => id === customerId)?.name ?? '';

/** Kept where the customer has signed itself; else asked of the provider, and recorded when the provider says that it holds. */
export const secureAgreement = async (cast: Cast, { customerId, providerId }: Way): Promise<void> => {
  const { people, portal } = cast;
  // What the customer answered is read back when anybody's next step wakes the program.
  await people.done('invite', customerId);
  const kept = (await portal.customers()).find(({ id }) => id === customerId)?.directSigned === true;
  if (kept) await people.takeFor(customerId, 'Erik', 'agreement', {});
  else {
    await people.takeFor(customerId, 'Erik', 'agreement', { provider: providerId, state: 'asked' });
    equal((await people.standing('agreement', customerId)).state, 'waiting');
    // By today's rules no reseller vouches for a customer any more: the customer itself accepts.
    const isVouched = chosenProfile(await people.facts()) === '2020';
    await portal.agreement(customerId, isVouched ? 'provider' : 'direct');
    const card = await people.open('Erik', 'agreement', customerId);
    await people.answer('Erik', card, isVouched ? { provider: providerId, state: 'renewed', accepted: today(cast), evidence: 'Besked från leverantören' } : {});
  }
  await people.done('agreement', customerId);
};

/** Astrid asks for everything of this customer that may move, or for what is picked by its label. */
export const askFor = async ({ world: { room }, people }: Cast, { customerId }: Way, pick: (label: string) => boolean = () => true): Promise<void> => {
  const customers = await people.nextCard('Astrid', await room.say('Astrid', 'flytta prenumerationer'), 'choose-customer');
  await room.press('Astrid', customers, 'choose-customer', { inputs: { customer: customerId } });
  const lines = await people.nextCard('Astrid', customers.id, 'choose-lines');
  await room.press('Astrid', lines, 'choose-lines', { inputs: Object.fromEntries(togglesOf(lines).map(({ id, label }) => [id, String(pick(label))])) });
  await room.press('Astrid', await people.nextCard('Astrid', lines.id, 'send'), 'send');
};

/** The customer's requests, once all of them stand so: legacy and new commerce travel apart. */
export const requestsOf = ({ world }: Cast, { customerId }: Way, ...phases: TransferPhase[]): Promise<Transfer[]> => {
  const own = async (): Promise<Transfer[]> => (await world.transfers()).filter(({ customer }) => customer.customerId === customerId);
  const ready = async (): Promise<Transfer[] | undefined> => {
    const found = await own();
    return found.length > 0 && found.every(({ phase }) => phases.includes(phase)) ? found : undefined;
  };
  return until(`the requests are ${phases.join(' or ')}`, ready, { ms: 40_000, told: async () => JSON.stringify((await own()).map(({ customer, phase, trouble }) => [customer.name, phase, trouble])) });
};

const press = async ({ world }: Cast, name: string, transfer: Transfer, verb: string): Promise<void> => {
  const [result] = await world.room.press(name, await cardOf(world, { name, transfer, verb }), verb);
  equal(result?.outcome, 'card', `${name} presses ${verb}: ${JSON.stringify(result?.body)}`);
};

/** The provider accepts what the partner has created, and creates what only a provider can (new commerce). */
export const providerAgrees = async (cast: Cast, way: Way): Promise<void> => {
  for (const transfer of await requestsOf(cast, way, 'open', 'asked')) await press(cast, deciderAt(way.providerId), transfer, transfer.phase === 'asked' ? 'offer' : 'accept');
};

/** The partner accepts what its provider has created. */
export const partnerTakes = async (cast: Cast, way: Way): Promise<void> => {
  for (const transfer of await requestsOf(cast, way, 'offered', 'in-progress')) if (transfer.phase === 'offered') await press(cast, 'Astrid', transfer, 'take');
};

/** The provider signs for what has arrived; the partner's own side is read back by the program. */
export const signOff = async (cast: Cast, way: Way): Promise<void> => {
  const { world } = cast;
  for (const transfer of await requestsOf(cast, way, 'complete')) {
    await press(cast, deciderAt(way.providerId), transfer, 'confirm-landed');
    await until('both sides are checked', async () => (await world.transfers()).find((one) => one.transferId === transfer.transferId)?.sourceVerifiedAt !== undefined);
  }
};

/** For each product on the card: bought anew through the provider. */
const plans = (day: string) => (card: MessageView): Answer =>
  Object.fromEntries(Object.keys(inputsOf(card)).map((id) => {
    if (id.startsWith('way-')) return [id, 'rebuy'];
    if (id.startsWith('offer-')) return [id, 'Samma produkt hos leverantören'];
    return id.startsWith('from-') ? [id, day] : [id, 'Ingen'];
  }));

/** What cannot move gets its alternative, and cancelling is confirmed by the customer's name where anything is bought anew. */
export const replaceRest = async (cast: Cast, { customerId }: Way): Promise<void> => {
  const { people } = cast;
  let card = await people.open('Astrid', 'replace', customerId);
  let isPlanned = false;
  while (Object.keys(inputsOf(card)).some((id) => id.startsWith('way-'))) {
    card = await people.confirmed('Astrid', card, plans(today(cast)));
    isPlanned = true;
  }
  if (isPlanned) await people.answer('Astrid', card, { understood: 'true' }, { typed: await nameOf(cast, customerId) });
  else await people.answer('Astrid', card, {});
  await people.done('replace', customerId);
};

export const close = async ({ people }: Cast, { customerId }: Way): Promise<void> => {
  await people.takeFor(customerId, 'Astrid', 'close', { ids: 'true', 'partner-of-record': 'true', access: 'true', told: 'Mejl till kunden' });
  await people.done('close', customerId);
};
