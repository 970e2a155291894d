import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { serve } from '../../../simulator/http.ts';
import type { Route } from '../../../simulator/http.ts';

/** Changes to a good connector token, to make a bad one. */
export type TokenChange = { aud?: string; appid?: string; expiresIn?: string; otherKey?: boolean };

// Making RSA keys is slow, so all tests of a file share them.
const pair = await generateKeyPair('RS256');
const stranger = await generateKeyPair('RS256');

/** Just enough of Entra for the Teams twin: keys, channel tokens and SSO tokens, counted. */
export const startFakeEntra = async (appId: string) => {
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const seen = { channelTokens: [] as unknown[], ssoTokens: [] as unknown[], refuseSso: false, channelToken: 'channel-token' };
  const routes: Route[] = [
    ['get', '/common/discovery/v2.0/keys', () => ({ status: 200, body: { keys: [jwk] } })],
    ['post', '/twin/channel-token', ({ body }) => {
      seen.channelTokens.push(body);
      return { status: 200, body: { token: seen.channelToken } };
    }],
    ['post', '/twin/sso-token', ({ body }) => {
      seen.ssoTokens.push(body);
      return seen.refuseSso ? { status: 400, body: {} } : { status: 200, body: { token: `sso-${(body as { personId: string }).personId}` } };
    }],
  ];
  const server = await serve({ name: 'fake-entra', port: 0, routes });
  /** A token as Entra gives it to our bot for the connector. */
  const connectorToken = (change: TokenChange = {}): Promise<string> =>
    new SignJWT({ appid: change.appid ?? appId, ver: '1.0' })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setAudience(change.aud ?? 'https://api.botframework.com')
      .setIssuer('https://sts.windows.net/t/')
      .setIssuedAt()
      .setExpirationTime(change.expiresIn ?? '1h')
      .sign(change.otherKey === true ? stranger.privateKey : pair.privateKey);
  return { ...server, seen, connectorToken };
};

export type FakeEntra = Awaited<ReturnType<typeof startFakeEntra>>;
