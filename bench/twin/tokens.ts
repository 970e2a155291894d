import { randomUUID } from 'node:crypto';
import { FJORDLINE, PEOPLE } from '../../simulator/people.ts';
import { freePort, start, type Program } from '../program.ts';

/** The Entra twin in a process of its own, and tokens of it: signed for real, and checked by whoever gets them. */
export type Signing = { readonly address: string; tokens(count: number): Promise<string[]>; stop(): Promise<void> };

const SCOPE = 'https://api.partnercenter.microsoft.com/user_impersonation';

const postJson = async (url: string, init: { body: string; type: string }): Promise<Record<string, unknown>> => {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': init.type }, body: init.body });
  if (!answer.ok) throw new Error(`The Entra twin gave no token (${answer.status}).`);
  return (await answer.json()) as Record<string, unknown>;
};

/** Starts it for a run; each token is that of an Admin agent of Fjordline, on behalf of whom the app acts. */
export const startSigning = async (): Promise<Signing> => {
  const port = await freePort();
  const app = { id: randomUUID(), secret: randomUUID() };
  const env = { TWIN_ENTRA_PORT: String(port), TWIN_APP_ID: app.id, TWIN_APP_SECRET: app.secret, TWIN_APP_TENANT_ID: FJORDLINE };
  const program: Program = await start({ file: '../simulator/entra/main.ts', port, env });
  const address = `http://127.0.0.1:${port}`;
  const person = PEOPLE.find(({ tenantId, roles }) => tenantId === FJORDLINE && roles.includes('AdminAgents'));
  const oneToken = async (): Promise<string> => {
    const sso = await postJson(`${address}/twin/sso-token`, { type: 'application/json', body: JSON.stringify({ tenantId: FJORDLINE, personId: person?.id }) });
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', requested_token_use: 'on_behalf_of', assertion: String(sso['token']),
      client_id: app.id, client_secret: app.secret, scope: SCOPE,
    });
    const answer = await postJson(`${address}/${FJORDLINE}/oauth2/v2.0/token`, { type: 'application/x-www-form-urlencoded', body: form.toString() });
    return String(answer['access_token']);
  };
  return { address, tokens: (count) => Promise.all(Array.from({ length: count }, oneToken)), stop: () => program.stop() };
};
