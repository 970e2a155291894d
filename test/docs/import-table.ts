import { importFaults, unknownRooms } from '../helpers/house-rules.ts';
import { projectFiles, readText } from '../helpers/source-tree.ts';
import type { Import, SourceFile } from '../helpers/source-tree.ts';
import { tableOf } from './markdown.ts';

type Rule = { readonly name: string; readonly typesOnly: boolean };
export type Row = { readonly room: string; readonly rooms: readonly Rule[]; readonly packages: readonly Rule[] };

const rulesOf = (cell: string): Rule[] =>
  [...cell.matchAll(/`([^`]+)`( \(types\))?/g)].map(([, name, types]) => ({ name: name ?? '', typesOnly: types !== undefined }));

export const rowsOf = (text: string): Row[] =>
  tableOf(text, 'room').map(([room = '', rooms = '', packages = '']) => ({ room: room.replaceAll('`', ''), rooms: rulesOf(rooms), packages: rulesOf(packages) }));

const covers = ({ name, typesOnly }: Rule, target: string, typeOnly: boolean): boolean => {
  if (typesOnly && !typeOnly) return false;
  return name.endsWith('*') ? target.startsWith(name.slice(0, -1)) : target === name || target.startsWith(`${name}/`);
};

/** A file of that room with that one import; nothing of it need exist. */
const fileIn = (room: string, one: Omit<Import, 'line'>): SourceFile => ({ path: `${room}/made-up.ts`, imports: [{ ...one, line: 1 }], tree: undefined as never, lines: 1 });

const manifest = JSON.parse(readText('package.json')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;
export const packageNames: readonly string[] = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((part) => Object.keys(part));

const codeFiles: readonly string[] = projectFiles().filter((path) => path.endsWith('.ts'));

/** Everything that could be imported: each file of the project, a made-up one of each room, each package and some that are not there. */
const candidates = (rows: readonly Row[]): Omit<Import, 'line' | 'typeOnly'>[] => {
  const files = [...codeFiles, ...rows.map(({ room }) => `${room}/made-up.ts`)];
  const packages = [...packageNames, 'botframework-schema', 'botbuilder-core', 'left-pad'];
  return [...files.map((path) => ({ specifier: `../${path}`, path })), ...packages.map((specifier) => ({ specifier, path: undefined }))];
};

const disagreement = (row: Row, one: Omit<Import, 'line'>): string | undefined => {
  const target = one.path ?? one.specifier;
  if (one.path?.startsWith(`${row.room}/`) === true) return undefined;
  const inTable = (one.path === undefined ? row.packages : row.rooms).some((rule) => covers(rule, target, one.typeOnly));
  const inRules = importFaults([fileIn(row.room, one)]).length === 0;
  if (inTable === inRules) return undefined;
  return `${row.room} imports ${one.typeOnly ? 'types of ' : ''}${target}: ${inTable ? 'allowed' : 'refused'} by docs/architecture.md, ${inRules ? 'allowed' : 'refused'} by test/helpers/house-rules.ts`;
};

/** Where the table of a document and the rules of the house judge an import differently, or one of the two lacks a room. */
export const tableFaults = (text: string): string[] => {
  const rows = rowsOf(text);
  const strangers = unknownRooms(rows.map(({ room }) => fileIn(room, { specifier: 'x', typeOnly: false, path: undefined }))).map((room) => `${room} has a row in docs/architecture.md, but none in test/helpers/house-rules.ts`);
  const described = new Set(rows.map(({ room }) => room));
  const rooms = new Set(codeFiles.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''));
  const missing = [...rooms].filter((room) => !described.has(room)).map((room) => `${room} holds TypeScript, but has no row in docs/architecture.md`);
  const all = candidates(rows);
  const differences = rows.flatMap((row) => [true, false].flatMap((typeOnly) => all.map((one) => disagreement(row, { ...one, typeOnly })))).filter((fault) => fault !== undefined);
  return [...strangers, ...missing, ...differences.slice(0, 10)];
};
