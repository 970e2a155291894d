import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const jwt = (claims: object): string => `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.c2ln`;

export type EntraCall = { tenantId: string; grant: string; form: URLSearchParams };
export type FakeEntra = {
  network: INetworkModule;
  calls: EntraCall[];
  /** Changes what is answered: an error body, other claims, or no answer. */
  next: { error?: object; status?: number; claims?: object; away?: boolean; wait?: Promise<void> };
};

/** Entra's token endpoint behind msal-node's network seam: rotates refresh tokens, puts who-and-what into unsigned tokens. */
export const fakeEntra = (clock: { now(): Date }): FakeEntra => {
  const calls: EntraCall[] = [];
  const entra: FakeEntra = { calls, next: {}, network: { sendGetRequestAsync: () => Promise.reject(new Error('No discovery is expected.')), sendPostRequestAsync: post } };

  async function post<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const form = new URLSearchParams(options?.body ?? '');
    const tenantId = new URL(url).pathname.split('/')[1] ?? '';
    calls.push({ tenantId, grant: form.get('grant_type') ?? '', form });
    const { error, status, claims, away, wait } = entra.next;
    await wait;
    if (away === true) throw new Error('ECONNREFUSED');
    if (error !== undefined) return { status: status ?? 400, headers: {}, body: error as T };
    return { status: 200, headers: {}, body: answer(tenantId, form, claims ?? {}) as T };
  }

  const answer = (tenantId: string, form: URLSearchParams, claims: object): object => {
    const iat = Math.floor(clock.now().getTime() / 1000);
    const base = { tid: tenantId, iat, exp: iat + 3600, n: calls.length };
    const common = { token_type: 'Bearer', expires_in: 3599 };
    if (form.get('grant_type') === 'client_credentials') return { ...common, access_token: jwt({ ...base, idtyp: 'app', scope: form.get('scope'), ...claims }) };
    const personId = personOf(form);
    return {
      ...common,
      scope: 'https://api.partnercenter.microsoft.com/user_impersonation',
      access_token: jwt({ ...base, oid: personId, amr: ['pwd', 'mfa'], ...claims }),
      refresh_token: `refresh|${personId}|${calls.length}`,
      id_token: jwt({ oid: personId, tid: tenantId, sub: personId, preferred_username: 'a@fjordline.example' }),
      client_info: encode({ uid: personId, utid: tenantId }),
    };
  };
  return entra;
};

const personOf = (form: URLSearchParams): string => {
  const assertion = form.get('assertion');
  if (assertion === null) return form.get('refresh_token')?.split('|')[1] ?? '';
  return (JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8')) as { oid: string }).oid;
};
