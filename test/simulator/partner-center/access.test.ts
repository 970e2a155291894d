import assert from 'node:assert/strict';
import { at, BYSTANDER, FJORDLINE, LONN, startWorld, TRANSFERS, userClaims, type Claims, type World } from './world.ts';

describe('Partner Center twin: who gets in', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const tokens: [string, Claims, { alg?: 'forged'; exp?: number }, number, unknown][] = [
    ['a good token', userClaims('Astrid'), {}, 200, undefined],
    ['a strange key', userClaims('Astrid'), { alg: 'forged' }, 401, 400],
    ['an expired token', userClaims('Astrid'), { exp: 1_600_000_000 }, 401, 400],
    ['the withdrawn audience', userClaims('Astrid', { aud: 'https://graph.windows.net' }), {}, 401, 900420],
    ['another audience', userClaims('Astrid', { aud: 'https://graph.microsoft.com' }), {}, 401, 400],
    ['an issuer of another tenant', userClaims('Astrid', { iss: `https://sts.windows.net/${BYSTANDER}/` }), {}, 401, 400],
    ['a token without scope', userClaims('Astrid', { scp: 'openid' }), {}, 401, 400],
    ['no multifactor evidence', userClaims('Astrid', { amr: ['pwd'] }), {}, 401, '900421'],
    ['no agent role', userClaims('Johan'), {}, 403, 900150],
    ['neither role nor evidence: role first', userClaims('Johan', { amr: ['pwd'] }), {}, 403, 900150],
    ['a tenant that is no partner', { ...userClaims('Astrid'), tid: '99999999-0d52-4f5e-9a41-6b0c2a7e1101' }, {}, 403, 2032],
  ];
  for (const [name, claims, how, status, code] of tokens) {
    it(`answers ${status} ${String(code ?? '')} to ${name}`, async () => {
      const { status: got, body, headers } = await world.withToken('/v1/profiles/mpn', await world.signer.sign(claims, how));
      assert.equal(got, status);
      assert.equal(at(body, 'code'), code);
      assert.equal(headers.has('www-authenticate'), status === 401);
    });
  }

  it('refuses a missing and a mangled token', async () => {
    assert.equal((await world.open('/v1/customers')).status, 401);
    assert.equal((await world.withToken('/v1/customers', 'abc.def.ghi')).status, 401);
  });

  it('refuses an app where a user is needed, and takes it elsewhere', async () => {
    const refused = await world.call(FJORDLINE, '/v1/profiles/mpn');
    assert.equal(refused.status, 403);
    assert.equal(at(refused.body, 'code'), '900329');
    assert.equal((await world.call(FJORDLINE, '/v1/customers')).status, 200);
    const filter = encodeURIComponent(JSON.stringify({ Field: 'IndirectReseller', Value: FJORDLINE, Operator: 'starts_with' }));
    assert.equal(at((await world.call(FJORDLINE, `/v1/customers?filter=${filter}`)).body, 'code'), '900329');
  });

  it('lets a helpdesk agent read customers, and nobody but admin and sales agents touch transfers', async () => {
    assert.equal((await world.call('Lena', '/v1/customers')).status, 200);
    const refused = await world.call('Lena', TRANSFERS);
    assert.deepEqual([refused.status, at(refused.body, 'code')], [403, 900150]);
    assert.equal((await world.call('Karin', TRANSFERS)).status, 403);
    assert.equal((await world.call('Erik', TRANSFERS)).status, 200);
  });

  it('knows unknown customers from customers of somebody else', async () => {
    for (const path of [`/v1/customers/${LONN}`, TRANSFERS, `/v1/customers/${LONN}/subscriptions`]) {
      const { status, body } = await world.call('Peter', path);
      assert.deepEqual([status, at(body, 'code')], [403, 20002]);
    }
    const unknown = await world.call('Astrid', '/v1/customers/00000000-7a24-4b6f-b0d9-15f7a8c33303');
    assert.deepEqual([unknown.status, at(unknown.body, 'code')], [404, '60003']);
  });

  it('says whether the sign-in was good enough, and gives ids back', async () => {
    const good = await world.call('Astrid', '/v1/customers', { headers: { ValidateMfa: 'true', 'MS-RequestId': 'r-1', 'MS-CorrelationId': 'c-1' } });
    assert.equal(good.headers.get('ismfacompliant'), 'true');
    assert.equal(good.headers.get('ms-requestid'), 'r-1');
    assert.equal(good.headers.get('ms-correlationid'), 'c-1');
    const weak = await world.signer.sign(userClaims('Astrid', { amr: ['pwd'] }));
    assert.equal((await world.withToken('/v1/customers', weak, { headers: { ValidateMfa: 'true' } })).headers.get('ismfacompliant'), 'false');
  });

  it('answers bad input with 4xx and never with 500', async () => {
    const post = { method: 'POST' };
    const answers = await Promise.all([
      world.call('Astrid', TRANSFERS, { ...post, raw: '{"a":' }),
      world.call('Astrid', TRANSFERS, { ...post, raw: '[]' }),
      world.call('Astrid', TRANSFERS, { ...post, raw: 'null' }),
      world.call('Astrid', TRANSFERS, { ...post, body: { lineItems: 5, sourcePartnerTenantId: {}, targetPartnerTenantId: [] } }),
      world.call('Astrid', TRANSFERS, post),
      world.call('Astrid', `${TRANSFERS}/not-an-id`),
      world.call('Astrid', '/v1/customers/%00'),
      world.call('Astrid', '/v1/customers?filter=%7B'),
      world.call('Astrid', '/v1/customers?filter=3'),
      world.call('Astrid', '/v1/customers?size=-1'),
      world.call('Astrid', '/v1/customers?seekOperation=Next'),
      world.call('Astrid', '/v1/relationships'),
      world.call('Astrid', '/v1/auditrecords'),
      world.call('Astrid', '/v1/auditrecords?startDate=2020-01-01'),
      world.call('Astrid', '/v1/nothing/here'),
    ]);
    for (const { status } of answers) assert.ok(status >= 400 && status < 500, String(status));
    const large = await world.call('Astrid', TRANSFERS, { ...post, body: { text: 'x'.repeat(1_100_000) } });
    assert.equal(large.status, 413);
  });
});
