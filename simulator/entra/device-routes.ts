import { formFields } from '../http.ts';
import type { Ask, Reply, Route } from '../http.ts';
import { peopleOf } from './authorize.ts';
import type { PageDeps } from './authorize.ts';
import { DEVICE_INTERVAL_S, DEVICE_LIFETIME_S } from './device-codes.ts';
import { requireFactor, standing } from './grants.ts';
import { AadRefusal, aadReply, aadWords } from './refusals.ts';
import { wantedOf } from './resources.ts';
import { choicePage, languageOf, textPage } from './sign-in-page.ts';
import { wordsOf } from './sign-in-wording.ts';
import { SHARED_TENANTS } from './token-endpoint.ts';

/** The device code flow but for its polling, which the token endpoint answers. */
export const deviceRoutes = (deps: PageDeps): Route[] => [
  ['post', '/:tenant/oauth2/v2.0/devicecode', (ask) => begin(deps, ask, 'v2')],
  ['post', '/:tenant/oauth2/devicecode', (ask) => begin(deps, ask, 'v1')],
  ['get', '/:tenant/oauth2/deviceauth', (ask) => approval(deps, ask)],
  ['post', '/:tenant/oauth2/deviceauth', (ask) => decide(deps, ask)],
];

const begin = (deps: PageDeps, ask: Ask, version: 'v1' | 'v2'): Reply => {
  try {
    const fields = formFields(ask);
    const tenantName = ask.params['tenant'] ?? '';
    const tenantId = SHARED_TENANTS.has(tenantName) ? undefined : deps.directory.tenantId(tenantName);
    if (tenantId === undefined && !SHARED_TENANTS.has(tenantName)) throw new AadRefusal(90002, [tenantName]);
    const clientId = fields['client_id'];
    if (clientId === undefined) throw new AadRefusal(900144, ['client_id']);
    if (clientId.toLowerCase() !== deps.app.id.toLowerCase()) throw new AadRefusal(700016, [clientId, tenantName]);
    const want = wantedOf({ tenantId: tenantName, appId: deps.app.id, ...(version === 'v1' ? { scope: undefined, resource: fields['resource'] } : { scope: fields['scope'], resource: undefined }) });
    if (want === undefined) throw new AadRefusal(900144, [version === 'v1' ? 'resource' : 'scope']);
    return { status: 200, body: described(ask, deps.deviceCodes.issue({ tenantId, scope: want.renewal }), version) };
  } catch (error) {
    if (error instanceof AadRefusal) return aadReply(error, deps.wallNow(), ask.query.get('client-request-id') ?? ask.headers['client-request-id']);
    throw error;
  }
};

/** The page's address is the twin's own, where the caller reached it: the real one would lead the person to the real Entra. The older endpoint answers numbers as text. */
const described = (ask: Ask, { deviceCode, userCode }: { deviceCode: string; userCode: string }, version: 'v1' | 'v2'): Record<string, unknown> => {
  const host = String(ask.headers['host'] ?? '');
  const address = `${host.startsWith('login.microsoftonline.com') ? 'https' : 'http'}://${host}/common/oauth2/deviceauth`;
  const number = (value: number): number | string => (version === 'v1' ? String(value) : value);
  return {
    user_code: userCode, device_code: deviceCode, [version === 'v1' ? 'verification_url' : 'verification_uri']: address,
    expires_in: number(DEVICE_LIFETIME_S), interval: number(DEVICE_INTERVAL_S),
    message: `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} to authenticate.`,
  };
};

const approval = (deps: PageDeps, ask: Ask, warning?: string): Reply => {
  const userCode = ask.query.get('otc') ?? '';
  return choicePage(languageOf(ask), { action: ask.path, fields: {}, people: peopleOf(deps, { tenantId: undefined }), userCode, ...(warning === undefined ? {} : { warning }) });
};

const decide = (deps: PageDeps, ask: Ask): Reply => {
  const fields = formFields(ask);
  const words = wordsOf(languageOf(ask));
  const userCode = String(fields['user_code'] ?? '');
  const asked = deps.deviceCodes.byUserCode(userCode);
  if (asked === undefined) return approval(deps, ask, words.wrongCode);
  try {
    if (fields['twin_choice'] !== 'accept') {
      deps.deviceCodes.decide(userCode, undefined);
      return textPage(languageOf(ask), words.declined);
    }
    const chosen = peopleOf(deps, asked).find((one) => one.id === fields['twin_person']);
    if (chosen === undefined) throw new AadRefusal(50034, [asked.tenantId ?? 'common']);
    const person = standing(deps, { personId: chosen.id, tenantId: chosen.tenantId });
    const amr = fields['twin_mfa'] === '1' ? ['pwd', 'mfa'] : ['pwd'];
    requireFactor(deps, person, { amr, resource: asked.scope });
    deps.deviceCodes.decide(userCode, { personId: person.id, tenantId: person.tenantId, appId: deps.app.id, amr, session: person.session, scope: asked.scope });
    return textPage(languageOf(ask), words.done);
  } catch (error) {
    if (error instanceof AadRefusal) return approval(deps, ask, aadWords(error).error_description);
    throw error;
  }
};
