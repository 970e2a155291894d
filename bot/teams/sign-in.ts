import type { Activity, TurnContext } from 'botbuilder';
import { ActivityTypes } from 'botbuilder';
import type { Person } from '../../journey/records.ts';
import type { ExchangeResult } from '../../partnercenter/tokens.ts';
import type { Text } from '../../locales/text.ts';
import { textOf } from './turn.ts';

export type SignInDeps = {
  readonly appId: string;
  readonly tokens: {
    has(tenantId: string, personId: string): Promise<boolean>;
    exchange(request: { tenantId: string; personId: string; ssoToken: string }): Promise<ExchangeResult>;
    forget(tenantId: string, personId: string): Promise<void>;
  };
  /** Orders that waited for this person's token go on. */
  readonly resumeParked: (tenantId: string, personId: string) => Promise<number>;
  readonly newId: () => string;
};

export type SignIn = {
  readonly isSignedIn: (person: Person) => Promise<boolean>;
  /** A message that makes Teams send the person's single sign-on token by itself, or shows the button. */
  readonly message: (context: TurnContext) => Partial<Activity>;
  /** The same message where nobody has just spoken. */
  readonly unasked: (text: Text) => Partial<Activity>;
  /** The reply to a pressed button that makes Teams sign in and press again. */
  readonly loginRequest: (context: TurnContext) => { statusCode: 401; type: string; value: object };
  /** Trades the person's own token for one to Partner Center, on their behalf; anybody else's token is refused (A32). */
  readonly exchange: (person: Person, ssoToken: string) => Promise<ExchangeResult>;
  readonly signOut: (person: Person) => Promise<void>;
};

const CONNECTION = 'vaxla-sso';
const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

export const createSignIn = (deps: SignInDeps): SignIn => {
  const card = (text: Text) => ({
    text: text.t('signin.text'),
    connectionName: CONNECTION,
    tokenExchangeResource: { id: deps.newId(), uri: `api://botid-${deps.appId}` },
    buttons: [{ type: 'signin', title: text.t('signin.button'), text: text.t('signin.button'), value: `api://botid-${deps.appId}` }],
  });
  const unasked = (text: Text): Partial<Activity> => ({
    type: ActivityTypes.Message,
    summary: text.t('signin.title'),
    attachments: [{ contentType: OAUTH_CARD, content: card(text) }],
  });
  return {
    isSignedIn: (person) => deps.tokens.has(person.tenantId, person.personId),
    message: (context) => unasked(textOf(context)),
    unasked,
    loginRequest: (context) => ({ statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest', value: card(textOf(context)) }),
    exchange: async (person, ssoToken) => {
      const result = await deps.tokens.exchange({ tenantId: person.tenantId, personId: person.personId, ssoToken });
      if (result.ok) await deps.resumeParked(person.tenantId, person.personId);
      return result;
    },
    signOut: (person) => deps.tokens.forget(person.tenantId, person.personId),
  };
};
