import assert from 'node:assert/strict';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';

/** Production addresses go in, the twin is asked; any other host is a fault of the test. */
export const rewriting = (address: string, seen: string[]): INetworkModule => {
  const send = async <T>(method: string, url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
    seen.push(url);
    const { origin, pathname, search } = new URL(url);
    assert.equal(origin, 'https://login.microsoftonline.com');
    const response = await fetch(`${address}${pathname}${search}`, { method, headers: options?.headers ?? {}, body: options?.body ?? null });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (await response.json()) as T };
  };
  return { sendGetRequestAsync: (url, options) => send('GET', url, options), sendPostRequestAsync: (url, options) => send('POST', url, options) };
};
