import assert from 'node:assert/strict';
import { decodeProtectedHeader } from 'jose';
import { mintChannelToken } from '../../../simulator/entra/forge.ts';
import type { Rig } from '../entra/rig.ts';
import { ASTRID } from '../teams/rehearsal.ts';
import type { TeamsWorld } from './teams-world.ts';

const kids = ({ room }: TeamsWorld) => room.fake.headers.map(({ authorization }) => decodeProtectedHeader(String(authorization).slice('Bearer '.length)).kid);
const published = async (twin: Rig): Promise<string[]> => ((await twin.get('/botframework/v1/.well-known/keys')).json['keys'] as { kid: string }[]).map(({ kid }) => kid);
const say = (world: TeamsWorld) => world.ask(`${world.mine}/say`, { text: 'hello' });

/** What is signed, and by which key: these have the Entra twin beside the Teams twin. */
export const SIGNING_SHOWN: Readonly<Record<string, (world: TeamsWorld, twin: Rig) => Promise<void>>> = {
  'signed by a key that nobody publishes': async (world, twin) => {
    await world.faults({ delivery: [{ mode: 'unknown-kid' }] });
    for (const _ of [1, 2]) await say(world);
    const [odd, honest] = kids(world).slice(-2).map(String);
    assert.deepEqual([(await published(twin)).includes(odd ?? ''), (await published(twin)).includes(honest ?? '')], [false, true]);
  },
  'after a key roll': async (world, twin) => {
    await say(world);
    const fresh = (await twin.post('/twin/keys/roll', { which: 'channel' })).json['kid'];
    await say(world);
    await world.faults({ freshToken: true });
    await say(world);
    const [old, kept, now] = kids(world).slice(-3);
    assert.deepEqual([kept, now], [old, fresh]);
    assert.notEqual(old, fresh);
  },
  'a second client that signs by itself': async (world, twin) => {
    const knock = (token: string) => fetch(`${world.room.teams.address}/door/${ASTRID.id}/activities`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ type: 'message', text: 'signed' }),
    });
    const own = await mintChannelToken(twin.entra.forge, { serviceUrl: `${world.room.teams.address}/connector/`, claims: { jti: 'mine' } });
    assert.equal((await knock(own)).status, 200);
    assert.equal(world.room.fake.headers.at(-1)?.['authorization'], `Bearer ${own}`);
    const before = world.room.fake.received.length;
    const bad = [{ signedWith: 'stranger' as const }, { tamper: true }, { claims: { aud: 'another' } }, { claims: { serviceurl: undefined } }];
    for (const forgery of bad) assert.equal((await knock(await mintChannelToken(twin.entra.forge, forgery))).status, 401);
    assert.equal((await knock(String((await twin.onBehalfOf(ASTRID.id)).json['access_token']))).status, 401);
    assert.equal(world.room.fake.received.length, before);
  },
};
