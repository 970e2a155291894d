import { FJORDLINE } from '../../../simulator/people.ts';
import { APP, ASTRID, PARTNER_CENTER, type Answer, type Rig } from './rig.ts';

export const REDIRECT = 'http://localhost:5123/back';
export const SCOPE = `openid profile offline_access ${PARTNER_CENTER}/user_impersonation`;

export type Fields = Record<string, string | undefined>;
export const given = (fields: Fields): [string, string][] => Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
export const asked = (fields: Fields = {}): Fields => ({ client_id: APP.id, response_type: 'code', redirect_uri: REDIRECT, scope: SCOPE, state: 's 1&2', ...fields });

/** What a browser gets when a client sends it to the sign-in page. */
export const authorize = (twin: Rig, fields: Fields = {}, { tenant = FJORDLINE, cookie = '' } = {}): Promise<Response> =>
  fetch(`${twin.entra.address}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(given(asked(fields)))}`, { redirect: 'manual', headers: { cookie } });

/** Chooses on the page as its form would send it. */
export const chooseOnPage = (twin: Rig, fields: Fields = {}, tenant = FJORDLINE): Promise<Response> =>
  fetch(`${twin.entra.address}/${tenant}/oauth2/v2.0/authorize`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(given({ ...asked(), twin_person: ASTRID, twin_mfa: '1', twin_choice: 'accept', ...fields })),
  });

/** What stands in the address that a redirect leads to. */
export const handedBack = (response: Response): URLSearchParams => new URL(String(response.headers.get('location'))).searchParams;
export const codeOf = async (twin: Rig, fields: Fields = {}): Promise<string> => String(handedBack(await chooseOnPage(twin, fields)).get('code'));
export const redeem = (twin: Rig, code: string, fields: Fields = {}): Promise<Answer> =>
  twin.token(FJORDLINE, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...fields });

export const beginDevice = async (twin: Rig, fields: Fields = {}): Promise<Record<string, unknown>> =>
  (await twin.token(FJORDLINE, { client_secret: undefined, scope: SCOPE, ...fields }, 'oauth2/v2.0/devicecode')).json;
export const pollDevice = (twin: Rig, deviceCode: unknown): Promise<Answer> =>
  twin.token(FJORDLINE, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: String(deviceCode), client_secret: undefined });
export const approve = (twin: Rig, userCode: unknown, fields: Fields = {}): Promise<Response> =>
  fetch(`${twin.entra.address}/common/oauth2/deviceauth`, {
    method: 'POST', body: new URLSearchParams(given({ user_code: String(userCode).toLowerCase(), twin_person: ASTRID, twin_mfa: '1', twin_choice: 'accept', ...fields })),
  });
