import { transferCard } from '../../cards/transfer-card.ts';
import { waitingOn } from '../../journey/next-steps.ts';
import type { Transfer, TransferPhase } from '../../journey/records.ts';
import { createText } from '../../locales/text.ts';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import { togglesOf } from './moves.ts';
import { buttonsOf, personId, wordsOf } from './room.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** One subscription that may move to Nordvind, the smallest thing that a request can be about, or that and one more beside it. */
export type Lane = { readonly customerId: string; readonly subscriptionId: string; readonly beside?: string };

type Link = { kind: string; partnerId: string };
type State = {
  customers: { id: string; links: Link[]; directSigned: boolean }[];
  subscriptions: { customerId: string; owner: string; wire: { id: string; offerId: string; status: string; isTrial?: boolean; parentSubscriptionId?: string } }[];
  transfers: { phase: string; lines: { subscriptionId: string }[] }[];
};

/** Legacy licences have a GUID for an offer; legacy Azure has this word. */
const LEGACY = /^([0-9a-f]{8}-|MS-AZR-0145P$)/i;

/** What may move to Nordvind and to nobody else, read from the twin: a story may change, this stays right. */
export const lanesOf = async (world: World): Promise<Lane[]> => {
  const { customers, subscriptions, transfers } = await world.portal<State>('/state');
  const held = new Set(transfers.filter(({ phase }) => phase === 'Active' || phase === 'InProgress').flatMap(({ lines }) => lines.map((line) => line.subscriptionId)));
  const providers = (links: readonly Link[]): string => links.filter((link) => link.kind === 'provider').map((link) => link.partnerId).join();
  const ready = new Set(customers.filter(({ links, directSigned }) => directSigned && providers(links) === NORDVIND).map(({ id }) => id));
  return subscriptions
    .filter(({ customerId, owner, wire }) => ready.has(customerId) && owner === FJORDLINE && wire.status === 'active' && !held.has(wire.id))
    .filter(({ wire }) => wire.parentSubscriptionId === undefined && wire.isTrial !== true && LEGACY.test(wire.offerId))
    .map(({ customerId, wire }) => ({ customerId, subscriptionId: wire.id }));
};

/** The newest message of the chat that came after `known`, with a button of that verb. */
export const newCard = (world: World, name: string, { verb, known }: { verb: string; known: ReadonlySet<string> }): Promise<MessageView> =>
  world.room.find(name, `a new card with "${verb}"`, (message) => !known.has(message.id) && buttonsOf(message).some((button) => button.verb === verb), 30_000);

export const knownIn = async (world: World, name: string): Promise<Set<string>> => new Set((await world.room.messages(name)).map((message) => message.id));

/** Walks the dialog up to the summary of this one line. */
export const prepareLine = async (world: World, lane: Lane, name = 'Astrid'): Promise<MessageView> => {
  // A conversation that a crash left half-way would answer first.
  await world.room.say(name, 'cancel');
  const known = await knownIn(world, name);
  await world.room.say(name, 'transfer');
  const customers = await newCard(world, name, { verb: 'choose-customer', known });
  await world.room.press(name, customers, 'choose-customer', { inputs: { customer: lane.customerId } });
  const lines = await newCard(world, name, { verb: 'choose-lines', known });
  const inputs = Object.fromEntries(togglesOf(lines).map(({ id }) => [id, String(id.includes(lane.subscriptionId) || id.includes(lane.beside ?? 'nothing beside it'))]));
  await world.room.press(name, lines, 'choose-lines', { inputs });
  return newCard(world, name, { verb: 'send', known });
};

/** The transfer that fits, once there is one; says at failure what there was instead. */
const found = (world: World, what: string, fits: (transfer: Transfer) => boolean): Promise<Transfer> =>
  until(what, async () => (await world.transfers()).find(fits), {
    ms: 40_000,
    told: async () => JSON.stringify((await world.transfers()).slice(-3).map(({ transferId, phase, trouble }) => ({ transferId, phase, trouble }))),
  });

