import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { connectorError } from './connector-errors.ts';

/**
 * The channel token that a client brought along, once it is found to be one for our bot; undefined when the client brought none.
 * Throws 401 for any other token, and 503 when the keys cannot be read.
 */
export type ChannelTokenCheck = (header: string | string[] | undefined) => Promise<string | undefined>;

const ISSUER = 'https://api.botframework.com';

export const createChannelTokenCheck = ({ entraAddress, appId }: { entraAddress: string; appId: string }): ChannelTokenCheck => {
  const keys = createRemoteJWKSet(new URL(`${entraAddress}/botframework/v1/.well-known/keys`), { cooldownDuration: 1000 });
  return async (header) => {
    if (header === undefined || header === '') return undefined;
    const [, token] = /^Bearer (\S+)$/i.exec(String(header)) ?? [];
    if (token === undefined) throw refused();
    try {
      await jwtVerify(token, keys, { algorithms: ['RS256'], issuer: ISSUER, audience: appId, requiredClaims: ['exp', 'serviceurl'] });
      return token;
    } catch (error) {
      if (error instanceof TypeError || error instanceof errors.JWKSTimeout) throw connectorError(503, 'ServiceUnavailable', 'The signing keys cannot be read.');
      if (error instanceof errors.JOSEError) throw refused();
      throw error;
    }
  };
};

const refused = () =>
  connectorError(401, 'Unauthorized', 'Send no token, and the door signs for you; or send one of the channel, as POST /twin/channel-token at the Entra twin gives it.', { 'www-authenticate': 'Bearer' });
