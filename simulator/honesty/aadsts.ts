import type { Row, Sure } from './row.ts';

const LIST = 'Entra error codes';
const on = (code: number, about: string, sure: Sure = 'documented'): Row => ({ sheet: LIST, what: `AADSTS${code}`, about, sure, built: { aadsts: code } });

/** Every refusal of the Entra twin; `inferred` where Microsoft's list of codes lacks the number or words it otherwise. */
export const AADSTS: readonly Row[] = [
  on(28000, 'two resources in one scope', 'inferred'),
  on(50011, 'redirect address is not the app’s'), on(50013, 'assertion is forged, foreign or of another tenant'), on(50020, 'grant of another tenant'),
  on(50027, 'client assertion is no token'), on(50034, 'nobody of that id in the tenant'), on(50057, 'account disabled'), on(50058, 'silent sign-in, but nobody is signed in'),
  on(50076, 'policy asks for a second factor'), on(50148, 'PKCE verifier missing', 'inferred'), on(50173, 'sessions revoked'),
  on(53003, 'Conditional Access denies; with a claims challenge'), on(54005, 'code redeemed before'), on(65001, 'no consent to the permission'), on(65004, 'person declined'),
  on(70000, 'refresh token unknown'), on(70003, 'grant type not supported'), on(70008, 'code older than ten minutes'), on(70011, 'scope names no resource'),
  on(70016, 'device code waits for the person; `slow_down` for who hurries'), on(70018, 'device code unknown'), on(70020, 'device code older than fifteen minutes', 'inferred'),
  on(90002, 'tenant unknown'), on(90023, 'parameter has a value that nobody knows'),
  on(500011, 'resource unknown'), on(500112, 'redeemed for another address', 'inferred'), on(500133, 'assertion expired'), on(501481, 'PKCE verifier wrong'), on(501491, 'PKCE challenge too short or long'),
  on(700016, 'app unknown'), on(700023, 'client assertion is for another audience', 'inferred'), on(700024, 'client assertion expired'), on(700027, 'client assertion by another key'),
  on(700054, 'response type not enabled'), on(700082, 'refresh token unused for 90 days of business time'), on(900144, 'parameter missing'),
  on(1002012, 'app asks for a single permission', 'inferred'), on(7000215, 'secret wrong'), on(7000218, 'secret missing'), on(9002313, 'code made up'),
];
