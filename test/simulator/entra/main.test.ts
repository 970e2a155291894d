import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { APP } from './rig.ts';

const MAIN = new URL('../../../simulator/entra/main.ts', import.meta.url).pathname;

const run = (settings: Record<string, string>): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], TWIN_ENTRA_PORT: '0', ...settings } });

const ENTRA_APP = { TWIN_APP_ID: APP.id, TWIN_APP_SECRET: APP.secret, TWIN_APP_TENANT_ID: APP.tenantId };

const endOf = async (child: ChildProcessWithoutNullStreams): Promise<{ code: number; said: string }> => {
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
};

describe('Entra twin as a program', () => {
  it('says when it is ready, serves, and stops on SIGTERM', async () => {
    const child = run(ENTRA_APP);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const address = /^ready entra (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line.toString())?.[1];
    assert.ok(address, line.toString());
    assert.equal((await fetch(`${address}/common/discovery/keys`)).status, 200);
    child.kill('SIGTERM');
    assert.equal((await endOf(child)).code, 0);
  });

  it('stops when its parent goes away, if told to watch', async () => {
    const child = run({ ...ENTRA_APP, TWIN_WATCH_PARENT: '1' });
    await once(child.stdout, 'data');
    child.stdin.end();
    assert.equal((await endOf(child)).code, 0);
  });

  it('names a taken port, a folder that cannot be made, and settings that are missing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const taken = await endOf(run({ ...ENTRA_APP, TWIN_ENTRA_PORT: String(port) }));
    other.close();
    assert.equal(taken.code, 1);
    assert.match(taken.said, new RegExp(`^entra: port ${port} is taken`));
    if (process.platform === 'linux') {
      const nowhere = await endOf(run({ ...ENTRA_APP, TWIN_DATA_DIR: '/proc/twins/here' }));
      assert.deepEqual([nowhere.code, nowhere.said], [1, 'entra could not start: The folder /proc/twins cannot be made (ENOENT): name another one.\n']);
    }
    const missing = await endOf(run({}));
    assert.equal(missing.code, 1);
    assert.match(missing.said, /TWIN_APP_ID/);
  });
});
