import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Ask } from '../http.ts';
import { connectorError } from './connector-errors.ts';

/** Throws a refusal unless the request carries a token that Entra gave to our bot for the connector. */
export type BearerCheck = (ask: Ask) => Promise<void>;

const CONNECTOR_AUDIENCE = 'https://api.botframework.com';

/** `entraAddress` is where the signing keys are fetched; they are cached by jose and looked up again on an unknown key id. */
export const createBearerCheck = ({ entraAddress, appId }: { entraAddress: string; appId: string }): BearerCheck => {
  const keys = createRemoteJWKSet(new URL(`${entraAddress}/common/discovery/v2.0/keys`), { cooldownDuration: 1000 });
  return async (ask) => {
    const [, token] = /^Bearer (\S+)$/i.exec(String(ask.headers['authorization'] ?? '')) ?? [];
    if (token === undefined) throw unauthorised();
    try {
      const { payload } = await jwtVerify(token, keys, { algorithms: ['RS256'], audience: CONNECTOR_AUDIENCE, requiredClaims: ['exp'] });
      if (payload['appid'] !== appId) throw unauthorised();
    } catch (error) {
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) throw unauthorised();
      if (error instanceof TypeError || error instanceof errors.JWKSTimeout) throw connectorError(503, 'ServiceUnavailable', 'The signing keys cannot be read.');
      throw error;
    }
  };
};

const unauthorised = () => connectorError(401, 'Unauthorized', 'Authorization has been denied for this request.', { 'www-authenticate': 'Bearer' });
