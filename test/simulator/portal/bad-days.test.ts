import assert from 'node:assert/strict';
import { startAlone, type Alone } from '../../../simulator/alone.ts';
import { BAD_DAY_NAMES, BAD_DAY_TEXTS } from '../../../simulator/portal/bad-day-texts.ts';
import { TEXTS } from '../../../simulator/portal/texts.ts';
import { PEOPLE } from '../../../simulator/people.ts';
import { startWorld } from '../partner-center/world.ts';

const PORTS = { teams: 0, partnerCenter: 0, entra: 0, portal: 0 };
const APP = { id: '6f5b2c1a-0000-4000-8000-00000000b07a', secret: 'rehearsal', tenantId: PEOPLE[0]?.tenantId ?? '' };

describe('The portal: bad days at the press of a button', () => {
  let twins: Alone;
  beforeEach(async () => {
    twins = await startAlone({ ports: PORTS, story: 'fresh', app: APP, botEndpoint: 'http://127.0.0.1:9/api/messages' });
  });
  afterEach(() => twins.close());

  const press = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${twins.portal.address}${path}?lang=en&back=%2Frehearsal`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  const set = async (name: string, more: Record<string, string> = {}): Promise<void> => assert.equal((await press('/bad-days', { name, ...more })).status, 303, name);
  const page = async (lang = 'en'): Promise<string> => (await fetch(`${twins.portal.address}/rehearsal?lang=${lang}`)).text();
  const get = async (address: string): Promise<Record<string, unknown>> => (await fetch(address)).json() as Promise<Record<string, unknown>>;
  const keyIds = async (): Promise<string[]> =>
    ((await get(`${twins.entra.address}/common/discovery/v2.0/keys`)) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);

  it('offers each of them in both languages, with a sentence on what it does', async () => {
    for (const lang of ['en', 'sv'] as const) {
      const text = await page(lang);
      for (const name of BAD_DAY_NAMES) assert.ok(BAD_DAY_TEXTS[lang][name].every((words) => text.includes(words)), `${lang} ${name}`);
      assert.ok(!text.includes(TEXTS[lang].notRunning));
    }
  });

  it('sets those of Partner Center, shows them, and ends them', async () => {
    for (const name of BAD_DAY_NAMES.filter((one) => one.startsWith('pc-'))) await set(name);
    const { faults, webhookFaults } = (await get(`${twins.portal.address}/state`)) as { faults: { kind: string }[]; webhookFaults: { kind: string }[] };
    assert.deepEqual(faults.map(({ kind }) => kind).sort(), ['burst', 'cut', 'drop-after', 'hang', 'stale', 'throttle', 'throttle']);
    assert.deepEqual(webhookFaults.map(({ kind }) => kind).sort(), ['duplicated', 'late', 'lost']);
    assert.match(await page(), /<li>burst {2}× 5<\/li>/);
    await press('/bad-days/clear', { place: 'partnerCenter' });
    assert.deepEqual((await get(`${twins.portal.address}/state`))['faults'], []);
  });

  it('adds those of Teams to what is set there, shows them, and ends them', async () => {
    for (const name of ['teams-sso', 'teams-403', 'teams-429', 'teams-twice']) await set(name);
    const state = (await get(`${twins.teams.address}/api/faults`)) as { ssoFails: string; connector: { status: number; count: number }[]; delivery: { mode: string }[] };
    assert.equal(state.ssoFails, 'consent');
    assert.deepEqual(state.connector.map(({ status, count }) => [status, count]), [[403, 1], [429, 3]]);
    assert.deepEqual(state.delivery.map(({ mode }) => mode), ['twice']);
    const text = await page();
    for (const shown of ['SSO: consent', '403  × 1', '429  × 3', 'twice × 1']) assert.ok(text.includes(`<li>${shown}</li>`), shown);
    await press('/bad-days/clear', { place: 'teams' });
    assert.deepEqual(await get(`${twins.teams.address}/api/faults`), { ssoFails: null, connector: [], delivery: [] });
  });

  it('sets those of Entra, names who is denied, and ends them', async () => {
    const [person] = PEOPLE;
    assert.ok(person);
    await set('entra-outage');
    await set('entra-keys-down');
    await set('entra-denied', { personId: person.id });
    const text = await page('sv');
    for (const shown of ['Inga token', 'Inga nycklar (all)', `Nekas genom villkorsstyrd åtkomst: ${person.name}`]) assert.ok(text.includes(`<li>${shown}</li>`), shown);
    await press('/bad-days/clear', { place: 'entra' });
    const { denyConditionalAccess, keysDown, tokenDown } = await get(`${twins.entra.address}/twin/faults`);
    assert.deepEqual([denyConditionalAccess, keysDown, tokenDown], [null, null, false]);
  });

  it('changes keys with a warning, and without', async () => {
    const [old = ''] = await keyIds();
    await set('entra-announce');
    const announced = await keyIds();
    assert.ok(announced.includes(old) && announced.length === 2);
    await set('entra-roll');
    assert.deepEqual((await keyIds()).sort(), [...announced].sort());
    await set('entra-roll-abrupt');
    const after = await keyIds();
    assert.ok(after.length === 1 && !announced.includes(after[0] ?? ''));
  });

  it('says that a twin is not running instead of pretending', async () => {
    await twins.teams.close();
    assert.ok((await page()).includes(TEXTS.en.notRunning));
    const answer = await press('/bad-days', { name: 'teams-403' });
    assert.equal(answer.status, 409);
    assert.match(await answer.text(), /The Teams twin is not running/);
  });

  it('knows of no Teams twin when it was told of none', async () => {
    const world = await startWorld();
    assert.ok(String((await world.portal('/rehearsal?lang=sv')).body).includes(TEXTS.sv.notRunning));
    await world.close();
  });
});
