import assert from 'node:assert/strict';
import { createGuard } from '../../../bot/edge/guard.ts';
import { createKeyCache } from '../../../bot/edge/key-cache.ts';
import { createOutbound } from '../../../bot/outbound/outbound.ts';
import { createConnectorTokens } from '../../../bot/teams/connector-tokens.ts';
import { createTwinClock } from '../../../simulator/clock.ts';
import { startEntra } from '../../../simulator/entra/entra.ts';
import { mintChannelToken } from '../../../simulator/entra/forge.ts';
import { Journal } from '../../../simulator/journal.ts';
import { PEOPLE, TENANTS } from '../../../simulator/people.ts';
import { aLog, APP, FJORDLINE, TENANT, twinsAt } from './rig.ts';

describe('guard and connector token beside the Entra twin', () => {
  it('believes its channel tokens, not its forgeries, and gets a token for the connector', async () => {
    const clock = createTwinClock();
    const app = { id: APP, secret: 'made-up', tenantId: TENANT };
    const entra = await startEntra({ port: 0, clock, journal: new Journal(), people: PEOPLE, tenants: TENANTS, app });
    const outbound = createOutbound({ twins: twinsAt(entra.address) });
    try {
      const keys = createKeyCache({ fetch: outbound.fetch, clock, log: aLog() });
      const guard = createGuard({ appId: APP, organisations: [FJORDLINE], clock, keys, isTrustedServiceUrl: outbound.isTrustedServiceUrl });
      const check = async (token: string): Promise<string> => guard.check(`Bearer ${token}`).then((good) => good.serviceUrl, (error: Error) => error.message);
      assert.equal(await check(await mintChannelToken(entra.forge)), 'http://127.0.0.1:4000/connector/');
      for (const signedWith of ['stranger', 'none', 'hmac-public-key'] as const) assert.doesNotMatch(await check(await mintChannelToken(entra.forge, { signedWith })), /^http/, signedWith);
      assert.doesNotMatch(await check(await mintChannelToken(entra.forge, { tamper: true })), /^http/);
      const tokens = createConnectorTokens({ app: { id: APP, password: 'made-up', tenantId: TENANT }, networkClient: outbound.msalNetworkClient, clock });
      const [, claims = ''] = (await tokens.get()).split('.');
      const { aud, appid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; appid: string };
      assert.deepEqual([aud, appid], ['https://api.botframework.com', APP]);
    } finally {
      await outbound.close();
      await entra.close();
    }
  });
});
