import assert from 'node:assert/strict';
import { TEXTS } from '../../../simulator/portal/texts.ts';
import { at, createOne, FJORDLINE, LONN, startWorld, type World } from '../partner-center/world.ts';

describe('The portal: its pages', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const page = async (path: string): Promise<string> => String((await world.portal(path)).body);
  const post = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${world.portalAddress}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });

  it('has a word in both languages for everything, and says it', async () => {
    for (const lang of ['en', 'sv'] as const) {
      for (const [path, heading] of [['/', TEXTS[lang].overview], ['/customers', TEXTS[lang].customers], ['/rehearsal', TEXTS[lang].rehearsal]]) {
        const text = await page(`${String(path)}?lang=${lang}`);
        assert.ok(text.includes(`<html lang="${lang}">`) && text.includes(`<h1>${String(heading)}`), `${String(path)} ${lang}`);
        assert.ok(!text.includes('<script') && !text.includes('undefined'), `${String(path)} ${lang}`);
      }
    }
    assert.ok(Object.values(TEXTS.sv).every((text) => text !== ''));
  });

  it('finds customers by name, a page at a time, and escapes what is typed', async () => {
    assert.match(await page('/customers?q=l%C3%B6nn'), /Lönn &amp; Björk Trä AB/);
    assert.doesNotMatch(await page('/customers?q=l%C3%B6nn'), /Västgöta/);
    assert.match(await page('/customers?q=%22%3E%3Cb%3E'), /&quot;&gt;&lt;b&gt;/);
    assert.equal((await world.portal('/customers/00000000-0000-4000-8000-000000000000')).status, 404);
    assert.match(await page(`/customers/${LONN}`), /Office 365 E3/);
  });

  it('shows a request that waits, and the last calls with their errors', async () => {
    const id = await createOne(world);
    await world.call('Peter', `/v1/customers/${LONN}`);
    const text = await page('/');
    assert.ok(text.includes(id));
    assert.match(text, /chip bad">403<\/span><\/td><td>20002/);
  });

  it('takes forms, goes back to their page, and says no in a sentence', async () => {
    const back = encodeURIComponent(`/customers/${LONN}`);
    const signed = await post(`/portal/agreement?lang=sv&back=${back}`, { customerId: LONN, channel: 'none' });
    assert.deepEqual([signed.status, signed.headers.get('location')], [303, `/customers/${LONN}?lang=sv`]);
    const away = await post('/portal/agreement?back=%2F%2Fevil.example', { customerId: LONN, channel: 'direct' });
    assert.equal(away.headers.get('location'), '/?lang=en');
    const refused = await post('/portal/sign', { partnerId: FJORDLINE });
    assert.equal(refused.status, 409);
    assert.match(await refused.text(), /There is no approved enrolment/);
    const switched = await post('/switches', { name: 'mfa.enforced', value: 'never' });
    assert.equal(switched.status, 303);
    assert.equal(at((await world.portal('/switches')).body, 'mfa.enforced', 'value'), 'never');
  });
});
