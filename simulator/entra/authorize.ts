import { randomUUID } from 'node:crypto';
import { formFields } from '../http.ts';
import type { Ask, Reply, Route } from '../http.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { modeOf, readRequest } from './authorize-request.ts';
import type { DirectoryPerson } from './directory.ts';
import type { GrantDeps } from './grants.ts';
import { requireFactor, standing } from './grants.ts';
import { AadRefusal, aadWords } from './refusals.ts';
import { choicePage, formPostPage, languageOf, refusalPage, textPage } from './sign-in-page.ts';
import { wordsOf } from './sign-in-wording.ts';
import type { BrowserSession, Sessions } from './sessions.ts';
import { SHARED_TENANTS } from './token-endpoint.ts';

export type PageDeps = GrantDeps & { sessions: Sessions };
type Fields = Readonly<Record<string, string>>;
type Version = 'v1' | 'v2';
type Place = { tenantName: string; tenantId: string | undefined; version: Version };

/** The sign-in page of the authorisation code flow: asked with GET, answered by its own form with POST, and signing out. */
export const authorizeRoutes = (deps: PageDeps): Route[] =>
  ([['v2', '/:tenant/oauth2/v2.0'], ['v1', '/:tenant/oauth2']] as const).flatMap(([version, path]): Route[] => [
    ['get', `${path}/authorize`, (ask) => authorize(deps, ask, { version, fields: Object.fromEntries(ask.query) })],
    ['post', `${path}/authorize`, (ask) => authorize(deps, ask, { version, fields: formFields(ask) })],
    ['get', `${path}/logout`, (ask) => signOut(deps, ask)],
  ]);

const authorize = (deps: PageDeps, ask: Ask, { version, fields }: { version: Version; fields: Fields }): Reply => {
  try {
    const place = placeOf(deps, ask, version);
    checkClient(deps, fields, place.tenantName);
    return answer(deps, ask, { place, fields });
  } catch (error) {
    if (error instanceof AadRefusal) return refusalPage(languageOf(ask), aadWords(error).error_description);
    throw error;
  }
};

/** From here on the client's address is known to be the client's, and whatever is wrong goes back there. */
const answer = (deps: PageDeps, ask: Ask, { place, fields }: { place: Place; fields: Fields }): Reply => {
  try {
    const request = readRequest({ fields, tenantName: place.tenantName, appId: deps.app.id, version: place.version });
    if (fields['twin_choice'] === 'deny') throw new AadRefusal(65004);
    if (fields['twin_choice'] === 'accept') return chosen(deps, ask, { place, fields, request });
    const session = sessionFor(deps, ask, { place, request });
    const isSilent = request.prompts.length === 0 || request.prompts.includes('none');
    if (session !== undefined && isSilent) return signIn(deps, ask, { request, session });
    if (request.prompts.includes('none')) throw new AadRefusal(50058);
    const own = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('twin_')));
    return choicePage(languageOf(ask), { action: ask.path, scope: request.want.said, fields: own, people: peopleOf(deps, place), preselected: request.loginHint });
  } catch (error) {
    if (!(error instanceof AadRefusal)) throw error;
    return handBack(ask, { redirectUri: fields['redirect_uri'] ?? '', mode: modeOf(fields), fields: { ...aadWords(error), ...stateOf(fields['state']) } });
  }
};

const placeOf = (deps: PageDeps, ask: Ask, version: Version): Place => {
  const tenantName = ask.params['tenant'] ?? '';
  const tenantId = SHARED_TENANTS.has(tenantName) ? undefined : deps.directory.tenantId(tenantName);
  if (tenantId === undefined && !SHARED_TENANTS.has(tenantName)) throw new AadRefusal(90002, [tenantName]);
  return { tenantName, tenantId, version };
};

