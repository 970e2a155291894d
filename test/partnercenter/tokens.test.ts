import assert from 'node:assert/strict';
import { codeOfTokenError, isTokenError } from '../../partnercenter/errors.ts';
import { createTokens } from '../../partnercenter/tokens.ts';
import type { ExchangeResult, Tokens } from '../../partnercenter/tokens.ts';
import { ASTRID, FJORDLINE, NORDVIND, sleepyClock } from './fake-api.ts';
import { fakeEntra, jwt } from './fake-entra.ts';
import type { FakeEntra } from './fake-entra.ts';
import { memoryPartitions } from './memory-partitions.ts';
import type { MemoryPartitions } from './memory-partitions.ts';

const SOFIA = { kind: 'person', tenantId: NORDVIND, personId: 'c0ffee00-0000-4000-8000-000000000011' } as const;
const MINUTE = 60_000;
const claimsOf = (token: string): Record<string, unknown> => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
const ssoOf = (person: { tenantId: string; personId: string }): string => jwt({ oid: person.personId, tid: person.tenantId });
const failsWith = (why: string) => (error: unknown) => isTokenError(error) && error.why === why;

describe('the token broker', () => {
  let time: ReturnType<typeof sleepyClock>;
  let entra: FakeEntra;
  let partitions: MemoryPartitions;
  let tokens: Tokens;
  const broker = (): Tokens => createTokens({ appId: 'a99', appSecret: 'made-for-this-test', networkClient: entra.network, partitions, clock: time.clock, random: () => 0 });
  const signIn = (person: { tenantId: string; personId: string } = ASTRID): Promise<ExchangeResult> => tokens.exchange({ ...person, ssoToken: ssoOf(person) });

  beforeEach(() => {
    // msal-node looks at the machine's clock too, so the story begins now.
    time = sleepyClock(Date.now());
    entra = fakeEntra(time.clock);
    partitions = memoryPartitions();
    tokens = broker();
  });

  it('a hundred at once cause one call, for the application and for a person', async () => {
    const apps = await Promise.all(Array.from({ length: 100 }, () => tokens.source({ kind: 'app', tenantId: FJORDLINE })));
    assert.deepEqual([entra.calls.length, new Set(apps).size], [1, 1]);
    assert.equal(entra.calls[0]?.form.get('scope')?.split(' ')[0], 'https://api.partnercenter.microsoft.com/.default');
    await signIn();
    time.pass(50 * MINUTE);
    const people = await Promise.all(Array.from({ length: 100 }, () => tokens.source(ASTRID)));
    assert.deepEqual([entra.calls.length, new Set(people).size], [3, 1]);
    const fresh = await Promise.all(Array.from({ length: 100 }, () => tokens.source(ASTRID, { fresh: true })));
    assert.deepEqual([entra.calls.length, new Set(fresh).size], [4, 1]);
  });

  it('no tenant and no person ever sees the token of another', async () => {
    await signIn();
    await signIn(SOFIA);
    const [a, b, astrid, sofia, graph] = await Promise.all([
      tokens.source({ kind: 'app', tenantId: FJORDLINE }), tokens.source({ kind: 'app', tenantId: NORDVIND }), tokens.source(ASTRID), tokens.source(SOFIA), tokens.graphToken(FJORDLINE),
    ]);
    assert.deepEqual([a, b, graph].map((token) => claimsOf(token)['tid']), [FJORDLINE, NORDVIND, FJORDLINE]);
    assert.notEqual(a, graph);
    assert.deepEqual([astrid, sofia].map((token) => claimsOf(token)['oid']), [ASTRID.personId, SOFIA.personId]);
    await assert.rejects(tokens.source({ ...ASTRID, tenantId: NORDVIND }), failsWith('sign-in-needed'));
    for (const [key, { blob }] of partitions.rows) assert.ok(!blob.includes(key.startsWith(FJORDLINE) ? SOFIA.personId : ASTRID.personId), 'a partition holds somebody else');
  });

  it('an app token of another tenant is refused', async () => {
    entra.next = { claims: { tid: NORDVIND } };
    await assert.rejects(tokens.source({ kind: 'app', tenantId: FJORDLINE }), failsWith('refused'));
  });

  it('a sign-in outlives the process: another broker refreshes from the partition and stores the rotation', async () => {
    const result = await signIn();
    assert.ok(result.ok);
    assert.ok(Date.parse(result.expiresOn) > time.clock.now().getTime() + 59 * MINUTE);
    assert.equal(await tokens.has(FJORDLINE, ASTRID.personId.toUpperCase()), true);
    const second = broker();
    await second.source(ASTRID);
    assert.equal(entra.calls.length, 1, 'the access token in the partition is good yet');
    assert.equal(partitions.saves, 1);
    await second.source(ASTRID, { fresh: true });
    await broker().source(ASTRID, { fresh: true });
    assert.deepEqual(entra.calls.map(({ form }) => form.get('refresh_token')).slice(1), [`refresh|${ASTRID.personId}|1`, `refresh|${ASTRID.personId}|2`]);
    assert.equal(partitions.saves, 3);
  });

  it('refreshes when our clock says that 80 % of life is gone, and not before', async () => {
    await signIn();
    time.pass(47 * MINUTE);
    await tokens.source(ASTRID);
    assert.equal(entra.calls.length, 1);
    time.pass(2 * MINUTE);
    await broker().source(ASTRID);
    assert.equal(entra.calls.length, 2, 'an old token in the partition is renewed too');
    await tokens.source(ASTRID);
    assert.equal(entra.calls[2]?.grant, 'refresh_token');
  });

  it('uses what is left of a token while Entra is away, but not for a fresh one', async () => {
    await signIn();
    const first = await tokens.source(ASTRID);
    entra.next = { away: true };
    time.pass(50 * MINUTE);
    assert.equal(await tokens.source(ASTRID), first);
    await assert.rejects(tokens.source(ASTRID, { fresh: true }), failsWith('unreachable'));
    time.pass(11 * MINUTE);
    await assert.rejects(tokens.source(ASTRID), failsWith('unreachable'));
  });

  for (const [why, claims] of [
    ['no-mfa', { amr: ['pwd'] }],
    ['no-mfa', { amr: undefined }],
    ['other-person', { oid: SOFIA.personId }],
    ['other-person', { tid: NORDVIND }],
  ] as const) {
    it(`keeps nothing of an exchange that gives ${JSON.stringify(claims)}: ${why}`, async () => {
      entra.next = { claims };
      assert.deepEqual(await signIn(), { ok: false, why });
      assert.equal(partitions.rows.size, 0);
      await assert.rejects(tokens.source(ASTRID), failsWith('sign-in-needed'));
    });
  }

  it("does not even send somebody else's SSO token, nor something that is none", async () => {
    assert.deepEqual(await tokens.exchange({ ...ASTRID, ssoToken: ssoOf(SOFIA) }), { ok: false, why: 'other-person' });
    assert.deepEqual(await tokens.exchange({ ...ASTRID, ssoToken: 'nonsense' }), { ok: false, why: 'failed' });
    assert.equal(entra.calls.length, 0);
  });

  for (const [why, error] of [
    ['consent', { error: 'invalid_grant', error_codes: [65_001], suberror: 'consent_required', error_description: 'AADSTS65001: consent' }],
    ['no-mfa', { error: 'interaction_required', error_codes: [50_076], suberror: 'basic_action', claims: '{}', error_description: 'AADSTS50076: mfa' }],
    ['conditional-access', { error: 'interaction_required', error_codes: [53_003], suberror: 'message_only', error_description: 'AADSTS53003: policy' }],
    ['failed', { error: 'invalid_grant', error_codes: [50_013], error_description: 'AADSTS50013: assertion' }],
    ['failed', { error: 'invalid_client', error_codes: [7_000_215], error_description: 'AADSTS7000215: secret' }],
  ] as const) {
    it(`says why an exchange failed: ${error.error_description} -> ${why}`, async () => {
      entra.next = { error };
      assert.deepEqual(await signIn(), { ok: false, why });
    });
  }

  it('a fault of our own storage is not taken for an answer of Entra', async () => {
    partitions.save = () => Promise.reject(new Error('disk full'));
    await assert.rejects(signIn(), /disk full/);
  });

  it('a refresh token that Entra takes no more is removed, and the person asked to sign in', async () => {
    await signIn();
    entra.next = { error: { error: 'invalid_grant', error_codes: [700_082], error_description: 'AADSTS700082: expired' } };
    await assert.rejects(tokens.source(ASTRID, { fresh: true }), failsWith('sign-in-needed'));
    assert.equal(await tokens.has(FJORDLINE, ASTRID.personId), false);
  });

  it('keeps what Entra’s support asks for: number and correlation id', async () => {
    await signIn();
    entra.next = { error: { error: 'invalid_grant', error_codes: [1_234_567], error_description: 'AADSTS1234567: never heard of', correlation_id: 'corr-9' } };
    await assert.rejects(tokens.source(ASTRID, { fresh: true }), (error) => {
      assert.ok(isTokenError(error));
      assert.equal(codeOfTokenError(error), 'AADSTS1234567');
      assert.equal(error.correlationId, 'corr-9');
      return true;
    });
  });

  it('a policy that steps in keeps the sign-in, a refresh without MFA is never stored', async () => {
    await signIn();
    entra.next = { error: { error: 'invalid_grant', error_codes: [53_003], error_description: 'AADSTS53003: policy' } };
    await assert.rejects(tokens.source(ASTRID, { fresh: true }), failsWith('conditional-access'));
    entra.next = { claims: { amr: ['pwd'] } };
    await assert.rejects(tokens.source(ASTRID, { fresh: true }), failsWith('no-mfa'));
    assert.equal(partitions.saves, 1);
  });

  it("leaves another replica's rotation alone, and goes on with its own access token", async () => {
    await signIn();
    const key = `${FJORDLINE}|${ASTRID.personId}`;
    const theirs = { blob: '{"theirs":1}', version: 9 };
    entra.next = { wait: Promise.resolve().then(() => void partitions.rows.set(key, theirs)) };
    assert.ok(await tokens.source(ASTRID, { fresh: true }));
    assert.equal(partitions.rows.get(key), theirs);
  });

  it('forgets for good: what is under way is not stored any more', async () => {
    await signIn();
    let go = (): void => undefined;
    entra.next = { wait: new Promise((resolve) => (go = resolve)) };
    const underWay = [tokens.source(ASTRID, { fresh: true }), signIn()];
    const ends = Promise.allSettled(underWay);
    while (entra.calls.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await tokens.forget(FJORDLINE, ASTRID.personId);
    go();
    const [refresh, exchange] = await ends;
    assert.equal(refresh?.status, 'rejected');
    assert.deepEqual(exchange, { status: 'fulfilled', value: { ok: false, why: 'failed' } });
    assert.equal(partitions.rows.size, 0);
    await assert.rejects(tokens.source(ASTRID), failsWith('sign-in-needed'));
  });

  it('says that Entra refused, or could not be reached, for the application', async () => {
    entra.next = { error: { error: 'invalid_client', error_codes: [7_000_215], error_description: 'AADSTS7000215: secret' }, status: 401 };
    await assert.rejects(tokens.graphToken(FJORDLINE), (error) => isTokenError(error) && error.why === 'refused' && error.code === 'AADSTS7000215');
    entra.next = { error: { error: 'temporarily_unavailable', error_description: 'later' }, status: 503 };
    await assert.rejects(tokens.graphToken(FJORDLINE), failsWith('unreachable'));
    entra.next = { error: {}, status: 502 };
    await assert.rejects(tokens.graphToken(FJORDLINE), failsWith('unreachable'));
    entra.next = { away: true };
    await assert.rejects(tokens.graphToken(FJORDLINE), failsWith('unreachable'));
  });
});
