import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ask, change, DAY, give, items, MINUTE } from './money.ts';
import { at, FJORDLINE, HAVSKOG, list, LONN, NORDVIND, transferBody, type Answer, type World } from './world.ts';

/** The three partners, and one more who has nothing to do with the customer. */
export const WHO = ['Astrid', 'Sofia', 'Maria', 'Peter'] as const;
export type Who = (typeof WHO)[number];
const TENANT: Record<Who, string> = { Astrid: FJORDLINE, Sofia: NORDVIND, Maria: HAVSKOG, Peter: 'nobody' };

/** What a walk does next; `on` picks a transfer, `some` the subscriptions, by number. */
export type Step =
  | { readonly do: 'offer' | 'accept' | 'reject' | 'withdraw' | 'cancel' | 'ask' | 'choose'; readonly who: Who; readonly on: number; readonly some: readonly number[] }
  | { readonly do: 'seats' | 'fail'; readonly some: readonly number[] }
  | { readonly do: 'write'; readonly who: Who; readonly some: readonly number[]; readonly to: 'suspended' | 'active' | 'deleted' | number }
  | { readonly do: 'wait'; readonly ms: number };

export const WAITS = [MINUTE, 16 * MINUTE, 31 * DAY] as const;

export type Walk = {
  readonly world: World;
  readonly customerId: string;
  /** Three legacy subscriptions, the first with an add-on, then three of new commerce. */
  readonly own: readonly string[];
  readonly transfers: string[];
  /** Transfers that the right partner has accepted. */
  readonly accepted: Set<string>;
  readonly frozen: Map<string, string>;
  readonly last: Map<string, string>;
  /** Model and state, as anybody has read them. */
  readonly reached: Set<string>;
};

/** A customer of its own for one walk, so that walks do not meet. */
export const begin = (world: World, reached: Set<string>): Walk => {
  const customerId = randomUUID();
  const model = world.state.customers.get(LONN);
  assert.ok(model);
  const links = [{ kind: 'direct', partnerId: FJORDLINE } as const, ...[NORDVIND, HAVSKOG].map((partnerId) => ({ kind: 'provider', partnerId, resellerId: FJORDLINE }) as const)];
  world.state.customers.set(customerId, { ...model, id: customerId, onmicrosoft: `${customerId}.onmicrosoft.com`, links });
  const own = (['e3', 'exchange', 'visio', 'standard', 'premium', 'teams'] as const).map((product, n) => {
    const id = randomUUID();
    give(world, product, { id, customerId, quantity: n + 2 });
    return id;
  });
  give(world, 'audio', { id: randomUUID(), customerId, quantity: 1, more: { parentSubscriptionId: own[0] } });
  return { world, customerId, own, transfers: [], accepted: new Set(), frozen: new Map(), last: new Map(), reached };
};

const url = (walk: Walk, rest: string): string => `/v1/customers/${walk.customerId}/${rest}`;
/** Offers take legacy subscriptions and choices those of new commerce, most of the time. */
const pick = (walk: Walk, { do: what, some }: Extract<Step, { some: readonly number[] }>): string[] => {
  const place = (n: number): number => (n >= 90 || (what !== 'offer' && what !== 'choose') ? n % 6 : what === 'offer' ? n % 3 : 3 + (n % 3));
  return [...new Set(some.map((n) => walk.own[place(n)] ?? ''))];
};
/** The newest transfer is 0, the one before it 1. */
const chosen = (walk: Walk, on: number): string => walk.transfers.at(-1 - on) ?? randomUUID();

