import type { TwinAddresses } from '../config.ts';

/** Microsoft's hosts that the bot may call, with the twin that plays each in a rehearsal and the folder it does so under. */
const HOSTS: Readonly<Record<string, { twin: keyof TwinAddresses; under: string }>> = {
  'login.microsoftonline.com': { twin: 'entra', under: '' },
  'login.botframework.com': { twin: 'entra', under: '/botframework' },
  'graph.microsoft.com': { twin: 'entra', under: '/graph' },
  'api.partnercenter.microsoft.com': { twin: 'partnerCenter', under: '' },
  // Certificates behind signed events (bot/webhooks/certificates.ts).
  '3psostorageacct.blob.core.windows.net': { twin: 'partnerCenter', under: '' },
  'www.microsoft.com': { twin: 'partnerCenter', under: '' },
  'caissuers.microsoft.com': { twin: 'partnerCenter', under: '' },
  'cacerts.digicert.com': { twin: 'partnerCenter', under: '' },
};

/** The Bot Connector of the commercial cloud, GCC and GCC High. Tokens of the bot go to these and nowhere else. */
const CONNECTOR_HOSTS: ReadonlySet<string> = new Set(['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com', 'smba.infra.gov.teams.microsoft.us']);

export type Addresses = {
  /** The address to really call; throws `RangeError` for anything that is not on the list. */
  rewrite(url: string): string;
  isTrustedServiceUrl(url: unknown): boolean;
};

/**
 * The parsed address, or undefined unless the text is written exactly as its parsed form begins. That one comparison refuses what
 * makes parsers disagree: upper case, user info, a port (also the default one), a trailing dot, IDN and full-width letters,
 * backslashes, tabs and line ends, odd IP notations.
 */
const plain = (text: string): URL | undefined => {
  if (text.length > 4_096 || /[\u0000-\u0020\u007f\\]/.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const rest = text.startsWith(url.origin) ? text.slice(url.origin.length) : undefined;
  return rest === undefined || !/^($|[/?])/.test(rest) || url.hash !== '' ? undefined : url;
};

/** The rewrite table. Without twins nothing is rewritten; with them no host of Microsoft's is ever called. */
export const createAddresses = (twins?: TwinAddresses): Addresses => {
  const twinOrigins = new Set(twins === undefined ? [] : Object.values(twins));
  const isTrustedServiceUrl = (text: unknown): boolean => {
    const url = typeof text === 'string' ? plain(text) : undefined;
    if (url === undefined || url.search !== '') return false;
    if (twins !== undefined) return url.origin === twins.teams;
    return url.protocol === 'https:' && url.port === '' && CONNECTOR_HOSTS.has(url.hostname);
  };
  const rewrite = (text: string): string => {
    const url = plain(text);
    if (url !== undefined && twinOrigins.has(url.origin)) return text;
    const place = url?.protocol === 'https:' && url.port === '' && Object.hasOwn(HOSTS, url.hostname) ? HOSTS[url.hostname] : undefined;
    if (url !== undefined && place !== undefined) {
      return twins === undefined ? text : `${twins[place.twin]}${place.under}${url.pathname}${url.search}`;
    }
    if (twins === undefined && url !== undefined && url.protocol === 'https:' && url.port === '' && CONNECTOR_HOSTS.has(url.hostname)) return text;
    throw new RangeError('The address is not one that this program may call.');
  };
  return { rewrite, isTrustedServiceUrl };
};
