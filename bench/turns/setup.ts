/** What every measured bot is told, as one JSON argument; keys, secrets and ports are made for each run. */
export type Setup = {
  port: number;
  appId: string;
  appSecret: string;
  appTenantId: string;
  /** Origins of the Entra twin and of the counting connector. */
  entra: string;
  connector: string;
};

export const readSetup = (): Setup => JSON.parse(process.argv[2] ?? '{}') as Setup;

export const serviceUrlOf = (connector: string): string => `${connector}/connector/`;

/** The visible work of a turn, the same in every program: `transfer` opens a conversation with a sign-in card, `cancel` ends it with a sentence. */
export const SIGN_IN_TEXT = 'Sign in to Partner Center so that Växla can do this in your name. Växla only does what you press.';
export const SIGN_IN_TITLE = 'Sign in to Partner Center';
export const CANCELLED = 'Cancelled. Nothing has been changed.';
export const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

export const signInCard = (appId: string, id: string): object => ({
  text: SIGN_IN_TEXT,
  connectionName: 'vaxla-sso',
  tokenExchangeResource: { id, uri: `api://botid-${appId}` },
  buttons: [{ type: 'signin', title: SIGN_IN_TITLE, text: SIGN_IN_TITLE, value: `api://botid-${appId}` }],
});