const checkClient = (deps: PageDeps, fields: Fields, tenantName: string): void => {
  const clientId = fields['client_id'];
  if (clientId === undefined) throw new AadRefusal(900144, ['client_id']);
  if (clientId.toLowerCase() !== deps.app.id.toLowerCase()) throw new AadRefusal(700016, [clientId, tenantName]);
  const redirectUri = fields['redirect_uri'];
  if (redirectUri === undefined) throw new AadRefusal(900144, ['redirect_uri']);
  if (deps.registration.redirect(redirectUri) === undefined) throw new AadRefusal(50011, [redirectUri, deps.app.id]);
};

export const peopleOf = ({ directory }: PageDeps, { tenantId }: { tenantId: string | undefined }): DirectoryPerson[] =>
  directory.people().filter((person) => tenantId === undefined || person.tenantId === tenantId);

const chosen = (deps: PageDeps, ask: Ask, { place, fields, request }: { place: Place; fields: Fields; request: AuthorizeRequest }): Reply => {
  const person = peopleOf(deps, place).find((one) => one.id === fields['twin_person']);
  if (person === undefined) throw new AadRefusal(50034, [place.tenantName]);
  const amr = fields['twin_mfa'] === '1' ? ['pwd', 'mfa'] : ['pwd'];
  return signIn(deps, ask, { request, session: { personId: person.id, amr, session: person.session } });
};

/** Who is signed in already, when that person may and shall be used here. */
const sessionFor = (deps: PageDeps, ask: Ask, { place, request }: { place: Place; request: AuthorizeRequest }): BrowserSession | undefined => {
  const session = deps.sessions.of(ask);
  const person = peopleOf(deps, place).find((one) => one.id === session?.personId && one.session === session.session && !one.disabled);
  const isHinted = request.loginHint === undefined || request.loginHint.toLowerCase() === person?.upn;
  return person !== undefined && isHinted ? session : undefined;
};

const signIn = (deps: PageDeps, ask: Ask, { request, session }: { request: AuthorizeRequest; session: BrowserSession }): Reply => {
  const found = deps.directory.person(session.personId);
  const person = standing(deps, { personId: session.personId, tenantId: found?.tenantId ?? '' });
  requireFactor(deps, person, { amr: session.amr, resource: request.want.resource.uri });
  const { redirectUri, challenge, nonce } = request;
  const grant = { personId: person.id, tenantId: person.tenantId, appId: deps.app.id, amr: session.amr, session: person.session, scope: request.want.renewal };
  const code = deps.codes.issue({ ...grant, redirectUri, challenge, nonce });
  const fields = { code, ...stateOf(request.state), session_state: randomUUID() };
  return handBack(ask, { redirectUri, mode: request.mode, fields }, deps.sessions.begin(session));
};

const stateOf = (state: string | undefined): Record<string, string> => (state === undefined ? {} : { state });

type Delivery = { redirectUri: string; mode: 'query' | 'fragment' | 'form_post'; fields: Record<string, string> };

const handBack = (ask: Ask, { redirectUri, mode, fields }: Delivery, cookie?: string): Reply => {
  const set: Record<string, string> = cookie === undefined ? {} : { 'set-cookie': cookie };
  if (mode === 'form_post') {
    const page = formPostPage(languageOf(ask), redirectUri, fields);
    return 'status' in page ? { ...page, headers: { ...page.headers, ...set } } : page;
  }
  const target = new URL(redirectUri);
  if (mode === 'fragment') target.hash = new URLSearchParams(fields).toString();
  else for (const [name, value] of Object.entries(fields)) target.searchParams.append(name, value);
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store', ...set } };
};

const signOut = (deps: PageDeps, ask: Ask): Reply => {
  const cookie = { 'set-cookie': deps.sessions.end(ask) };
  const next = ask.query.get('post_logout_redirect_uri');
  if (next !== null && deps.registration.redirect(next) !== undefined) return { status: 302, headers: { location: next, ...cookie } };
  const page = textPage(languageOf(ask), wordsOf(languageOf(ask)).out);
  return 'status' in page ? { ...page, headers: { ...page.headers, ...cookie } } : page;
};
