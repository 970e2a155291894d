import assert from 'node:assert/strict';
import { createAddresses } from '../../../bot/outbound/addresses.ts';
import { createOutbound } from '../../../bot/outbound/outbound.ts';
import { OutboundError } from '../../../bot/outbound/transport.ts';
import { end, serveLocally } from './rig.ts';

const TWINS = { entra: 'http://127.0.0.1:4020', partnerCenter: 'http://127.0.0.1:4010', teams: 'http://127.0.0.1:4000', clock: 'http://127.0.0.1:4030' };

/** Ways to write an address that looks like Teams' and leads elsewhere, or that two parsers read differently. */
const TRICKS: string[] = [
  'http://smba.trafficmanager.net/emea/', 'https://smba.trafficmanager.net:443/emea/', 'https://smba.trafficmanager.net:8443/', 'https://smba.trafficmanager.net./emea/',
  'https://SMBA.trafficmanager.net/', 'HTTPS://smba.trafficmanager.net/', 'https://user@smba.trafficmanager.net/', 'https://user:pw@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net@evil.example/', 'https://smba.trafficmanager.net%40evil.example/', 'https://smba.trafficmanager.net\\@evil.example/',
  'https:\\\\smba.trafficmanager.net\\', 'https:/smba.trafficmanager.net/', 'https:smba.trafficmanager.net/', '//smba.trafficmanager.net/', 'smba.trafficmanager.net',
  'https://smba.trafficmanager.net.evil.example/', 'https://evil.example/smba.trafficmanager.net', 'https://evil.example?smba.trafficmanager.net/', 'https://evil.example#@smba.trafficmanager.net/',
  'https://xsmba.trafficmanager.net/', 'https://smba.trafficmanager.net.', 'https://smba-trafficmanager.net/', 'https://smba.trafficmanager.com/', 'https://trafficmanager.net/',
  'https://sub.smba.trafficmanager.net/', 'https://ѕmba.trafficmanager.net/', 'https://smba.trafficmanager。net/', 'https://ｓmba.trafficmanager.net/', 'https://smba.traffic\tmanager.net/',
  ' https://smba.trafficmanager.net/', 'https://smba.trafficmanager.net/ ', 'https://smba.trafficmanager.net/\r\nHost: evil.example', 'https://smba.trafficmanager.net#fragment',
  'https://smba%2Etrafficmanager.net/', 'https://169.254.169.254/metadata/', 'http://169.254.169.254/', 'https://127.0.0.1/', 'http://127.0.0.1:4000/connector/', 'https://[::1]/',
  'https://0x7f.1/', 'https://2130706433/', 'https://localhost/', 'file:///etc/passwd', 'data:,x', 'javascript:alert(1)', 'ftp://smba.trafficmanager.net/', 'wss://smba.trafficmanager.net/', '',
];

describe('addresses that may be called', () => {
  it('knows at least forty tricks', () => assert.ok(TRICKS.length >= 40, String(TRICKS.length)));

  for (const trick of TRICKS) {
    it(`neither trusts nor calls ${JSON.stringify(trick)}`, async () => {
      const { isTrustedServiceUrl, rewrite } = createAddresses();
      assert.equal(isTrustedServiceUrl(trick), false);
      assert.throws(() => rewrite(trick), RangeError);
      const sent: unknown[] = [];
      const transport = { send: async (request: unknown) => { sent.push(request); throw new Error('sent'); }, close: async () => undefined };
      await assert.rejects(createOutbound({ transport }).fetch(trick), (error) => error instanceof OutboundError && error.kind === 'refused' && error.notSent);
      assert.deepEqual(sent, []);
    });
  }

  it('trusts the three connectors', () => {
    const { isTrustedServiceUrl } = createAddresses();
    for (const host of ['smba.trafficmanager.net/emea/', 'smba.infra.gcc.teams.microsoft.com/gcc', 'smba.infra.gov.teams.microsoft.us']) assert.ok(isTrustedServiceUrl(`https://${host}`));
    for (const odd of [undefined, null, 7, {}, ['https://smba.trafficmanager.net/'], 'https://smba.trafficmanager.net/?x=1']) assert.equal(isTrustedServiceUrl(odd), false);
  });

  it('in production leaves the listed hosts alone', () => {
    const { rewrite } = createAddresses();
    const url = 'https://api.partnercenter.microsoft.com/v1/customers?size=40';
    assert.equal(rewrite(url), url);
    assert.throws(() => rewrite('http://127.0.0.1:4020/'));
  });

  it('in a rehearsal leads each host to its twin, and none to the internet', () => {
    const { rewrite, isTrustedServiceUrl } = createAddresses(TWINS);
    assert.equal(rewrite('https://login.microsoftonline.com/t/oauth2/v2.0/token'), 'http://127.0.0.1:4020/t/oauth2/v2.0/token');
    assert.equal(rewrite('https://login.botframework.com/v1/.well-known/keys'), 'http://127.0.0.1:4020/botframework/v1/.well-known/keys');
    assert.equal(rewrite('https://graph.microsoft.com/v1.0/me/memberOf?$top=5'), 'http://127.0.0.1:4020/graph/v1.0/me/memberOf?$top=5');
    assert.equal(rewrite('https://api.partnercenter.microsoft.com/v1/x'), 'http://127.0.0.1:4010/v1/x');
    assert.equal(rewrite('http://127.0.0.1:4030/clock'), 'http://127.0.0.1:4030/clock');
    assert.ok(isTrustedServiceUrl('http://127.0.0.1:4000/connector/'));
    for (const other of ['https://smba.trafficmanager.net/', 'http://127.0.0.1:4001/connector/', 'http://localhost:4000/', 'http://127.0.0.1:4000@evil.example/', 'http://127.0.0.1:40000/']) {
      assert.equal(isTrustedServiceUrl(other), false, other);
      assert.throws(() => rewrite(other), other);
    }
  });
});

