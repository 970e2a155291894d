import { readFile } from 'node:fs/promises';
import type { Handler, Reply, Route } from '../http.ts';

const PAGE = new URL('./page/', import.meta.url);
const PACKAGES = new URL('../../node_modules/', import.meta.url);

/** The renderer of cards and the markdown parser come from their npm packages; nothing is fetched from outside. */
const VENDOR: Record<string, string> = {
  'adaptivecards.min.js': 'adaptivecards/dist/adaptivecards.min.js',
  'markdown-it.min.mjs': 'markdown-it/dist/browser/markdown-it.esm.min.mjs',
};

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The page may load from its own origin only, and show the portal beside the chats; cards may show embedded pictures. */
const policyFor = (portalAddress: string): string => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  `frame-src ${portalAddress}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageRoutes = (portalAddress: string): Route[] => [
  ['get', '/', () => file(new URL('index.html', PAGE), { extension: 'html', policy: policyFor(portalAddress) })],
  ['get', '/room/:name', named(policyFor(portalAddress), /^[a-z-]+\.(js|css|svg)$/, (name) => new URL(name, PAGE))],
  ['get', '/vendor/:name', named(policyFor(portalAddress), /^[a-z.-]+\.m?js$/, (name) => (VENDOR[name] === undefined ? undefined : new URL(VENDOR[name], PACKAGES)))],
];

const named = (policy: string, allowed: RegExp, locate: (name: string) => URL | undefined): Handler => (ask) => {
  const name = ask.params['name'] ?? '';
  const place = allowed.test(name) ? locate(name) : undefined;
  return place === undefined ? { status: 404 } : file(place, { extension: name.split('.').at(-1) ?? '', policy });
};

const file = async (place: URL, { extension, policy }: { extension: string; policy: string }): Promise<Reply> => {
  try {
    const headers = {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    };
    return { status: 200, bytes: await readFile(place), headers };
  } catch {
    return { status: 404 };
  }
};
