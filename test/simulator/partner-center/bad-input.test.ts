import assert from 'node:assert/strict';
import { RESOURCES } from '../../../simulator/partner-center/partner-center.ts';
import type { Resource } from '../../../simulator/partner-center/call.ts';
import { ask, MINUTE, wish } from './money.ts';
import { GOOD_BODIES } from './good-bodies.ts';
import { at, createOne, E3, FJORDLINE, LONN, startWorld, TRANSFERS, type Answer, type World } from './world.ts';

const nameOf = ({ method, path }: Resource): string => `${method === 'del' ? 'DELETE' : method.toUpperCase()} ${path}`;
const ROUTES = RESOURCES.map((resource) => ({ resource, name: nameOf(resource), method: nameOf(resource).split(' ')[0] ?? '' }));
type Routed = (typeof ROUTES)[number];

const UNKNOWN = '99999999-0000-4000-8000-000000000000';
/** What every id of a path is refused with when nothing has it. */
const MISSING: Readonly<Record<string, string>> = {
  customerId: '404 60003', subscriptionId: '404 20003', orderId: '404 20000', transferId: '404 900100', correlationId: '404 1000', recordId: '404 1000', templateId: '404 1000',
};
const KNOWN: Readonly<Record<string, string>> = { customerId: LONN, subscriptionId: E3, domain: 'lonnbjork.onmicrosoft.com', prefix: 'nyttnamn', templateId: '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901' };
/** Writes against a version: without the current one they would be refused before anybody looks at the body. */
const ETAGGED = new Set(['PUT /v1/profiles/billing', 'PUT /v1/customers/:customerId/profiles/billing', 'PATCH /v1/customers/:customerId/subscriptions/:subscriptionId']);
const paramsOf = ({ resource }: Routed): string[] => [...resource.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
const pathOf = ({ resource }: Routed, ids: Readonly<Record<string, string>> = {}): string => resource.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? KNOWN[name] ?? UNKNOWN));
const takesBody = ({ method }: Routed): boolean => ['POST', 'PUT', 'PATCH'].includes(method);
const WHOEVER = ['Astrid', 'Sofia', FJORDLINE] as const;

