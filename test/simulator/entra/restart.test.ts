import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '../../../simulator/journal.ts';
import { FJORDLINE } from '../../../simulator/people.ts';
import { ASTRID, rig } from './rig.ts';

describe('Entra twin: a restart from the same journal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entra-'));
  const file = join(folder, 'entra.jsonl');
  after(() => rmSync(folder, { recursive: true }));

  it('keeps keys, refresh tokens, people and faults, and no refresh token in clear', async () => {
    const first = await rig(new Journal(file));
    const refresh_token = String((await first.onBehalfOf(ASTRID)).json['refresh_token']);
    const keys = [(await first.get('/common/discovery/keys')).json, (await first.get('/botframework/v1/.well-known/keys')).json];
    await first.post(`/twin/people/${ASTRID}`, { roles: ['SalesAgents'] });
    await first.post('/twin/faults', { requireMfa: ASTRID });
    await first.entra.close();

    const second = await rig(new Journal(file));
    try {
      assert.deepEqual([(await second.get('/common/discovery/keys')).json, (await second.get('/botframework/v1/.well-known/keys')).json], keys);
      assert.equal((await second.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token })).status, 200);
      const people = (await second.get('/twin/people')).json['people'] as { id: string; roles: string[] }[];
      assert.deepEqual(people.find((p) => p.id === ASTRID)?.roles, ['SalesAgents']);
      assert.equal((await second.get('/twin/faults')).json['requireMfa'], ASTRID);
      assert.equal(readFileSync(file, 'utf8').includes(refresh_token), false);
    } finally {
      await second.entra.close();
    }
  });
});
