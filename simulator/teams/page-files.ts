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

/** The page may load from its own origin only; cards may show embedded pictures. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageRoutes = (): Route[] => [
  ['get', '/', () => file(new URL('index.html', PAGE), 'html')],
  ['get', '/room/:name', named(/^[a-z-]+\.(js|css|svg)$/, (name) => new URL(name, PAGE))],
  ['get', '/vendor/:name', named(/^[a-z.-]+\.m?js$/, (name) => (VENDOR[name] === undefined ? undefined : new URL(VENDOR[name], PACKAGES)))],
];

const named = (allowed: RegExp, locate: (name: string) => URL | undefined): Handler => (ask) => {
  const name = ask.params['name'] ?? '';
  const place = allowed.test(name) ? locate(name) : undefined;
  return place === undefined ? { status: 404 } : file(place, name.split('.').at(-1) ?? '');
};

const file = async (place: URL, extension: string): Promise<Reply> => {
  try {
    const headers = {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    };
    return { status: 200, bytes: await readFile(place), headers };
  } catch {
    return { status: 404 };
  }
};