/** The classic shape, the newer one, or that of a refusal before the interface itself (§3.6): anything else is a fault of the twin. */
const isDocumented = ({ status, body }: Answer): boolean => {
  const [code, description] = [at(body, 'code'), at(body, 'description')];
  const isCoded = (typeof code === 'number' || /^\d+$/.test(String(code))) && typeof description === 'string' && description.length <= 1024;
  const isClassic = Array.isArray(at(body, 'data')) && typeof at(body, 'source') === 'string';
  const isNewer = typeof at(body, 'errorName') === 'string' && at(body, 'isRetryable') === false && at(body, 'message') === description;
  const isThrottled = status === 429 && at(body, 'statusCode') === 429 && typeof at(body, 'message') === 'string';
  return status === 413 || isThrottled || (isCoded && (isClassic || isNewer));
};
const codeOf = ({ status, body }: Answer): string => `${status} ${String(at(body, 'code'))}`;
const holds = (answer: Answer, what: string): void => {
  assert.ok(answer.status < 500, `${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  if (answer.status >= 400) assert.ok(isDocumented(answer), `${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
};
/** What the path or the tenant lacks is told before the body is read (404), a stale version too; otherwise a body that is no JSON is the fault. */
const isRefusedFor = ({ name }: Routed, answer: Answer): boolean =>
  ['400 2000', '400 2055'].includes(codeOf(answer)) || (answer.status === 404 && (name.includes(':subscriptionId') || name.includes('registration'))) || (answer.status === 403 && answer.body !== '');
const admits = ({ resource }: Routed, who: string): boolean => (who === FJORDLINE ? resource.modes !== 'U' : resource.modes !== 'A');

describe('Partner Center twin: bad input', function () {
  this.timeout(120_000);
  let world: World;
  /** Nobody may break it for those who come after: one twin stands the whole walk. */
  before(async () => { world = await startWorld({ limitPerMinute: 1_000_000 }); });
  after(() => world.close());
  afterEach(async () => assert.equal((await world.call('Astrid', '/v1/customers?size=1')).status, 200, 'the twin still serves'));

  const send = (route: Routed, who: string, how: { raw?: string; body?: unknown; path?: string; headers?: Record<string, string> } = {}): Promise<Answer> =>
    world.call(who, how.path ?? pathOf(route), { method: route.method, ...how });
  const admitted = (route: Routed) => WHOEVER.filter((who) => admits(route, who));

  it('walks every route that reads a body', () => {
    const silent = ['POST /v1/customers/:customerId/transfers/:transferId/accept', 'POST /webhooks/v1/registration/validationEvents'];
    assert.deepEqual([...Object.keys(GOOD_BODIES), ...silent].sort(), ROUTES.filter(takesBody).map(({ name }) => name).sort());
  });

  for (const route of ROUTES.filter(takesBody)) {
    it(`${route.name}: no JSON, no object`, async () => {
      for (const who of admitted(route)) {
        for (const raw of ['{"a":', 'null', '[]', '[{}]', '"text"', '7', 'true', '{"a":1}}', '\u0000', '']) {
          const answer = await send(route, who, { raw });
          holds(answer, `${who} sends ${raw}`);
          if (raw === '{"a":') assert.ok(isRefusedFor(route, answer), `${who}: ${answer.status} ${JSON.stringify(answer.body)}`);
          world.clock.advance(MINUTE);
        }
      }
    });
  }

  it('looks at token, mode, role and relationship before the body', async () => {
    for (const route of ROUTES.filter(takesBody)) {
      world.clock.advance(MINUTE);
      const got = async (who: string) => `${route.name} ${codeOf(await send(route, who, { raw: '{"a":' }))}`;
      const { modes } = route.resource;
      assert.equal(`${route.name} ${codeOf(await world.open(pathOf(route), { method: route.method, raw: '{"a":' }))}`, `${route.name} 401 400`);
      if (modes === 'U') assert.equal(await got(FJORDLINE), `${route.name} 403 900329`);
      if (modes === 'A') assert.equal(await got('Astrid'), `${route.name} 403 2032`);
      else assert.match(await got('Johan'), / 403 /);
      if (modes !== 'A' && route.name.includes(':customerId')) assert.equal(await got('Peter'), `${route.name} 403 20002`);
    }
  });

  for (const [name, bodies] of Object.entries(GOOD_BODIES)) {
    it(`${name}: wrong types in every field`, async () => {
      const route = ROUTES.find((one) => one.name === name);
      assert.ok(route);
      const own = await startWorld({ limitPerMinute: 1_000_000 });
      try {
        const ids = name.includes(':transferId') ? [await createOne(own), String(at((await ask(own, wish())).body, 'id'))] : [UNKNOWN];
        for (const id of ids) {
          for (const body of bodies.flatMap((good) => mutants({ ...good, ...(good['id'] === undefined ? {} : { id }) }))) {
            for (const who of admitted(route).filter((one) => one === admitted(route)[0] || name.includes('transfers'))) {
              const path = pathOf(route, { transferId: id });
              const headers = { 'If-Match': ETAGGED.has(name) ? String(at((await own.call(who, path)).body, 'attributes', 'etag')) : '*' };
              const answer = await own.call(who, path, { method: route.method, body, headers });
              holds(answer, `${who} sends ${JSON.stringify(body).slice(0, 300)}`);
            }
          }
        }
      } finally {
        await own.close();
      }
    });
  }

  for (const route of ROUTES) {
    it(`${route.name}: two megabytes`, async () => {
      const answer = await world.call('Astrid', pathOf(route), takesBody(route) ? { method: route.method, raw: 'x'.repeat(2_000_000) } : { method: route.method });
      if (takesBody(route)) assert.equal(answer.status, 413);
      else if (route.method !== 'HEAD') holds(answer, 'without a body');
    });

    for (const param of paramsOf(route).filter((name) => Object.hasOwn(MISSING, name))) {
      it(`${route.name}: a ${param} that nothing has, or that is none`, async () => {
        for (const id of [UNKNOWN, UNKNOWN.toUpperCase(), 'no-guid', '0', '%', '../..', "' or 1=1", '__proto__', 'x'.repeat(300)]) {
          for (const who of admitted(route)) {
            const body = takesBody(route) ? { ...(GOOD_BODIES[route.name]?.[0] ?? {}), id } : undefined;
            const answer = await send(route, who, { path: pathOf(route, { [param]: id }), ...(body === undefined ? {} : { body }) });
            assert.equal(codeOf(answer), MISSING[param], `${who} ${id}: ${JSON.stringify(answer.body)}`);
          }
        }
      });
    }
  }

  it('survives paths that no decoder reads, and names that nobody serves', async () => {
    for (const path of ['/v1/customers/%E0%A4%A', '/v1/customers/%', '/v1/nothing', '/v1/customers//subscriptions', '//', '/v1/%00', `/v1/customers/${'a/'.repeat(2000)}`]) {
      const { status } = await world.call('Astrid', path);
      assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
    }
  });

  it('refuses filters, sizes, places and tokens that make no sense', async () => {
    const filters = ['{', '[]', '1', 'null', '""', '{}', '{"Field":1,"Value":2,"Operator":3}', '{"Field":"Nope","Value":"x","Operator":"starts_with"}', '{"Field":"CompanyName","Value":"x","Operator":"like"}', '{"field":"CompanyName","value":"x","operator":"starts_with"}'];
    const lists = ['/v1/customers?', `/v1/auditrecords?startDate=${world.clock.now().toISOString().slice(0, 10)}&`, '/v1/relationships?relationship_type=IsIndirectResellerOf&'];
    for (const list of lists) {
      for (const filter of filters) assert.equal(codeOf(await world.call('Astrid', `${list}filter=${encodeURIComponent(filter)}`)), '400 2000', `${list}${filter}`);
    }
    for (const list of lists.slice(0, 2)) {
      for (const query of ['size=-1', 'size=x', 'size=1.5', 'size=NaN', 'seekOperation=Sideways', 'seekOperation=Next', 'seekOperation=PageIndex', 'seekOperation=PageIndex&pageIndex=-1']) {
        assert.equal(codeOf(await world.call('Astrid', `${list}${query}`)), '400 2000', `${list}${query}`);
      }
      for (const token of ['x', 'AAAA', Buffer.from('0:0:0').toString('base64')]) {
        assert.equal(codeOf(await world.call('Astrid', `${list}seekOperation=Next`, { headers: { 'MS-ContinuationToken': token } })), '400 2000');
      }
    }
  });

  it('refuses dates that are none, and those over 90 days', async () => {
    const day = (ago: number): string => new Date(world.clock.now().getTime() - ago * 86_400_000).toISOString().slice(0, 10);
    const asked = async (query: string): Promise<string> => codeOf(await world.call('Astrid', `/v1/auditrecords${query}`));
    assert.equal(await asked(''), '400 2001');
    for (const date of ['', 'yesterday', '2025-02-30', '2025-13-01', '20250101', '01/02/2025', day(91), '0001-01-01', '+275761-01-01']) assert.equal(await asked(`?startDate=${encodeURIComponent(date)}`), '400 2000', date);
    assert.equal(await asked(`?startDate=${day(1)}&endDate=${day(2)}`), '400 2000');
    assert.equal(await asked(`?startDate=${day(1)}&endDate=soon`), '400 2000');
    assert.equal((await world.call('Astrid', `/v1/auditrecords?startDate=${day(90)}`)).status, 200);
  });

  it('refuses arguments that nobody knows, in the documented words', async () => {
    const cases: [string, string][] = [
      ['/v1/relationships', '400 2001'], ['/v1/relationships?relationship_type=Friends', '400 2000'], [`/v1/customers/${LONN}/validationStatus`, '400 2001'], [`/v1/customers/${LONN}/validationStatus?type=mood`, '400 2000'],
      ['/v1/profiles/legalbusiness?vettingVersion=Best', '400 2000'], ['/v1/agreements?agreementType=Handshake', '400 600002'], ['/v1/compliance/csp/agreementstatus?mpnId=x', '400 2000'],
      ['/v1/compliance/csp/agreementstatus?mpnId=1&tenantId=2', '400 2000'], ['/v1/validations/checkdomainavailability/a%20b', '400 2000'], [`/v1/customers/${LONN}/transferseligibility?transferType=sideways`, '400 2000'],
    ];
    for (const [path, wanted] of cases) assert.equal(codeOf(await world.call('Astrid', path)), wanted, path);
  });

  it('takes headers that make no sense as they come', async () => {
    const odd: Record<string, string>[] = [{ 'MS-RequestId': 'no guid' }, { 'MS-RequestId': 'x'.repeat(5000) }, { 'X-Locale': '\u00ff' }, { 'MS-ContinuationToken': '*' }, { 'If-Match': '"' }, { ValidateMfa: 'perhaps' }];
    for (const headers of odd) {
      holds(await world.call('Astrid', `${TRANSFERS}`, { method: 'POST', body: {}, headers }), JSON.stringify(headers));
    }
    for (const authorization of ['Bearer', 'Bearer x', 'Basic YTpi', `Bearer ${'x'.repeat(8000)}`, 'Bearer a.b.c']) assert.equal(codeOf(await world.open('/v1/customers', { headers: { authorization } })), '401 400');
  });
});

const VALUES: readonly unknown[] = [null, true, -1, 1e308, '', '\u0000', 'x'.repeat(5000), [], [null], { toString: 1, valueOf: 1 }];

/** The body with one field after the other, also inside its objects and lists, left out or replaced by each of the values. */
const mutants = (good: Record<string, unknown>): Record<string, unknown>[] =>
  Object.entries(good).flatMap(([name, value]) => {
    const without = Object.fromEntries(Object.entries(good).filter(([other]) => other !== name));
    return [without, ...[...VALUES, ...deeper(value)].map((changed) => ({ ...good, [name]: changed }))];
  });

const deeper = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return typeof value[0] === 'object' && value[0] !== null ? mutants(value[0] as Record<string, unknown>).map((one) => [one]) : [];
  return typeof value === 'object' && value !== null ? mutants(value as Record<string, unknown>) : [];
};
