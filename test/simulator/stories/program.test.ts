import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Program = { readonly child: ChildProcess; readonly told: string };

const start = async (args: readonly string[]): Promise<Program> => {
  const child = spawn(process.execPath, ['simulator/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  child.stdout?.on('data', (bytes: Buffer) => (told += bytes.toString('utf8')));
  child.stderr?.on('data', (bytes: Buffer) => (told += bytes.toString('utf8')));
  while (!told.includes('ready simulator') && child.exitCode === null) await new Promise((next) => setTimeout(next, 10));
  return { child, told };
};

const stop = async ({ child }: Program): Promise<number | null> => {
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
};

const address = ({ told }: Program, name: string): string => new RegExp(`${name} +(https?://\\S+)`).exec(told)?.[1] ?? '';

type Secure = { readonly front: string; readonly ca: string; readonly host: string; readonly path: string };

/** As a client with a fixed address does it: the name is production's, only the connection goes to loopback. */
const ask = ({ front, ca, host, path }: Secure): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(front);
    const call = request({ host: '127.0.0.1', port, path, servername: host, headers: { host }, ca }, (res) => {
      let text = '';
      res.on('data', (bytes: Buffer) => (text += bytes.toString('utf8'))).once('end', () => resolve({ status: res.statusCode ?? 0, text })).once('error', reject);
    });
    call.once('error', reject).end();
  });

describe('npm run simulator', function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), 'simulator-test-'));
  after(() => rmSync(folder, { recursive: true }));

  it('starts mixed-portfolio, saves at its end, and goes on from the file', async () => {
    const file = join(folder, 'state.json');
    const begin = (): Promise<Program> => start(['--story', 'mixed-portfolio', '--port', '0', '--save', file]);
    const first = await begin();
    const partners = await fetch(`${address(first, 'Portal')}/portal/program`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ partnerId: '1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101', ttmRevenueUsd: 123_456 }),
    });
    assert.equal(partners.status, 200);
    assert.equal(await stop(first), 0);
    assert.match(readFileSync(file, 'utf8'), /123456/);
    const second = await start(['--port', '0', '--load', file]);
    const state = (await (await fetch(`${address(second, 'Portal')}/state`)).json()) as { customers: unknown[]; programs: { ttmRevenueUsd: number }[] };
    assert.deepEqual([state.customers.length, state.programs[0]?.ttmRevenueUsd], [300, 123_456]);
    await stop(second);
  });

  it('gives tokens as it says, over HTTP and over the HTTPS front', async () => {
    const program = await start(['--port', '0', '--https', '0']);
    try {
      const [id, secret] = [/client_id=(\S+)/.exec(program.told)?.[1] ?? '', /client_secret=(\S+)/.exec(program.told)?.[1] ?? ''];
      const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret, scope: 'https://api.partnercenter.microsoft.com/.default' });
      const answer = await fetch(`${address(program, 'Entra')}/1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101/oauth2/v2.0/token`, { method: 'POST', body: form });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      const customers = await fetch(`${address(program, 'Partner Center')}/v1/customers`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(customers.status, 200);
      const ca = readFileSync(/NODE_EXTRA_CA_CERTS=(\S+)/.exec(program.told)?.[1] ?? '', 'utf8');
      const secure = { front: address(program, 'HTTPS'), ca, path: '/v1/customers' };
      assert.equal((await ask({ ...secure, host: 'api.partnercenter.microsoft.com' })).status, 401);
      const metadata = await ask({ ...secure, host: 'login.microsoftonline.com', path: '/common/v2.0/.well-known/openid-configuration' });
      assert.match(metadata.text, /https:\/\/login\.microsoftonline\.com/);
      assert.equal((await ask({ ...secure, host: 'login.microsoftonline.com', path: '/twin/people' })).status, 403);
      await assert.rejects(ask({ ...secure, host: 'www.fjordline.example' }));
      await assert.rejects(ask({ ...secure, ca: '', host: 'api.partnercenter.microsoft.com' }));
    } finally {
      await stop(program);
    }
  });

  it('says in one sentence what is wrong', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"format":9}');
    for (const [args, sentence, code] of [
      [['--story', 'nowhere', '--port', '0'], /There is no story "nowhere"/, 78],
      [['--port', 'four'], /--port must be a port number/, 78],
      [['--speed', '9'], /Usage: npm run simulator/, 78],
      [['--port', '0', '--load', broken], /cannot be loaded/, 78],
    ] as const) {
      const { child, told } = await start(args);
      assert.match(told, sentence);
      assert.equal(child.exitCode, code);
    }
  });
});
