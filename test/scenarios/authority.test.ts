import { deepEqual, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import type { Transfer } from '../../journey/records.ts';
import { PEOPLE } from '../../simulator/people.ts';
import type { AgentRole } from '../../simulator/people.ts';
import type { MessageView } from '../../simulator/teams/records.ts';
import { auditOf, cardOf, decisionsOf, lanesOf, openLine, quiet, standing } from '../helpers/lanes.ts';
import { buttonsOf, personId, wordsOf } from '../helpers/room.ts';
import type { PressResult } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const WRITES = /^(POST|PATCH|DELETE) /;
const NORDVINDS = ['Nordvind', 'Fjordline', 'Sofia', 'Astrid'];

/** What stands against a press: the writes that took effect, the decisions, and the lines about refusals. */
type Facts = { readonly writes: number; readonly decisions: number; readonly refusals: number };

describe('Who may press', function () {
  this.timeout(180_000);
  let world: World;
  let open: Transfer;
  let landed: Transfer;
  before(async () => {
    world = await startWorld({ completionDelayMs: 3_600_000 });
    const lanes = await lanesOf(world);
    landed = await openLine(world, lanes[0] ?? { customerId: '', subscriptionId: '' });
    await world.room.press('Sofia', await cardOf(world, { name: 'Sofia', transfer: landed, verb: 'accept' }), 'accept');
    await standing(world, landed.transferId, 'in-progress');
    world.clock.advance(3_700_000);
    await standing(world, landed.transferId, 'complete');
    open = await openLine(world, lanes[1] ?? { customerId: '', subscriptionId: '' });
    await quiet(world);
  });
  after(() => world.close());

  const facts = async (transfer: Transfer): Promise<Facts> => ({
    writes: await world.effects(WRITES),
    decisions: (await decisionsOf(world, transfer)).length,
    refusals: (await auditOf(world, transfer.transferId, 'refused')).length,
  });

  /** Presses with data of the test's choosing on any message of that chat. */
  const pressWith = async (name: string, data: unknown, as: 'execute' | 'submit' = 'execute'): Promise<PressResult> => {
    const message = (await world.room.messages(name)).find((one) => one.from === 'bot');
    const action = { type: as, ...(as === 'execute' ? { verb: String((data as { verb?: unknown } | null)?.verb) } : {}), data };
    const body = JSON.stringify({ activityId: message?.id, action });
    const response = await fetch(`${world.addresses.teams}/api/people/${personId(name)}/press`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { results } = (await response.json()) as { results: PressResult[] };
    return results[0] ?? { outcome: 'nothing', httpStatus: 0 };
  };

  const handleOf = (message: MessageView, verb: string): string => String(buttonsOf(message).find((button) => button.verb === verb)?.data['handle']);

  /** Refused politely: a sentence that says so, nothing written, one line in the audit. */
  const refused = async (transfer: Transfer, press: () => Promise<PressResult>, words: RegExp): Promise<string> => {
    const before = await facts(transfer);
    const result = await press();
    const said = JSON.stringify(result.body ?? {});
    equal(result.httpStatus, 200);
    match(said, words);
    deepEqual(await facts(transfer), { ...before, refusals: before.refusals + 1 });
    return said;
  };

  describe('with a card of one’s own, in every role (A16)', () => {
    const ROLES: readonly (readonly AgentRole[])[] = [['GlobalAdministrator'], ['HelpdeskAgents'], [], ['SalesAgents']];
    const VERBS = [
      { name: 'Sofia', verb: 'accept', on: () => open, sales: true },
      { name: 'Sofia', verb: 'reject', on: () => open, sales: true },
      { name: 'Sofia', verb: 'confirm-landed', on: () => landed, sales: true },
      { name: 'Astrid', verb: 'withdraw', on: () => open, sales: false },
      { name: 'Astrid', verb: 'check-source', on: () => landed, sales: true },
    ] as const;
    const handles = new Map<string, string>();

    before(async () => {
      for (const { name, verb, on } of VERBS) {
        const row = await world.db.kysely.selectFrom('card').select('handle').where('transfer_id', '=', on().transferId).where('person_id', '=', personId(name)).orderBy('created_at', 'desc').executeTakeFirst();
        handles.set(verb, row?.handle ?? '');
      }
    });

    for (const roles of ROLES) {
      for (const { name, verb, on, sales } of VERBS) {
        if (sales && roles[0] === 'SalesAgents') continue;
        it(`${roles[0] ?? 'no role'}: ${verb} is refused, and says which role it takes`, async () => {
          await world.entra(`/twin/people/${personId(name)}`, { roles });
          world.clock.advance(61_000);
          await refused(on(), () => pressWith(name, { verb, handle: handles.get(verb), reason: 'credit' }), /Partner Center.*(agent|Admin)/i);
        });
      }
    }

    it('SalesAgents: check-source is allowed', async () => {
      await world.entra(`/twin/people/${personId('Astrid')}`, { roles: ['SalesAgents'] });
      world.clock.advance(61_000);
      const before = await facts(landed);
      equal((await pressWith('Astrid', { verb: 'check-source', handle: handles.get('check-source') })).outcome, 'card');
      deepEqual(await facts(landed), before);
    });

    after(async () => {
      for (const name of ['Astrid', 'Sofia']) await world.entra(`/twin/people/${personId(name)}`, { roles: ['AdminAgents'] });
      world.clock.advance(61_000);
    });
  });

  describe('with the handle of somebody else’s card (A17, A18, A19, A20)', () => {
    const STRANGERS = ['Oskar', 'Lena', 'Astrid', 'Erik', 'Karin', 'Johan', 'Maria'] as const;
    for (const name of STRANGERS) {
      for (const verb of ['accept', 'reject', 'withdraw', 'confirm-landed', 'check-source', 'refresh', 'resend']) {
        it(`${name}: ${verb} on Sofia’s card`, async () => {
          const handle = handleOf(await cardOf(world, { name: 'Sofia', transfer: open, verb: 'accept' }), 'accept');
          const said = await refused(open, () => pressWith(name, { verb, handle, reason: 'credit' }), /(no longer recognises|känner inte)/);
          for (const word of [...NORDVINDS, open.customer.name]) ok(!said.includes(word), `the answer does not say ${word}`);
        });
      }
    }

    it('by the other door too, and without a word about the other company', async () => {
      const handle = handleOf(await cardOf(world, { name: 'Sofia', transfer: open, verb: 'accept' }), 'accept');
      const before = await facts(open);
      await pressWith('Maria', { verb: 'accept', handle }, 'submit');
      await until('the audit has a line', async () => (await facts(open)).refusals === before.refusals + 1);
      deepEqual(await facts(open), { ...before, refusals: before.refusals + 1 });
      const chat = (await world.room.messages('Maria')).map(wordsOf).join('\n');
      for (const word of [open.customer.name, 'Fjordline', 'Sofia']) ok(!chat.includes(word), `Maria’s chat does not say ${word}`);
    });

    it('a company that the bot does not serve does not even come in', async () => {
      const answer = await world.room.say('Peter', 'status').then(() => world.room.messages('Peter'));
      deepEqual(answer.filter((message) => message.from === 'bot'), []);
      equal(await world.db.kysely.selectFrom('person').selectAll().where('person_id', '=', personId('Peter')).executeTakeFirst(), undefined);
    });
  });

  describe('with data that no card of ours carries (A19, A21)', () => {
    it('unknown handles, wrong types, prototype keys and monsters: an answer of the contract, and nothing written', async () => {
      const before = await facts(open);
      const handle = handleOf(await cardOf(world, { name: 'Sofia', transfer: open, verb: 'accept' }), 'accept');
      const odd = fc.oneof(
        fc.record({ verb: fc.constantFrom('accept', 'reject', 'withdraw'), handle: fc.string({ maxLength: 40 }) }),
        fc.record({ verb: fc.anything(), handle: fc.constant(handle) }),
        fc.record({ verb: fc.constant('reject'), handle: fc.constant(handle), reason: fc.oneof(fc.integer(), fc.string(), fc.constant(null)) }),
        fc.record({ verb: fc.constantFrom('Accept', 'accept ', '__proto__', 'constructor', 'toString'), handle: fc.constant(handle) }),
        fc.constant(JSON.parse(`{"__proto__":{"verb":"accept"},"handle":"${handle}"}`) as object),
        fc.constant({ verb: 'accept', handle: [handle] }),
        fc.constant({ verb: 'accept', handle: 'x'.repeat(100_000) }),
        fc.jsonValue(),
      );
      await fc.assert(
        fc.asyncProperty(odd, fc.constantFrom('execute' as const, 'submit' as const), async (data, door) => {
          const { outcome, httpStatus } = await pressWith('Sofia', JSON.parse(JSON.stringify(data ?? null)), door);
          // The front door turns prototype keys and monsters away before anybody reads them.
          const fine = httpStatus === 200 ? ['card', 'toast', 'error', 'delivered'].includes(outcome) : httpStatus === 400 || httpStatus === 413;
          ok(fine, `${outcome} ${httpStatus} for ${JSON.stringify(data).slice(0, 200)}`);
        }),
        { numRuns: 120 },
      );
      const after = await facts(open);
      deepEqual([after.writes, after.decisions], [before.writes, before.decisions]);
      equal(({} as { verb?: unknown }).verb, undefined);
    });

    it('extra keys beside a good press are left behind', async () => {
      const handle = handleOf(await cardOf(world, { name: 'Sofia', transfer: open, verb: 'accept' }), 'accept');
      const data = { verb: 'refresh', handle, transferId: landed.transferId, customerId: 'x', revision: 99, person: personId('Astrid') };
      const { outcome, body } = await pressWith('Sofia', data);
      equal(outcome, 'card');
      ok(JSON.stringify(body?.value).includes(String(open.partnerCenterId)), 'the card of the handle, not of the data');
    });
  });

  describe('in words', () => {
    for (const [name, words] of [['Erik', 'transfer'], ['Karin', 'flytta prenumerationer'], ['Johan', 'transfer'], ['Bodil', 'transfer'], ['Sofia', 'transfer'], ['Oskar', 'flytta']] as const) {
      it(`${name} may not begin a transfer, and is told why`, async () => {
        const before = await facts(open);
        const { roles } = PEOPLE.find((person) => person.id === personId(name)) ?? { roles: [] };
        const known = (await world.room.messages(name)).length;
        await world.room.say(name, words);
        const answer = await until('an answer', async () => (await world.room.messages(name)).slice(known).find((message) => message.from === 'bot'));
        match(wordsOf(answer), /(agent|other company|andra företaget)/i, roles.join());
        deepEqual(await facts(open), before);
      });
    }

    it('each sees only the transfers of their own company', async () => {
      for (const [name, sees] of [['Johan', true], ['Lena', true], ['Maria', false]] as const) {
        const known = (await world.room.messages(name)).length;
        await world.room.say(name, 'status');
        const answer = await until('an answer', async () => (await world.room.messages(name)).slice(known).find((message) => message.from === 'bot'));
        equal(wordsOf(answer).includes(open.customer.name), sees, name);
      }
    });
  });

  it('without a second factor nothing is recorded, and the person is told (A33)', async () => {
    await world.entra(`/twin/people/${personId('Oskar')}`, { amr: ['pwd'] });
    const card = await cardOf(world, { name: 'Oskar', transfer: open, verb: 'accept' });
    const before = await facts(open);
    const [result] = await world.room.press('Oskar', card, 'accept');
    match(JSON.stringify(result?.body), /(multifactor|multifaktor)/i);
    deepEqual(await facts(open), before);
    equal(await world.db.kysely.selectFrom('sealed_token').selectAll().where('person_id', '=', personId('Oskar')).executeTakeFirst(), undefined);
  });
});
