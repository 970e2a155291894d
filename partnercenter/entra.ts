import { ConfidentialClientApplication } from '@azure/msal-node';
import type { AccountInfo, INetworkModule } from '@azure/msal-node';
import { TokenError } from './errors.ts';

export const PARTNER_CENTER_APP_SCOPE = 'https://api.partnercenter.microsoft.com/.default';
export const PARTNER_CENTER_PERSON_SCOPE = 'https://api.partnercenter.microsoft.com/user_impersonation';
export const GRAPH_APP_SCOPE = 'https://graph.microsoft.com/.default';

export type EntraDeps = { appId: string; appSecret: string; networkClient: INetworkModule };
export type PersonKey = { tenantId: string; personId: string };

/** A token, and for a person the cache blob to be kept: it holds the refresh token, possibly a rotated one. */
export type Acquired = { token: string; expiresOn: Date | null };
export type AcquiredForPerson = Acquired & { blob: string };

/**
 * The three ways of asking Entra (API topics 2.1, 2.2). Each call has a client of its own, filled from one partition only, because
 * msal-node keeps whatever a client has ever seen in one blob. Throws what msal throws.
 */
export type Entra = {
  forApp(tenantId: string, scope: string): Promise<Acquired>;
  silently(person: PersonKey, blob: string, forceRefresh: boolean): Promise<AcquiredForPerson>;
  onBehalfOf(person: PersonKey, ssoToken: string): Promise<AcquiredForPerson>;
};

export const createEntra = (deps: EntraDeps): Entra => {
  const clientOf = (tenantId: string): ConfidentialClientApplication =>
    new ConfidentialClientApplication({
      auth: { clientId: deps.appId, clientSecret: deps.appSecret, authority: `https://login.microsoftonline.com/${tenantId}` },
      // Repeats are this program's decision, not the library's.
      system: { networkClient: deps.networkClient, disableInternalRetries: true },
    });

  return {
    forApp: async (tenantId, scope) => {
      const result = await clientOf(tenantId).acquireTokenByClientCredential({ scopes: [scope], skipCache: true });
      return present(result);
    },

    silently: async (person, blob, forceRefresh) => {
      const client = clientOf(person.tenantId);
      const cache = client.getTokenCache();
      fill(cache, blob);
      const account = accountOf(await cache.getAllAccounts(), person);
      const result = await client.acquireTokenSilent({ account, scopes: [PARTNER_CENTER_PERSON_SCOPE], forceRefresh });
      return { ...present(result), blob: cache.hasChanged() ? cache.serialize() : blob };
    },

    onBehalfOf: async (person, ssoToken) => {
      const client = clientOf(person.tenantId);
      const result = await client.acquireTokenOnBehalfOf({ oboAssertion: ssoToken, scopes: [PARTNER_CENTER_PERSON_SCOPE], skipCache: true });
      return { ...present(result), blob: client.getTokenCache().serialize() };
    },
  };
};

const fill = (cache: { deserialize(blob: string): void }, blob: string): void => {
  try {
    cache.deserialize(blob);
  } catch (error) {
    throw new TokenError('sign-in-needed', { code: 'unreadable_partition', cause: error });
  }
};

const present = (result: { accessToken: string; expiresOn: Date | null } | null): Acquired => {
  // What msal makes of a gateway's page: an answer without a token and without an error.
  if (result === null || result.accessToken === '') throw new TokenError('unreachable', { code: 'empty_answer' });
  return { token: result.accessToken, expiresOn: result.expiresOn };
};

const accountOf = (accounts: readonly AccountInfo[], person: PersonKey): AccountInfo => {
  const found = accounts.find(({ localAccountId, tenantId }) => localAccountId.toLowerCase() === person.personId && tenantId.toLowerCase() === person.tenantId);
  if (found === undefined) throw new TokenError('sign-in-needed', { code: 'no_account' });
  return found;
};
