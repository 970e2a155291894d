import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { mintToken } from '../../../simulator/entra/forge.ts';
import { FJORDLINE, NORDVIND } from '../../../simulator/people.ts';
import { makeCertificate } from '../entra/certificate.ts';
import { authorize, beginDevice, chooseOnPage, codeOf, pollDevice, redeem } from '../entra/interactive.ts';
import { APP, ASTRID, claimsOf, PARTNER_CENTER, type Answer, type Rig } from '../entra/rig.ts';

/** Makes the twin refuse; each gets a twin of its own. */
export type Refused = (twin: Rig) => Promise<Response | Answer>;

const SCOPE = `${PARTNER_CENTER}/.default`;
const DAY = 86_400_000;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const CERTIFICATE = makeCertificate(publicKey, privateKey);

const appOnly = (fields: Record<string, string | undefined>, tenant = FJORDLINE): Refused => (twin) => twin.token(tenant, { grant_type: 'client_credentials', scope: SCOPE, ...fields });
const refresh = (twin: Rig, token: unknown, tenant = FJORDLINE): Promise<Answer> => twin.token(tenant, { grant_type: 'refresh_token', refresh_token: String(token) });
const granted = async (twin: Rig): Promise<unknown> => (await twin.onBehalfOf(ASTRID)).json['refresh_token'];
const forged = (change: Record<string, unknown>): Refused => async (twin) =>
  twin.onBehalfOf(ASTRID, { assertion: await mintToken(twin.entra.forge, { claims: { ...claimsOf(await twin.sso(ASTRID)), ...change } }) });
const faulty = (faults: object, then: Refused): Refused => async (twin) => {
  await twin.post('/twin/faults', faults);
  return then(twin);
};
const person = (change: object, then: Refused): Refused => async (twin) => {
  await twin.post(`/twin/people/${ASTRID}`, change);
  return then(twin);
};
const onBehalf: Refused = (twin) => twin.onBehalfOf(ASTRID);
const S256 = { code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'), code_challenge_method: 'S256' };

const byCertificate = (change: { aud?: string; exp?: string; key?: typeof privateKey }): Refused => async (twin) => {
  await twin.post('/twin/app', { certificate: CERTIFICATE.pem });
  const assertion = await new SignJWT({ jti: randomUUID() }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', x5t: CERTIFICATE.x5t }).setIssuer(APP.id).setSubject(APP.id)
    .setAudience(change.aud ?? `https://login.microsoftonline.com/${FJORDLINE}/oauth2/v2.0/token`).setExpirationTime(change.exp ?? '10m').sign(change.key ?? privateKey);
  return appOnly({ client_secret: undefined, client_assertion: assertion, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' })(twin);
};

/** One for each number that the table names. */
export const AADSTS_PROVOCATIONS: Readonly<Record<number, Refused>> = {
  28000: appOnly({ scope: `${SCOPE} https://graph.microsoft.com/.default` }),
  50011: (twin) => authorize(twin, { redirect_uri: 'https://elsewhere.example/back' }),
  50013: (twin) => twin.onBehalfOf(ASTRID, { assertion: 'not-a-token' }),
  50020: async (twin) => refresh(twin, await granted(twin), NORDVIND),
  50027: appOnly({ client_secret: undefined, client_assertion: 'no token', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }),
  50034: forged({ oid: randomUUID() }),
  50057: person({ disabled: true }, onBehalf),
  50058: (twin) => authorize(twin, { prompt: 'none' }),
  50076: faulty({ requireMfa: ASTRID }, person({ amr: ['pwd'] }, onBehalf)),
  50148: async (twin) => redeem(twin, await codeOf(twin, S256)),
  50173: async (twin) => {
    const token = await granted(twin);
    return person({ revoked: true }, () => refresh(twin, token))(twin);
  },
  53003: faulty({ denyConditionalAccess: ASTRID }, onBehalf),
  54005: async (twin) => {
    const code = await codeOf(twin);
    await redeem(twin, code);
    return redeem(twin, code);
  },
  65001: appOnly({ scope: 'Mail.Send' }),
  65004: (twin) => chooseOnPage(twin, { twin_choice: 'deny' }),
  70000: (twin) => refresh(twin, 'made-up'),
  70003: appOnly({ grant_type: 'password' }),
  70008: async (twin) => {
    const code = await codeOf(twin);
    twin.wall.advance(10 * 60_000);
    return redeem(twin, code);
  },
  70011: appOnly({ scope: 'openid' }),
  70016: async (twin) => pollDevice(twin, (await beginDevice(twin))['device_code']),
  70018: (twin) => pollDevice(twin, 'made-up'),
  70020: async (twin) => {
    const { device_code } = await beginDevice(twin);
    twin.wall.advance(900_000);
    return pollDevice(twin, device_code);
  },
  90002: appOnly({}, randomUUID()),
  90023: (twin) => authorize(twin, { prompt: 'sing' }),
  500011: appOnly({ scope: 'https://elsewhere.example/.default' }),
  500112: async (twin) => redeem(twin, await codeOf(twin), { redirect_uri: 'http://localhost:1/other' }),
  500133: forged({ exp: Math.floor(Date.now() / 1000) - 1 }),
  501481: async (twin) => redeem(twin, await codeOf(twin, S256), { code_verifier: randomBytes(32).toString('base64url') }),
  501491: (twin) => authorize(twin, { code_challenge: 'short' }),
  700016: appOnly({ client_id: randomUUID() }),
  700023: byCertificate({ aud: `https://login.microsoftonline.com/${NORDVIND}/oauth2/v2.0/token` }),
  700024: byCertificate({ exp: '-10m' }),
  700027: byCertificate({ key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }),
  700054: (twin) => authorize(twin, { response_type: 'token' }),
  700082: async (twin) => {
    const token = await granted(twin);
    twin.clock.advance(90 * DAY);
    return refresh(twin, token);
  },
  900144: appOnly({ grant_type: undefined }),
  1002012: appOnly({ scope: `${PARTNER_CENTER}/user_impersonation` }),
  7000215: appOnly({ client_secret: 'wrong' }),
  7000218: appOnly({ client_secret: undefined }),
  9002313: (twin) => redeem(twin, 'made-up'),
};

/** The AADSTS number in a JSON answer, a page, or the address that a redirect leads to. */
export const numberIn = async (answer: Response | Answer): Promise<number> => {
  const said = 'json' in answer && typeof answer.json === 'object' ? JSON.stringify(answer.json) : decodeURIComponent(String(answer.headers.get('location') ?? '')) + (await (answer as Response).text());
  return Number(/AADSTS(\d+)/.exec(said)?.[1]);
};

