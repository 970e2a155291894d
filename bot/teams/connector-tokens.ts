import type { INetworkModule } from '@azure/msal-node';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';

/** Hands out the bot's own bearer for the Bot Connector. Callers that arrive while one is fetched share it. */
export type ConnectorTokens = {
  get(): Promise<string>;
  /** The connector refused this token (401): the next caller gets a new one. */
  forget(token: string): void;
};

export type ConnectorTokenDeps = {
  app: Config['app'];
  networkClient: INetworkModule;
  /** Real time, also in a rehearsal. */
  clock: Clock;
  random?: () => number;
};

const SCOPE = 'https://api.botframework.com/.default';
const SHORTEST_MS = 60_000;

type Held = { token: string; refreshAt: number; expiresAt: number };

/**
 * Client credentials by msal against the bot's own tenant, with the production authority: in a rehearsal only the network client leads
 * elsewhere. The SDK's AppCredentials are not used: their cache forgets the tenant and lets every parallel caller fetch.
 */
export const createConnectorTokens = ({ app, networkClient, clock, random = Math.random }: ConnectorTokenDeps): ConnectorTokens => {
  let held: Held | undefined;
  let pending: Promise<Held> | undefined;
  const client = async () => {
    // Loaded at the first send: start-up does not need it.
    const { ConfidentialClientApplication } = await import('@azure/msal-node');
    const authority = `https://login.microsoftonline.com/${app.tenantId}`;
    return new ConfidentialClientApplication({ auth: { clientId: app.id, clientSecret: app.password, authority }, system: { networkClient } });
  };
  let application: ReturnType<typeof client> | undefined;
  const acquire = async (): Promise<Held> => {
    application ??= client();
    const now = clock.now().getTime();
    const result = await (await application).acquireTokenByClientCredential({ scopes: [SCOPE], skipCache: true });
    if (!result?.accessToken || result.expiresOn === null) throw new Error('Entra gave no token for the connector.');
    const life = Math.max(result.expiresOn.getTime() - now, SHORTEST_MS);
    // At 80 % of its life, less up to 5 %, so that replicas started together do not come back together.
    held = { token: result.accessToken, refreshAt: now + life * (0.8 - 0.05 * random()), expiresAt: now + life };
    return held;
  };
  const renew = (): Promise<Held> => {
    pending ??= acquire().finally(() => { pending = undefined; });
    return pending;
  };
  return {
    get: async () => {
      const now = clock.now().getTime();
      if (held !== undefined && now < held.refreshAt) return held.token;
      if (held === undefined || now >= held.expiresAt - SHORTEST_MS) return (await renew()).token;
      // Still good: whoever comes first renews it, and a refusal meanwhile does not hurt anybody.
      return renew().then((fresh) => fresh.token, () => (held as Held).token);
    },
    forget: (token) => {
      if (held?.token === token) held = undefined;
    },
  };
};