const perform = async (walk: Walk, step: Step): Promise<Answer | undefined> => {
  const { world, customerId } = walk;
  if (step.do === 'wait') return void world.clock.advance(step.ms);
  const ids = pick(walk, step);
  const subscriptionId = ids[0] ?? '';
  if (step.do === 'write') return write(walk, step, subscriptionId);
  if (!('on' in step)) {
    if (step.do === 'fail') return world.portal('/portal/fail-line', { subscriptionId, description: 'SyncState' });
    return world.portal('/portal/seats', { customerId, subscriptionId, quantity: 1 + ((step.some[0] ?? 0) % 90) });
  }
  const id = chosen(walk, step.on);
  const { who } = step;
  switch (step.do) {
    case 'offer': return world.call(who, url(walk, 'transfers'), { method: 'POST', body: transferBody(ids) });
    case 'ask': return ask(world, { sourcePartnerTenantId: FJORDLINE, sourcePartnerName: 'Fjordline IT AB', customerEmailId: '', transferType: 5 }, who, customerId);
    case 'choose': return change(world, id, { who, customer: customerId, lineItems: ids.map((subscription) => ({ subscriptionId: subscription, productType: 'OnlineServicesNCE' })) });
    case 'cancel': return change(world, id, { who, customer: customerId, status: 'Cancel' });
    case 'reject': return change(world, id, { who, customer: customerId, status: 'reject' });
    case 'accept': return world.call(who, url(walk, `transfers/${id}/accept`), { method: 'POST' });
    case 'withdraw': return world.call(who, url(walk, `transfers/${id}`), { method: 'DELETE' });
  }
};

const write = async (walk: Walk, { who, to }: Extract<Step, { do: 'write' }>, id: string): Promise<Answer> => {
  const path = url(walk, `subscriptions/${id}`);
  const tag = at((await walk.world.call(who, path)).body, 'attributes', 'etag');
  return walk.world.call(who, path, { method: 'PATCH', body: typeof to === 'number' ? { quantity: to } : { status: to }, headers: typeof tag === 'string' ? { 'If-Match': tag } : {} });
};

/** Does one step and looks at everything from all sides. */
export const take = async (walk: Walk, step: Step): Promise<number> => {
  const answer = await perform(walk, step);
  assert.ok((answer?.status ?? 200) < 500, `${JSON.stringify(step)} answered ${answer?.status}`);
  if (answer?.status === 201) walk.transfers.push(String(at(answer.body, 'id')));
  if (answer?.status === 200 && 'on' in step && (step.do === 'accept' || step.do === 'choose')) noteAccept(walk, step);
  await look(walk);
  return answer?.status ?? 200;
};

/** Only the target accepts what was offered, only the source what was asked for. */
const noteAccept = (walk: Walk, step: Extract<Step, { on: number }>): void => {
  const id = chosen(walk, step.on);
  const transfer = walk.world.state.transfers.get(id);
  assert.equal(TENANT[step.who], step.do === 'accept' ? transfer?.target : transfer?.source, 'the wrong partner accepted');
  walk.accepted.add(id);
};

const FINAL = ['Complete', 'PartiallyComplete', 'Failed'];
/** What may be read next; a state that is not here is final. */
const NEXT: Record<string, readonly string[]> = {
  'A Active': ['Active', 'InProgress', 'Reject', 'gone', ...FINAL], 'B Pending': ['Pending', 'InProgress', 'Cancel', 'Expired', ...FINAL],
  'A InProgress': ['InProgress', ...FINAL], 'B InProgress': ['InProgress', ...FINAL],
};

const look = async (walk: Walk): Promise<void> => {
  const held = new Map<string, Who>();
  for (const who of WHO) {
    const transfers = await walk.world.call(who, url(walk, 'transfers'));
    if (who === 'Peter') assert.equal(transfers.status, 403);
    else checkTransfers(walk, who, list(transfers.body));
    for (const subscription of items(await walk.world.call(who, url(walk, 'subscriptions')))) {
      const id = String(at(subscription, 'id'));
      assert.ok(!held.has(id), `${who} sees a subscription of ${held.get(id)}`);
      held.set(id, who);
    }
  }
  await checkGone(walk);
};

