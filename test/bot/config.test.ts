import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ConfigError, readConfig, requireNode24 } from '../../bot/config.ts';

const TENANT = '1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101';
const OTHER = '2a7d90c4-5be3-4d0a-8f16-93c1d4e02202';
const KEY = Buffer.alloc(32, 7).toString('base64');
type Env = Record<string, string | undefined>;

const GOOD: Env = {
  MICROSOFT_APP_ID: '5B0F0F0E-52b4-4f6c-9d55-0c1d6a9b0001', MICROSOFT_APP_PASSWORD: 'made-up', MICROSOFT_APP_TYPE: 'SingleTenant', MICROSOFT_APP_TENANT_ID: TENANT,
  VAXLA_ORGANISATIONS: `${TENANT}:partner:7000123:Fjordline IT AB;${OTHER}:provider:7000456:Nordvind: Distribution`, VAXLA_SEALING_KEY: KEY,
};
const TWINS: Env = {
  TWIN_ENTRA_ADDRESS: 'http://127.0.0.1:4020', TWIN_PARTNER_CENTER_ADDRESS: 'http://127.0.0.1:4010/', TWIN_TEAMS_ADDRESS: 'http://[::1]:4000', TWIN_CLOCK_ADDRESS: 'http://localhost:4030',
};

const faultsOf = (changes: Env): readonly string[] => {
  try {
    readConfig({ ...GOOD, ...changes });
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
};

/** Changes to good settings, with what each line of the refusal must name. */
const REFUSED: [changes: Env, ...lines: RegExp[]][] = [
  [{ MICROSOFT_APP_ID: '' }, /^MICROSOFT_APP_ID is missing/],
  [{ MICROSOFT_APP_ID: '   ' }, /^MICROSOFT_APP_ID is missing/],
  [{ MICROSOFT_APP_ID: 'bot' }, /^MICROSOFT_APP_ID is not a GUID/],
  [{ MICROSOFT_APP_PASSWORD: undefined }, /^MICROSOFT_APP_PASSWORD is missing/],
  [{ MICROSOFT_APP_TENANT_ID: undefined }, /^MICROSOFT_APP_TENANT_ID is missing/],
  [{ MICROSOFT_APP_TENANT_ID: 'common' }, /^MICROSOFT_APP_TENANT_ID is not a GUID/],
  [{ MICROSOFT_APP_TYPE: undefined }, /^MICROSOFT_APP_TYPE is missing/],
  [{ MICROSOFT_APP_TYPE: 'MultiTenant' }, /^MICROSOFT_APP_TYPE must be SingleTenant, but is "MultiTenant"/],
  [{ PORT: '80a' }, /^PORT .*"80a"/],
  [{ PORT: '70000' }, /^PORT /],
  [{ VAXLA_ORGANISATIONS: undefined }, /^VAXLA_ORGANISATIONS is missing/],
  [{ VAXLA_ORGANISATIONS: ';' }, /^VAXLA_ORGANISATIONS names no organisation/],
  [{ VAXLA_ORGANISATIONS: '[{' }, /^VAXLA_ORGANISATIONS is not valid JSON/],
  [{ VAXLA_ORGANISATIONS: `x:partner:1:A;${OTHER}:reseller:1:B;${OTHER}:partner:M1:C;${OTHER}:partner:1:` }, /entry 1 .*GUID/, /entry 2 .*side/, /entry 3 .*PartnerID/, /entry 4 .*name/],
  [{ VAXLA_ORGANISATIONS: `${TENANT}:partner:1:A;${TENANT.toUpperCase()}:provider:2:B` }, /same tenant twice/],
  [{ VAXLA_ORGANISATIONS: '[null, 3]' }, /entry 1/, /entry 2/],
  [{ DATABASE_URL: 'mysql://localhost/x' }, /^DATABASE_URL /],
  [{ DATABASE_URL: 'postgres://localhost/x', VAXLA_DATA_DIR: './data' }, /^DATABASE_URL and VAXLA_DATA_DIR contradict/],
  [{ VAXLA_SEALING_KEY: undefined }, /^VAXLA_SEALING_KEY is missing/],
  [{ VAXLA_SEALING_KEY: 'c2hvcnQ=' }, /^VAXLA_SEALING_KEY must be 32/],
  [{ VAXLA_SEALING_KEY: Buffer.alloc(32).toString('base64') }, /^VAXLA_SEALING_KEY must be 32 random/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL .*"loud"/],
  ...['vaxla.example', 'http://vaxla.example', 'https://user@vaxla.example', 'https://127.0.0.1:3978', 'https://vaxla.example/api/messages', 'https://vaxla.example/?a=b', 'https://vaxla.example/#x']
    .map((address): [Env, RegExp] => [{ VAXLA_WEBHOOK_ADDRESS: address }, /^VAXLA_WEBHOOK_ADDRESS /]),
  ...['https://vaxla.example', 'http://10.0.0.1:3978', 'http://127.0.0.1:3978/x'].map((address): [Env, RegExp] => [{ ...TWINS, VAXLA_WEBHOOK_ADDRESS: address }, /^VAXLA_WEBHOOK_ADDRESS /]),
  [{ VAXLA_CRASH_AT: 'C7' }, /^VAXLA_CRASH_AT .*rehearsals only/],
  [{ ...TWINS, TWIN_TEAMS_ADDRESS: undefined }, /^TWIN_TEAMS_ADDRESS is missing/],
  [{ TWIN_CLOCK_ADDRESS: 'http://127.0.0.1:4030' }, /TWIN_ENTRA/, /TWIN_PARTNER_CENTER/, /TWIN_TEAMS/],
  [{ ...TWINS, NODE_ENV: 'production' }, /^NODE_ENV is production/],
  [{ ...TWINS, WEBSITE_INSTANCE_ID: 'a1' }, /^WEBSITE_INSTANCE_ID /],
  [{ ...TWINS, CONTAINER_APP_NAME: 'vaxla' }, /^CONTAINER_APP_NAME /],
  [{ ...TWINS, HOST: '0.0.0.0' }, /^HOST is not on loopback/],
  [{ ...TWINS, DATABASE_URL: 'postgres://db.example/vaxla' }, /^DATABASE_URL is not on loopback/],
  ...['http://10.0.0.1:4020', 'https://127.0.0.1:4020', 'http://127.0.0.1:4020/x', 'http://127.0.0.1:4020/?', 'http://user@127.0.0.1:4020', 'http://127.0.0.1@evil.example', 'http://127.0.0.1.evil.example',
    'http://localhost.evil.example', 'http://0.0.0.0:4020', 'http://[::]:4020', 'http://[::ffff:10.0.0.1]:4020', 'http://login.microsoftonline.com', '127.0.0.1:4020', 'file:///x']
    .map((address): [Env, RegExp] => [{ ...TWINS, TWIN_ENTRA_ADDRESS: address }, /^TWIN_ENTRA_ADDRESS (must|is)/]),
];

describe('settings of the bot', () => {
  it('reads good settings, with their defaults', () => {
    const config = readConfig(GOOD);
    assert.deepEqual(config.app, { id: '5b0f0f0e-52b4-4f6c-9d55-0c1d6a9b0001', password: 'made-up', tenantId: TENANT });
    assert.deepEqual(config.listen, { host: '127.0.0.1', port: 3978 });
    assert.deepEqual(config.database, { dataDir: './data' });
    assert.deepEqual(config.organisations[1], { tenantId: OTHER, side: 'provider', mpnId: '7000456', name: 'Nordvind: Distribution' });
    assert.equal(config.sealingKey.length, 32);
    assert.equal(config.twins, undefined);
  });

  it('reads organisations as JSON, and a real database', () => {
    const json = JSON.stringify([{ tenantId: TENANT, side: 'partner', mpnId: '7000123', name: 'Fjordline IT AB' }]);
    const config = readConfig({ ...GOOD, VAXLA_ORGANISATIONS: json, DATABASE_URL: 'postgres://db.example/vaxla', HOST: '0.0.0.0', NODE_ENV: 'production', PORT: '8080' });
    assert.deepEqual(config.organisations.map((o) => o.name), ['Fjordline IT AB']);
    assert.deepEqual([config.database, config.listen], [{ url: 'postgres://db.example/vaxla' }, { host: '0.0.0.0', port: 8080 }]);
  });

  it('takes the address for events as an origin: https outside, this machine in a rehearsal', () => {
    assert.equal(readConfig(GOOD).webhookAddress, undefined);
    assert.equal(readConfig({ ...GOOD, VAXLA_WEBHOOK_ADDRESS: 'https://Vaxla.example/' }).webhookAddress, 'https://vaxla.example');
    assert.equal(readConfig({ ...GOOD, ...TWINS, VAXLA_WEBHOOK_ADDRESS: 'http://127.0.0.1:3978' }).webhookAddress, 'http://127.0.0.1:3978');
  });

  it('takes all four twins on loopback', () => {
    assert.deepEqual(readConfig({ ...GOOD, ...TWINS, DATABASE_URL: 'postgres://127.0.0.1:5433/x' }).twins,
      { entra: 'http://127.0.0.1:4020', partnerCenter: 'http://127.0.0.1:4010', teams: 'http://[::1]:4000', clock: 'http://localhost:4030' });
  });

  for (const [changes, ...lines] of REFUSED) {
    it(`refuses ${JSON.stringify(changes)}`, () => {
      const faults = faultsOf(changes);
      assert.equal(faults.length, lines.length, faults.join('\n'));
      lines.forEach((line, i) => assert.match(faults[i] ?? '', line));
    });
  }

  it('names every missing setting at once, and no secret', () => {
    assert.throws(() => readConfig({}), (error: ConfigError) => error.lines.length === 6 && error.lines.every((line) => / is missing: /.test(line)));
    assert.doesNotMatch(faultsOf({ VAXLA_SEALING_KEY: `${KEY}x`, MICROSOFT_APP_TYPE: 'x' }).join(), /made-up|BwcHBwcH/);
  });

  it('says in one sentence that Node is too old', () => {
    assert.throws(() => requireNode24('20.19.5'), (error: ConfigError) => error.lines.length === 1 && /Node 24.*20\.19\.5/.test(error.lines[0] ?? ''));
    requireNode24('24.0.0');
    requireNode24();
  });

  it('.env.example names every setting that is read, and gives no secret', async () => {
    const example = await readFile('.env.example', 'utf8');
    const sources = await Promise.all(['bot/config.ts', 'bot/config-checks.ts'].map((file) => readFile(file, 'utf8')));
    const read = new Set([...sources.join('').matchAll(/'([A-Z][A-Z_]+)'/g)].map((match) => match[1] ?? '').filter((name) => /_|^PORT$|^HOST$/.test(name)));
    const marks = new Set(['NODE_ENV', 'WEBSITE_INSTANCE_ID', 'CONTAINER_APP_NAME']);
    for (const name of read) if (!marks.has(name)) assert.match(example, new RegExp(`^${name}=`, 'm'), name);
    assert.ok(read.size >= 14);
    assert.match(example, /^MICROSOFT_APP_PASSWORD=$/m);
    assert.match(example, /^VAXLA_SEALING_KEY=$/m);
  });
});
