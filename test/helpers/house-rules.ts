import type { Import, SourceFile } from './source-tree.ts';

/** Who may import whom: the table of docs/architecture.md as data, and the sentences that say where a misplaced line should go. */

type Room = { rooms: string; packages: string };

/** The client's types, and its errors: those are types too, ones that a `catch` must be able to ask for at run time. */
const CLIENT_TYPES = 'partnercenter:types partnercenter/errors.ts';
const ALL = 'journey partnercenter cards ledger commands watcher dialogs locales cli';

/** `x` allows all of x, `x:types` its types, `x/file` one file of it. A package that ends in `*` stands for all that begin so. */
const HOUSE: Readonly<Record<string, Room>> = {
  journey: { rooms: '', packages: '' },
  locales: { rooms: 'journey:types', packages: '' },
  partnercenter: { rooms: 'journey:types', packages: '@azure/msal-node undici zod' },
  cards: { rooms: 'journey:types locales', packages: 'adaptivecards-templating zod' },
  ledger: { rooms: 'journey', packages: 'kysely pg pg-boss keyv zod' },
  commands: { rooms: `journey ledger ${CLIENT_TYPES}`, packages: 'zod' },
  watcher: { rooms: `journey ledger commands ${CLIENT_TYPES}`, packages: '' },
  dialogs: { rooms: `journey cards locales commands:types ledger:types ${CLIENT_TYPES}`, packages: 'botbuilder* botframework-connector:types zod' },
  simulator: { rooms: 'partnercenter/wire.ts:types', packages: 'restify jose zod' },
  cli: { rooms: 'journey commands ledger partnercenter watcher locales', packages: '' },
  scripts: { rooms: 'bot/config.ts ledger/embedded.ts ledger/embedded-home.ts ledger/embedded-server.ts ledger/faults.ts locales', packages: 'mocha' },
  bot: { rooms: ALL + ' dialogs', packages: 'botbuilder* botframework-connector botframework-schema restify jose undici pino @azure/msal-node zod' },
  bench: { rooms: ALL + ' bot simulator test', packages: '*' },
  test: { rooms: ALL + ' bot simulator bench scripts', packages: '*' },
};

/** Where a line belongs that needs the thing on the left. The first match speaks. */
const WHERE: readonly (readonly [RegExp, string])[] = [
  [/^botbuilder|^botframework/, 'A line that knows Teams goes to bot/, one that asks a person something to dialogs/; the SDK is past its end of support, so nothing else may know it.'],
  [/^(kysely|pg|pg-boss|keyv)(\/|$)|^ledger/, 'A line that reads or writes something that outlives the process goes to ledger/; take what you need as a function in your Deps.'],
  [/^(@azure\/msal-node|undici)|^partnercenter/, 'A line that names an address, header, status or JSON field of Partner Center goes to partnercenter/; others take its types, and the client in their Deps.'],
  [/^(restify|jose|pino)|^bot(\/|$)/, 'A line that knows Teams, HTTP or the environment goes to bot/, which nobody imports; take what you need in your Deps.'],
  [/^adaptivecards/, 'What people see on a card goes to cards/ (data) and cards/templates/ (look).'],
  [/^simulator/, 'A line that exists so that we can pretend goes to simulator/ or test/; a script starts the twins as programs of their own.'],
  [/^locales/, 'A sentence that somebody reads goes to locales/ and reaches people through cards/, dialogs/, bot/ or cli/.'],
  [/^commands/, 'A line that does something to the world that a person ordered goes to commands/.'],
  [/^dialogs/, 'A line that asks a person something goes to dialogs/.'],
  [/^cards/, 'A line about what people see on a card goes to cards/; dialogs/ and bot/ show it.'],
  [/^watcher/, 'A line that happens because time passed goes to watcher/.'],
  [/^journey/, 'A line that says what a partner may do, or what follows from what happened, goes to journey/; others call it.'],
  [/^node:/, 'The journey is pure: what touches the machine goes to ledger/, bot/ or watcher/ and hands plain records in.'],
  [/^scripts/, 'Scripts are started by people; what the product needs goes to a room.'],
  [/^(test|bench)/, 'What exists so that we can pretend or measure stays in test/ and bench/; what the product needs goes to a room.'],
];

const whereTo = (target: string): string =>
  WHERE.find(([pattern]) => pattern.test(target))?.[1] ?? 'Say in test/helpers/house-rules.ts and docs/decisions.md why this room needs it, or use what is there.';

const allows = (rule: string, target: string, typeOnly: boolean): boolean => {
  const [name, kind] = rule.split(':') as [string, string | undefined];
  if (kind === 'types' && !typeOnly) return false;
  return name.endsWith('*') ? target.startsWith(name.slice(0, -1)) : target === name || target.startsWith(`${name}/`);
};

const among = (rules: string, target: string, typeOnly: boolean): boolean =>
  rules.split(' ').some((rule) => rule !== '' && allows(rule, target, typeOnly));

/** The room of a file: the first folder of its path, or none for the files at the root. */
export const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');

const faultOf = (file: SourceFile, one: Import): string | undefined => {
  const name = roomOf(file.path);
  const room = HOUSE[name];
  if (room === undefined) return undefined;
  const target = one.path ?? one.specifier;
  if (one.path !== undefined && roomOf(one.path) === name) return undefined;
  const builtIn = one.specifier.startsWith('node:');
  const allowed = builtIn ? name !== 'journey' : among(one.path === undefined ? room.packages : room.rooms, target, one.typeOnly);
  if (allowed) return undefined;
  const list = one.path === undefined ? room.packages : room.rooms;
  return `${file.path}:${one.line} imports ${target}, but ${name}/ may import ${list === '' || builtIn ? 'nothing of that kind' : `only ${list}`}. ${whereTo(target)}`;
};

/** One sentence for each import that the table forbids. */
export const importFaults = (files: readonly SourceFile[]): string[] =>
  files.flatMap((file) => file.imports.map((one) => faultOf(file, one))).filter((fault) => fault !== undefined);

/** Folders at the root that hold TypeScript but have no row in the table. */
export const unknownRooms = (files: readonly SourceFile[]): string[] =>
  [...new Set(files.map((file) => roomOf(file.path)))].filter((room) => room !== '' && HOUSE[room] === undefined);

/** One sentence for each circle of files that import each other, types included: who reads one must read all. */
export const cycles = (files: readonly SourceFile[]): string[] => {
  const next = new Map(files.map((file) => [file.path, file.imports.map((one) => one.path).filter((path) => path !== undefined)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push(`${[...trail.slice(at), path].join(' -> ')} is a circle. Move what both need into a file of its own, or hand it in through Deps.`);
    if (at >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
};