const modelOf = (transfer: unknown): 'A' | 'B' => (at(transfer, 'transferType') === undefined ? 'A' : 'B');

const checkTransfers = (walk: Walk, who: Who, transfers: unknown[]): void => {
  const open = new Set<string>();
  for (const transfer of transfers) {
    const [source, target] = [at(transfer, 'sourcePartnerTenantId'), at(transfer, 'targetPartnerTenantId')];
    assert.ok(source === TENANT[who] || target === TENANT[who], `${who} sees a transfer of others`);
    const model = modelOf(transfer);
    const status = String(at(transfer, 'status'));
    step(walk, { id: String(at(transfer, 'id')), model, status });
    const lines = list(at(transfer, 'lineItems'));
    if (model === 'B' && target === TENANT[who] && !FINAL.includes(status)) assert.deepEqual(lines, []);
    for (const line of lines) checkLine(walk, transfer, line);
    if (!['Active', 'Pending', 'InProgress'].includes(status)) continue;
    for (const id of lines.flatMap((line) => [line, ...list(at(line, 'addonItems'))]).map((line) => String(at(line, 'subscriptionId')))) {
      assert.ok(!open.has(id), `${id} is in two open transfers`);
      open.add(id);
    }
  }
};

/** The state moved along the arrows only, and nothing ran that nobody had accepted. */
const step = (walk: Walk, now: { id: string; model: 'A' | 'B'; status: string }): void => {
  const before = walk.last.get(now.id);
  if (before === undefined) assert.equal(now.status, now.model === 'A' ? 'Active' : 'Pending');
  else assert.ok(before === now.status || NEXT[`${now.model} ${before}`]?.includes(now.status) === true, `${now.model}: ${before} became ${now.status}`);
  if (now.status === 'InProgress' || FINAL.includes(now.status)) assert.ok(walk.accepted.has(now.id), `${now.status} without an accept`);
  walk.last.set(now.id, now.status);
  walk.reached.add(`${now.model} ${now.status}`);
};

/** What a line says the first time it says for good, and what arrived says the same. */
const checkLine = (walk: Walk, transfer: unknown, line: unknown): void => {
  const name = `${String(at(transfer, 'id'))} ${String(at(line, 'subscriptionId'))}`;
  const amounts = JSON.stringify([at(line, 'quantity'), ...list(at(line, 'addonItems')).map((addon) => at(addon, 'quantity'))]);
  assert.equal(walk.frozen.get(name) ?? amounts, amounts, 'a frozen quantity changed');
  walk.frozen.set(name, amounts);
  if (at(line, 'status') !== 'Complete') return;
  const { world, customerId } = walk;
  const stamp = String(at(transfer, 'completedTime') ?? at(transfer, 'lastModifiedTime'));
  const arrived = world.state.heldSubscriptions(`${String(at(transfer, 'targetPartnerTenantId'))}/${customerId}`).filter(({ wire }) => wire.creationDate === stamp);
  assert.ok(arrived.some(({ wire }) => wire.quantity === at(line, 'quantity')), 'nothing arrived with the frozen quantity');
};

/** A withdrawn transfer is gone for both; nobody else ever finds one. */
const checkGone = async (walk: Walk): Promise<void> => {
  const id = walk.transfers.at(-1);
  if (id === undefined) return;
  for (const who of WHO) {
    const answer = await walk.world.call(who, url(walk, `transfers/${id}`));
    const transfer = walk.world.state.transfers.get(id);
    const isParty = transfer?.source === TENANT[who] || transfer?.target === TENANT[who];
    const expected = who === 'Peter' ? 403 : isParty && transfer?.phase !== 'Withdrawn' ? 200 : 404;
    assert.equal(answer.status, expected, `${who} reads a transfer that is ${transfer?.phase}`);
  }
  if (walk.world.state.transfers.get(id)?.phase === 'Withdrawn') step(walk, { id, model: 'A', status: 'gone' });
};
