import { deepEqual, equal, ok } from 'node:assert/strict';
import { newCustomerSubject } from '../../journey/facts.ts';
import type { Transfer } from '../../journey/records.ts';
import { appendFacts, factsOf } from '../../ledger/facts.ts';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import { CUSTOMER_UNTIL } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import { lanesOf, openLine } from '../helpers/lanes.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

type Post = { readonly eventName: string; readonly tenantId: string; readonly phase: string };
type State = { readonly registrations: readonly { readonly url: string }[]; readonly deliveries: readonly Post[] };

describe('Partner Center says that something has changed (F40)', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await startWorld({ events: true, completionDelayMs: DAY });
    await until('both companies are registered', async () => (await state()).registrations.filter(({ url }) => url.startsWith(world.addresses.bot)).length >= 2);
  });
  after(() => world.close());

  const state = (): Promise<State> => world.portal<State>('/state');
  const now = async ({ transferId }: Transfer): Promise<Transfer> => {
    const found = (await world.transfers()).find((one) => one.transferId === transferId);
    ok(found);
    return found;
  };
  const nextLookIn = async ({ transferId }: Transfer): Promise<number> => {
    const { look_at: at } = await world.db.kysely.selectFrom('transfer').select('look_at').where('transfer_id', '=', transferId).executeTakeFirstOrThrow();
    return at === null ? Infinity : at.getTime() - world.clock.now().getTime();
  };
  const taken = async (event: string): Promise<string[]> =>
    (await world.db.kysely.selectFrom('hint').select('tenant_id').where('event', '=', event).orderBy('tenant_id').execute()).map((row) => row.tenant_id);
  /** An open request at which the bot looks by itself once an hour only. */
  const oldRequest = async (which: number): Promise<Transfer> => {
    const lane = (await lanesOf(world))[which];
    ok(lane);
    const open = await openLine(world, lane);
    await world.pass(2 * DAY);
    await until('the next look is far away', async () => (await nextLookIn(open)) > 50 * 60_000);
    return open;
  };
  const decide = (open: Transfer, verb: string): Promise<unknown> => world.portal(`/portal/transfers/${String(open.partnerCenterId)}`, { verb });

  it('and it is seen at once, long before the bot would have looked by itself', async () => {
    const open = await oldRequest(0);
    await decide(open, 'reject');
    await until('what was decided elsewhere is seen', async () => (await now(open)).phase === 'rejected');
    equal((await now(open)).decided?.elsewhere, true);
    await until('the twin has heard the answers', async () => (await state()).deliveries.every(({ phase }) => phase === 'delivered'));
    deepEqual(await taken('update-transfer'), [FJORDLINE, NORDVIND].toSorted());
  });

  it('and nothing is missed when it does not say so', async () => {
    const open = await oldRequest(1);
    await world.portal('/webhook-faults', { kind: 'lost', eventName: 'update-transfer', times: 2 });
    const before = await taken('update-transfer');
    await decide(open, 'withdraw');
    await world.pass(HOUR);
    await until('the withdrawal is seen', async () => (await now(open)).phase === 'withdrawn');
    deepEqual(await taken('update-transfer'), before);
  });

  it('and a customer who has accepted an invitation is noticed', async () => {
    const name = 'Ny Kund AB';
    const subject = newCustomerSubject(name);
    const facts = [...CUSTOMER_UNTIL.invite(), aFact('invitation-sent', { providerId: NORDVIND, how: 'mail' }, { subject })];
    await world.db.kysely.transaction().execute((trx) => appendFacts(trx, facts));
    await world.portal('/portal/invitations/accept', { name, slug: 'nykund', partnerId: FJORDLINE, providerId: NORDVIND });
    await until('the acceptance is recorded', async () => (await factsOf(world.db.kysely, FJORDLINE)).latest('invitation-accepted', subject)?.proof === 'verified');
    deepEqual(await taken('indirect-reseller-relationship-accepted-by-customer'), [FJORDLINE, NORDVIND].toSorted());
  });
});
