/** An organisation that may use this bot: its tenant, the side it plays, its own PartnerID (MPN id) and its name. */
export type OrganisationSetting = { tenantId: string; side: 'partner' | 'provider'; mpnId: string; name: string };

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\]|::1|localhost)$/;

export const isGuid = (text: unknown): text is string => typeof text === 'string' && GUID.test(text);

/** True for 127.0.0.0/8, ::1 and localhost, and for nothing that merely looks like them. */
export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);

/** What is wrong with a twin's address, or undefined. A twin answers plain http on this machine only, at its root. */
export const twinAddressFault = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return 'is not an address';
  if (url.protocol !== 'http:') return 'must begin with http://';
  if (url.username !== '' || url.password !== '' || text.includes('@')) return 'must not name a user';
  if (!isLoopbackHost(url.hostname)) return 'must be on this machine (127.0.0.0/8, [::1] or localhost)';
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#\\]/.test(text)) return 'must have no path';
  return undefined;
};

/** What is wrong with the address for events, or undefined. In a rehearsal it is this machine; otherwise https, because anybody can listen in between. */
export const webhookAddressFault = (text: string, isRehearsal: boolean): string | undefined => {
  if (isRehearsal) return twinAddressFault(text);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return 'is not an address';
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (text.includes('@')) return 'must not name a user';
  if (isLoopbackHost(url.hostname)) return 'is on this machine, where Partner Center cannot reach it';
  return url.pathname !== '/' || /[?#\\]/.test(text) ? 'must have no path: events come to /api/partner-center-events below it' : undefined;
};

const fromJson = (text: string): unknown[] => {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new TypeError('not a list');
  return parsed as unknown[];
};

const fromList = (text: string): unknown[] =>
  text.split(';').filter((entry) => entry.trim() !== '').map((entry) => {
    const [tenantId = '', side = '', mpnId = '', ...name] = entry.split(':');
    return { tenantId: tenantId.trim(), side: side.trim(), mpnId: mpnId.trim(), name: name.join(':').trim() };
  });

const organisationFault = (entry: unknown): string | undefined => {
  const { tenantId, side, mpnId, name } = (entry ?? {}) as Record<string, unknown>;
  if (!isGuid(tenantId)) return 'its tenant id is not a GUID';
  if (side !== 'partner' && side !== 'provider') return 'its side is neither partner nor provider';
  if (typeof mpnId !== 'string' || !/^\d{1,12}$/.test(mpnId)) return 'its PartnerID is not a number';
  if (typeof name !== 'string' || name === '' || name.length > 120) return 'it has no name (1 to 120 characters)';
  return undefined;
};

/** Reads `VAXLA_ORGANISATIONS`: a JSON list of objects, or `tenantId:side:PartnerID:name` entries parted by semicolons. */
export const readOrganisations = (text: string): { organisations: OrganisationSetting[]; faults: string[] } => {
  let entries: unknown[];
  try {
    entries = text.trimStart().startsWith('[') ? fromJson(text) : fromList(text);
  } catch (error) {
    return { organisations: [], faults: [`VAXLA_ORGANISATIONS is not valid JSON (${error instanceof TypeError ? error.message : 'syntax'}).`] };
  }
  const faults = entries.flatMap((entry, index) => {
    const fault = organisationFault(entry);
    return fault === undefined ? [] : [`VAXLA_ORGANISATIONS: entry ${index + 1} is refused, ${fault}.`];
  });
  if (faults.length > 0) return { organisations: [], faults };
  const organisations = (entries as OrganisationSetting[]).map(({ tenantId, side, mpnId, name }) => ({ tenantId: tenantId.toLowerCase(), side, mpnId, name }));
  const tenants = new Set(organisations.map((o) => o.tenantId));
  if (organisations.length === 0) faults.push('VAXLA_ORGANISATIONS names no organisation, so nobody could use the bot.');
  if (tenants.size < organisations.length) faults.push('VAXLA_ORGANISATIONS names the same tenant twice.');
  return { organisations, faults };
};