/** This transfer, once it stands so. */
export const standing = (world: World, transferId: string, phase: TransferPhase): Promise<Transfer> =>
  found(world, `the transfer ${transferId} is ${phase}`, (transfer) => transfer.transferId === transferId && transfer.phase === phase);

export const knownTransfers = async (world: World): Promise<Set<string>> => new Set((await world.transfers()).map(({ transferId }) => transferId));

/** A transfer that was not there before, once it stands so. */
export const appearing = (world: World, known: ReadonlySet<string>, phase: TransferPhase): Promise<Transfer> =>
  found(world, `a new transfer is ${phase}`, (transfer) => !known.has(transfer.transferId) && transfer.phase === phase);

/** Sends a request for this one line; returns when it is open. */
export const openLine = async (world: World, lane: Lane): Promise<Transfer> => {
  const known = await knownTransfers(world);
  await world.room.press('Astrid', await prepareLine(world, lane), 'send');
  return appearing(world, known, 'open');
};

/** The person's living card of this transfer, once it has that button. */
export const cardOf = async (world: World, { name, transfer, verb }: { name: string; transfer: Transfer; verb: string }): Promise<MessageView> => {
  const handles = async (): Promise<Set<string>> => {
    const rows = await world.db.kysely.selectFrom('card').select('handle').where('transfer_id', '=', transfer.transferId).where('person_id', '=', personId(name)).execute();
    return new Set(rows.map((row) => row.handle));
  };
  return until(`${name} has a card of ${transfer.transferId} with "${verb}"`, async () => {
    const own = await handles();
    return (await world.room.messages(name)).findLast((message) => buttonsOf(message).some((button) => button.verb === verb && own.has(String(button.data['handle']))));
  }, { ms: 30_000 });
};

/** Everything that was owed has been sent or given up; what is held back for another hour is owed then. */
export const quiet = (world: World): Promise<unknown> =>
  until('nobody is owed a message', async () => (await world.db.kysely.selectFrom('outbox').selectAll().where('state', '=', 'waiting').where('held', 'is', null).execute()).length === 0, { ms: 40_000 });

const PHASES: readonly TransferPhase[] = [
  'creating', 'not-created', 'open', 'accepting', 'rejecting', 'withdrawing', 'in-progress', 'complete', 'partly-complete', 'failed', 'rejected', 'withdrawn', 'not-known',
  'asked', 'offering', 'offered', 'taking', 'declined', 'cancelling', 'cancelled', 'expired',
];

/** The phases that a chat shows for a transfer, one for each of its messages, oldest first; found by the card's own title. */
export const phasesIn = async (world: World, name: string, transfer: Transfer): Promise<TransferPhase[]> => {
  const titles = PHASES.flatMap((phase) => (['en', 'sv'] as const).map((locale) => ({ phase, title: titleOf({ ...transfer, phase }, locale) })));
  const messages = await world.room.messages(name);
  return messages.flatMap((message) => {
    const lines = wordsOf(message).split('\n');
    return titles.filter(({ title }) => lines.includes(title)).slice(0, 1).map(({ phase }) => phase);
  });
};

const titleOf = (transfer: Transfer, locale: 'en' | 'sv'): string => {
  const text = createText(locale);
  const nothing = { side: 'partner' as const, mayDecide: false, mayWithdraw: false, mayConfirm: false, mayResend: false, mayCheck: false };
  const card = transferCard({ transfer: { ...transfer, landed: undefined }, viewer: nothing, handle: '', waitingOn: waitingOn(transfer) }, text);
  return wordsOf({ text: '', attachments: [{ contentType: '', content: card }] } as unknown as MessageView).split('\n').find((line) => line !== '') ?? '';
};

export const decisionsOf = async (world: World, transfer: Transfer) =>
  world.db.kysely.selectFrom('decision').selectAll().where('transfer_id', '=', transfer.transferId).orderBy('revision').execute();

/** Audit lines about a transfer that begin so. */
export const auditOf = async (world: World, transferId: string, beginning = '') =>
  (await world.db.kysely.selectFrom('audit').selectAll().where('subject', '=', transferId).orderBy('sequence').execute()).filter((row) => row.event.startsWith(beginning));
