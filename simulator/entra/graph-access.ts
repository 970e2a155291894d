import { randomUUID } from 'node:crypto';
import { errors } from 'jose';
import type { JWTPayload } from 'jose';
import { Refusal } from '../http.ts';
import type { Ask } from '../http.ts';
import { issuerV1 } from './claims.ts';
import type { Directory } from './directory.ts';
import { verifyOwn } from './keys.ts';
import type { TwinKeys } from './keys.ts';
import { GRAPH } from './resources.ts';

export type GraphDeps = { keys: TwinKeys; directory: Directory; wallNow: () => Date };

export const hasScope = (caller: JWTPayload, scope: string): boolean => String(caller['scp'] ?? '').split(' ').includes(scope);

/** App-only tokens carry application permissions in `roles`; a delegated token's `roles` are agent roles and give nothing here. */
export const mayReadGroups = (caller: JWTPayload): boolean =>
  caller['idtyp'] === 'app' ? Array.isArray(caller['roles']) && caller['roles'].includes('Directory.Read.All') : hasScope(caller, 'GroupMember.Read.All');

export const allow = (deps: GraphDeps, ask: Ask, allowed: boolean): void => {
  if (!allowed) throw graphRefusal(deps, ask, { status: 403, code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' });
};

/** The claims of a valid Graph token of a known tenant, or a refusal in Graph's shape. */
export const callerOf = async (deps: GraphDeps, ask: Ask): Promise<JWTPayload> => {
  const refuse = (message: string): Refusal => graphRefusal(deps, ask, { status: 401, code: 'InvalidAuthenticationToken', message });
  const token = /^Bearer (\S+)$/i.exec(String(ask.headers['authorization'] ?? ''))?.[1];
  if (token === undefined) throw refuse('Access token is empty.');
  try {
    const payload = await verifyOwn(deps.keys, token, {
      audience: GRAPH, requiredClaims: ['exp', 'tid', 'oid'], currentDate: deps.wallNow(),
    });
    const tenantId = deps.directory.tenantId(String(payload['tid']));
    if (tenantId !== undefined && payload.iss === issuerV1(tenantId)) return payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw refuse(reasonOf(error));
  }
  throw refuse('Access token validation failure. Invalid issuer.');
};

const reasonOf = (error: errors.JOSEError): string => {
  if (error instanceof errors.JWTExpired) return 'Lifetime validation failed, the token is expired.';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'Access token validation failure. Invalid audience.';
  return 'Access token validation failure.';
};

export const graphRefusal = (deps: GraphDeps, ask: Ask, { status, code, message }: { status: number; code: string; message: string }): Refusal => {
  const requestId = randomUUID();
  const innerError = { date: deps.wallNow().toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': String(ask.headers['client-request-id'] ?? requestId) };
  return new Refusal({ status, headers: { 'request-id': requestId }, body: { error: { code, message, innerError } } });
};
