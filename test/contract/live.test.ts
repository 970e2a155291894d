import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { readContractSettings } from '../../scripts/contract/settings.ts';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import { makeLiveWorld } from './live-world.ts';
import { startTwinWorld, type TwinWorld } from './twin-world.ts';

type Run = { code: number; out: string };
type Counts = Record<string, { calls: number; effects: number }>;

const LONN_BJORK = '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303';

/** `npm run contract` as a person starts it, with nothing else of ours in its environment. */
const contract = (env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Run> =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'] ?? '', ...env }, timeout: 50_000 };
    const child = execFile(process.execPath, ['scripts/run.mjs', 'scripts/contract.ts', ...args], options, (_error, stdout, stderr) => resolve({ code: child.exitCode ?? 1, out: `${stdout}${stderr}` }));
  });

describe('The contract suite against a live tenant, played by the twin', () => {
  let twins: TwinWorld;
  let token: string;
  beforeEach(async () => {
    twins = await startTwinWorld();
    assert.equal((await twins.signIn('Astrid Lind')).ok, true);
    token = await twins.tokens.source(twins.access('Astrid Lind'));
  });
  afterEach(() => twins.close());

  const credentials = () => ({
    CONTRACT_TENANT_ID: FJORDLINE, CONTRACT_APP_ID: twins.app.id, CONTRACT_APP_SECRET: twins.app.secret, CONTRACT_USER_TOKEN: token,
    CONTRACT_API_ADDRESS: twins.addresses.partnerCenter, CONTRACT_AUTHORITY: twins.addresses.entra,
  });
  /** What a person would look up beforehand. */
  const facts = async (): Promise<Record<string, string>> => {
    const { partnerCenter } = twins;
    const app = { kind: 'app', tenantId: FJORDLINE } as const;
    const customers = await partnerCenter.customers.list(app);
    const held = await partnerCenter.subscriptions.list(app, LONN_BJORK);
    const customer = (start: string): string => customers.find(({ name }) => name.startsWith(start))?.customerId ?? assert.fail(start);
    const holding = (offer: string): string => held.find(({ offerName }) => offerName.startsWith(offer))?.subscriptionId ?? assert.fail(offer);
    return {
      CONTRACT_CUSTOMER: LONN_BJORK, CONTRACT_PROVIDER: NORDVIND, CONTRACT_CUSTOMER_WITHOUT_PROVIDER: customer('Norrsken'),
      CONTRACT_CUSTOMER_ATTESTED: customer('Fjällsippan'), CONTRACT_CUSTOMER_NO_AGREEMENT: customer('Skärgård'), CONTRACT_PARTNER_OF_RECORD: '7000123',
      CONTRACT_SUBSCRIPTION_WITH_ADDONS: holding('Office 365 E3'), CONTRACT_SUBSCRIPTION_PLAIN: holding('Exchange Online'),
      CONTRACT_SUBSCRIPTION_AZURE: holding('Microsoft Azure'), CONTRACT_SUBSCRIPTION_SUSPENDED: holding('Visio'),
      CONTRACT_SUBSCRIPTION_NEW_COMMERCE: holding('Microsoft 365 Business Standard'),
    };
  };
  const counts = async (): Promise<Counts> => (await (await fetch(`${twins.addresses.portal}/counts`)).json()) as Counts;
  const writes = (seen: Counts): string[] => Object.keys(seen).filter((route) => !/^(GET|HEAD) /.test(route)).sort();
  const requireNoSecrets = ({ out }: Run): void => {
    for (const secret of [token, twins.app.secret]) assert.equal(out.includes(secret), false);
    assert.doesNotMatch(out, /eyJ[\w-]+\./);
  };

  it('reads, sends no write at all, and says what it did not run and why', async () => {
    const run = await contract({ ...credentials(), ...(await facts()) });
    assert.equal(run.code, 0, run.out);
    assert.match(run.out, /4 passed, 0 failed, 11 skipped \(http:\/\/127\.0\.0\.1:\d+, tenant [0-9a-f-]+, reads only\)/);
    assert.match(run.out, /who offered may take it back.*: writes, and this run only reads/);
    assert.match(run.out, /a lost answer.*: needs weather and a clock that only the twin has/);
    assert.match(run.out, /only the target accepts.*: does what cannot be taken back/);
    const seen = await counts();
    assert.deepEqual(writes(seen), []);
    assert.ok((seen['GET /v1/customers/:customerId/subscriptions']?.calls ?? 0) > 0);
    requireNoSecrets(run);
  });

  it('has a gate in front of the network that lets no write through, whoever tries', async () => {
    const settings = readContractSettings(credentials(), new Date()) ?? assert.fail('no settings');
    const { partnerCenter, partnerAdmin } = await makeLiveWorld(settings);
    const draft = { requestId: randomUUID(), customerId: LONN_BJORK, targetTenantId: NORDVIND, partnerOfRecord: '7000123', subscriptionIds: [randomUUID()] };
    const fromTheGate = (error: unknown): boolean => /POST .* must not be sent in this run/.test(inspect(error));
    await assert.rejects(partnerCenter.transfers.create(partnerAdmin, draft), fromTheGate);
    const writing = await makeLiveWorld({ ...settings, writes: true });
    await assert.rejects(writing.partnerCenter.transfers.accept(partnerAdmin, { customerId: LONN_BJORK, partnerCenterId: randomUUID(), requestId: randomUUID() }), fromTheGate);
    assert.deepEqual(writes(await counts()), []);
  });

  it('runs what needs no facts when none are given, and names the variables that are missing', async () => {
    const run = await contract(credentials());
    assert.equal(run.code, 0, run.out);
    assert.match(run.out, /1 passed, 0 failed, 14 skipped/);
    assert.match(run.out, /tells the three ways.*: needs CONTRACT_CUSTOMER, CONTRACT_CUSTOMER_ATTESTED, CONTRACT_CUSTOMER_NO_AGREEMENT/);
    assert.deepEqual(writes(await counts()), []);
  });

  it('writes only for the tenant that is named, and only what it takes back', async () => {
    const known = await facts();
    const wrong = await contract({ ...credentials(), ...known }, ['--writes', NORDVIND]);
    assert.deepEqual([wrong.code, wrong.out], [78, '--writes must name the tenant of CONTRACT_TENANT_ID; nothing was sent.\n']);
    const run = await contract({ ...credentials(), ...known }, ['--writes', FJORDLINE]);
    assert.equal(run.code, 0, run.out);
    assert.match(run.out, /5 passed, 0 failed, 10 skipped .*taken back/);
    assert.deepEqual(writes(await counts()), ['DELETE /v1/customers/:customerId/transfers/:transferId', 'POST /v1/customers/:customerId/transfers']);
    const left = await twins.partnerCenter.transfers.list({ kind: 'app', tenantId: FJORDLINE }, LONN_BJORK);
    assert.deepEqual(left.filter(({ phase }) => phase === 'active'), []);
    requireNoSecrets(run);
  });

  it('fails, without a write and without a secret in what it prints, when the tenant lets nobody in', async () => {
    const run = await contract({ ...credentials(), ...(await facts()), CONTRACT_USER_TOKEN: `${token.slice(0, -8)}AAAAAAAA` });
    assert.equal(run.code, 1, run.out);
    assert.match(run.out, /unauthorised/);
    assert.deepEqual(writes(await counts()), []);
    assert.equal(run.out.includes(token.slice(0, 40)), false);
  });

  it('says in one sentence what is missing or wrong, and sends nothing', async () => {
    const all = credentials();
    const without = ({ [name]: _, ...rest }: Record<string, string>, more: Record<string, string> = {}): Record<string, string> => ({ ...rest, ...more });
    const name = 'CONTRACT_APP_SECRET';
    const before = await counts();
    const cases: [Record<string, string>, string[], RegExp][] = [
      [without(all), [], /^A run against a live tenant also needs CONTRACT_APP_SECRET; .*\n$/],
      [{ ...all, CONTRACT_TENANT_ID: 'fjordline' }, [], /^CONTRACT_TENANT_ID must be a GUID\.\n$/],
      [{ ...all, CONTRACT_TENANT_ID: NORDVIND }, [], /^CONTRACT_USER_TOKEN is of another tenant than CONTRACT_TENANT_ID\.\n$/],
      [{ ...all, CONTRACT_USER_TOKEN: 'canary' }, [], /^CONTRACT_USER_TOKEN is not an access token\.\n$/],
      [{ ...all, CONTRACT_API_ADDRESS: 'http://partner.example' }, [], /^CONTRACT_API_ADDRESS must be an https address/],
      [{}, ['--writes', FJORDLINE], /^--writes names a tenant, but there are no credentials/],
      [all, ['--force'], /^npm run contract takes one option: --writes <tenant id>\.\n$/],
    ];
    const runs = await Promise.all(cases.map(([env, args]) => contract(env, args)));
    runs.forEach(({ code, out }, n) => {
      assert.equal(code, 78, out);
      assert.match(out, cases[n]?.[2] ?? /nothing/);
    });
    assert.deepEqual(await counts(), before);
  });
});