describe('the transport', () => {
  const at = (address: string) => createOutbound({ twins: { entra: address, partnerCenter: address, teams: address, clock: address } });
  const URL_OUT = 'https://graph.microsoft.com/v1.0/me';
  const kind = (expected: string) => (error: unknown): boolean => error instanceof OutboundError && error.kind === expected;

  it('follows no redirect', async () => {
    const reached: string[] = [];
    const other = await serveLocally((req, res) => { reached.push(String(req.headers.authorization)); res.end(); });
    const local = await serveLocally((_req, res) => end(res, 302, '', { location: other.address }));
    const out = at(local.address);
    await assert.rejects(out.fetch(URL_OUT, { headers: { authorization: 'Bearer x' } }), kind('refused'));
    await assert.rejects(out.msalNetworkClient.sendPostRequestAsync(URL_OUT, { body: 'a=b' }), kind('refused'));
    assert.deepEqual(reached, []);
    await Promise.all([out.close(), local.close(), other.close()]);
  });

  it('stops reading at the cap and at the deadline', async () => {
    const local = await serveLocally((req, res) => {
      if (req.url?.endsWith('/hang')) return;
      const timer = setInterval(() => res.write(Buffer.alloc(req.url?.endsWith('/drip') ? 1 : 100_000)), 5);
      res.once('close', () => clearInterval(timer));
    });
    const out = at(local.address);
    await assert.rejects(out.fetch(URL_OUT, { maxBytes: 200_000 }), kind('too-large'));
    await assert.rejects(out.fetch(`${URL_OUT}/hang`, { timeoutMs: 100 }), kind('timeout'));
    await assert.rejects(out.fetch(`${URL_OUT}/drip`, { timeoutMs: 100 }), kind('timeout'));
    await Promise.all([out.close(), local.close()]);
  });

  it('tells when nothing was sent, and gives empty answers as such', async () => {
    const local = await serveLocally((_req, res) => end(res, 204));
    const out = at(local.address);
    assert.equal((await out.fetch(URL_OUT)).status, 204);
    await local.close();
    await assert.rejects(out.fetch(URL_OUT), (error) => kind('unreachable')(error) && (error as OutboundError).notSent);
    await out.close();
  });

  it('gives msal the parsed body, or an empty one for a page', async () => {
    const local = await serveLocally((req, res) => end(res, req.method === 'GET' ? 200 : 502, req.method === 'GET' ? '{"a":1}' : '<html>'));
    const out = at(local.address);
    assert.deepEqual((await out.msalNetworkClient.sendGetRequestAsync(URL_OUT)).body, { a: 1 });
    const page = await out.msalNetworkClient.sendPostRequestAsync(URL_OUT, { body: 'x' });
    assert.deepEqual([page.status, page.body], [502, {}]);
    await Promise.all([out.close(), local.close()]);
  });
});
