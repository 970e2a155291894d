import assert from 'node:assert/strict';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import { createPartnerCenter } from '../../partnercenter/partner-center.ts';
import { ASTRID, fakeApi, quietDeps } from './fake-api.ts';
import type { Call, FakeApi, Script } from './fake-api.ts';

const customer = (n: number): object => ({ id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, companyProfile: { companyName: `Customer ${n}`, domain: `c${n}.example` } });
const next = (token: string, uri = '/customers?size=500&seekOperation=Next'): object => ({
  next: { uri, method: 'GET', headers: [{ key: 'MS-ContinuationToken', value: token }, { key: 'X-Extra', value: 'kept' }] },
});

describe('lists of many pages', () => {
  let api: FakeApi | undefined;
  afterEach(async () => api?.close());
  const list = async (script: (call: Call, n: number) => Script): Promise<string[]> => {
    api = await fakeApi(script);
    return (await createPartnerCenter(quietDeps(api.fetch)).customers.list(ASTRID)).map(({ name }) => name);
  };

  it('follows the link with every header it names, and unites what comes twice', async () => {
    const names = await list((_, n) =>
      n === 1 ? { json: { totalCount: 2, items: [customer(1), customer(2)], links: next('b3BhcXVl') } } : { json: { items: [customer(2), customer(3)], links: {} } },
    );
    assert.deepEqual(names, ['Customer 1', 'Customer 2', 'Customer 3']);
    const second = api?.calls[1];
    assert.equal(second?.url, '/v1/customers?size=500&seekOperation=Next');
    assert.equal(second?.headers['ms-continuationtoken'], 'b3BhcXVl');
    assert.equal(second?.headers['x-extra'], 'kept');
    assert.equal(second?.headers['ms-correlationid'], api?.calls[0]?.headers['ms-correlationid']);
  });

  it('stops at pages that go round in a circle instead of giving a part for the whole', async () => {
    await assert.rejects(list(() => ({ json: { items: [customer(1)], links: next('same') } })), isPartnerCenterError);
    assert.equal(api?.calls.length, 2);
  });

  for (const uri of ['https://elsewhere.example/v1/customers', '//elsewhere.example/customers', 'customers']) {
    it(`does not take its token to ${uri}`, async () => {
      await assert.rejects(list(() => ({ json: { items: [], links: next('t', uri) } })), isPartnerCenterError);
      assert.equal(api?.calls.length, 1);
    });
  }

  it('lets no page choose who we are', async () => {
    const links = { next: { uri: '/customers?x=1', method: 'GET', headers: [{ key: 'authorization', value: 'Bearer other' }] } };
    await list((_, n) => ({ json: { items: [], ...(n === 1 ? { links } : {}) } }));
    assert.match(String(api?.calls[1]?.headers['authorization']), /^Bearer token-/);
  });

  it('an empty list is an empty list', async () => {
    assert.deepEqual(await list(() => ({ json: { totalCount: 0, items: [] } })), []);
  });
});
