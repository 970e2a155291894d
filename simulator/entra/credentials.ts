import { X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { ProtectedHeaderParameters } from 'jose';
import { issuerV1, issuerV2 } from './claims.ts';
import type { GrantDeps, TokenForm } from './grants.ts';
import { sameSecret } from './ids.ts';
import { AadRefusal } from './refusals.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const LOGIN = 'https://login.microsoftonline.com';

/** Whether the request proves to come from the app, by secret or certificate; false when it offers no proof, a refusal when the proof is wrong. */
export const proveApp = async (deps: GrantDeps, form: TokenForm): Promise<boolean> => {
  const assertion = form.field('client_assertion');
  if (assertion !== undefined) return proveByCertificate(deps, form, assertion);
  const secret = form.field('client_secret');
  if (secret === undefined) return false;
  if (!sameSecret(secret, deps.app.secret)) throw new AadRefusal(7000215, [deps.app.id]);
  return true;
};

const proveByCertificate = async (deps: GrantDeps, form: TokenForm, assertion: string): Promise<true> => {
  if (form.field('client_assertion_type') !== ASSERTION_TYPE) throw new AadRefusal(900144, ['client_assertion_type']);
  const header = headerOf(assertion);
  const [x5t, x5tS256] = [text(header.x5t), text(header['x5t#S256'])];
  const certificate = x5t === undefined && x5tS256 === undefined ? undefined : deps.registration.certificate({ x5t, x5tS256 });
  if (certificate === undefined) throw new AadRefusal(700027, [`The key was not found. Thumbprint of key used by client: '${x5tS256 ?? x5t ?? ''}'.`]);
  try {
    const { payload } = await jwtVerify(assertion, new X509Certificate(certificate.pem).publicKey, {
      algorithms: ['RS256', 'PS256'], audience: audiences(form), issuer: deps.app.id, subject: deps.app.id, requiredClaims: ['exp'], currentDate: deps.wallNow(), clockTolerance: 300,
    });
    if (payload.exp !== undefined) return true;
  } catch (error) {
    throw refusalOf(error);
  }
  throw new AadRefusal(700027, ['The assertion has no expiry.']);
};

/** The token endpoint in either version, or the tenant's issuer. */
const audiences = ({ tenantName, tenantId }: TokenForm): string[] =>
  [...new Set([tenantName, tenantId].filter((name) => name !== undefined))].flatMap((name) => [
    `${LOGIN}/${name}/oauth2/v2.0/token`, `${LOGIN}/${name}/oauth2/token`, issuerV2(name), issuerV1(name),
  ]);

const refusalOf = (error: unknown): AadRefusal => {
  if (!(error instanceof errors.JOSEError)) throw error;
  if (error instanceof errors.JWTExpired) return new AadRefusal(700024);
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return new AadRefusal(700023, [String(error.payload.aud)]);
  return new AadRefusal(700027, [`The signature or a claim was refused: ${error.code}.`]);
};

const headerOf = (assertion: string): ProtectedHeaderParameters => {
  try {
    return decodeProtectedHeader(assertion);
  } catch (error) {
    throw new AadRefusal(50027, [(error as Error).message]);
  }
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
