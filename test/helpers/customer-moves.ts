import { equal } from 'node:assert/strict';
import type { Route } from '../../journey/facts.ts';
import { customerSubject } from '../../journey/facts.ts';
import type { Transfer, TransferPhase } from '../../journey/records.ts';
import { HAVSKOG } from '../../simulator/people.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import type { Answer, Moves } from './journey-moves.ts';
import { inputsOf } from './journey-moves.ts';
import { cardOf } from './lanes.ts';
import { togglesOf } from './moves.ts';
import type { PortalMoves } from './portal-moves.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

export type Cast = { readonly world: World; readonly people: Moves; readonly portal: PortalMoves };

/** One customer's way to its provider. */
export type Way = { readonly customerId: string; readonly providerId: string; readonly route: Route };

/** Who decides at the provider. */
const deciderAt = (providerId: string): string => (providerId === HAVSKOG ? 'Maria' : 'Sofia');

const today = ({ world }: Cast): string => world.clock.now().toISOString().slice(0, 10);

/** Classed, routed, and then either extended with the customer's consent, or invited and accepted. */
export const bringTogether = async (cast: Cast, { customerId, providerId, route }: Way): Promise<void> => {
  const { people } = cast;
  await people.takeFor(customerId, 'Erik', 'classify', {});
  await people.takeFor(customerId, 'Astrid', 'route', { route, provider: providerId, rights: 'no' });
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
export const secureAgreement = async (cast: Cast, { customerId, providerId, route }: Way): Promise<void> => {
  const { people, portal } = cast;
  // What the customer answered is read back when anybody's next step wakes the program.
  await people.done('invite', customerId);
  const kept = (await portal.customers()).find(({ id }) => id === customerId)?.directSigned === true;
  if (kept) await people.takeFor(customerId, 'Erik', 'agreement', {});
  else {
    await people.takeFor(customerId, 'Erik', 'agreement', { provider: providerId, state: 'asked' });
    equal((await people.standing('agreement', customerId)).state, 'waiting');
    await portal.agreement(customerId, route === 'rebuy' ? 'direct' : 'provider');
    await people.answer('Erik', await people.open('Erik', 'agreement', customerId), { provider: providerId, state: 'renewed', accepted: today(cast), evidence: 'Besked från leverantören' });
  }
  await people.done('agreement', customerId);
};

/** Astrid asks for everything of this customer that may move. */
export const askForAll = async ({ world: { room }, people }: Cast, { customerId }: Way): Promise<void> => {
  const customers = await people.nextCard('Astrid', await room.say('Astrid', 'flytta prenumerationer'), 'choose-customer');
  await room.press('Astrid', customers, 'choose-customer', { inputs: { customer: customerId } });
  const lines = await people.nextCard('Astrid', customers.id, 'choose-lines');
  await room.press('Astrid', lines, 'choose-lines', { inputs: Object.fromEntries(togglesOf(lines).map(({ id }) => [id, 'true'])) });
  await room.press('Astrid', await people.nextCard('Astrid', lines.id, 'send'), 'send');
};

/** The request for this customer, once it stands so. */
export const requestOf = ({ world }: Cast, { customerId }: Way, phase: TransferPhase): Promise<Transfer> =>
  until(`a request is ${phase}`, async () => (await world.transfers()).find((one) => one.customer.customerId === customerId && one.phase === phase), {
    ms: 40_000, told: async () => JSON.stringify((await world.transfers()).map(({ customer, phase: now, trouble }) => [customer.name, now, trouble])),
  });

/** The provider presses Accept in its own chat. */
export const acceptAll = async (cast: Cast, way: Way): Promise<void> => {
  const [name, transfer] = [deciderAt(way.providerId), await requestOf(cast, way, 'open')];
  await cast.world.room.press(name, await cardOf(cast.world, { name, transfer, verb: 'accept' }), 'accept');
};

/** The provider signs for what has arrived; the partner's own side is read back by the program. */
export const signOff = async (cast: Cast, way: Way): Promise<void> => {
  const { world } = cast;
  const [name, transfer] = [deciderAt(way.providerId), await requestOf(cast, way, 'complete')];
  await world.room.press(name, await cardOf(world, { name, transfer, verb: 'confirm-landed' }), 'confirm-landed');
  await until('both sides are checked', async () => (await world.transfers()).find((one) => one.transferId === transfer.transferId)?.sourceVerifiedAt !== undefined);
};

/** For each product on the card the way that is open: bought anew through the provider, or given up. */
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

export const isClosed = async ({ people }: Cast, customerId: string): Promise<boolean> => (await people.facts()).has('customer-closed', customerSubject(customerId));
