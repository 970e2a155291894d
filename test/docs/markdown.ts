import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projectFiles } from '../helpers/source-tree.ts';

/** What the documents say, taken apart so that it can be compared with what is there. */

/** The text without fenced blocks of that language, or of any. */
export const withoutFences = (text: string): string => text.replace(/^```[^]*?^```$/gm, '');

export const fencesOf = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, found]) => found === language).map(([, , body]) => body ?? '');

export const headingsOf = (text: string): string[] =>
  [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map(([, title]) => (title ?? '').toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'));

/** Targets of links and pictures that lead into the project. */
export const linksOf = (text: string): string[] =>
  [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '').filter((target) => !/^[a-z]+:/.test(target));

/** The cells of every table row below a header whose first cell is `head`; backticks stay. */
export const tableOf = (text: string, head: string): string[][] => {
  const lines = withoutFences(text).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  if (start < 0) return [];
  const rest = lines.slice(start + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end < 0 ? undefined : end).map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
};

export const quotedIn = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, quoted]) => quoted ?? '');

const FILE = /(?<![\w/.:@*<>-])(?:[\w*.-]+\/)*[\w*-][\w*.-]*\.(?:ts|mjs|json|js|md|png|css)\b(?!\w)/g;
/** Made at run time, so not to be found in a fresh clone. */
const MADE = /^(node_modules|data|artifacts)(\/|$)/;

/** Everything that reads like a file of the project, in prose and diagrams alike, and every quoted folder of it. */
export const placesIn = (text: string, roots: ReadonlySet<string>): string[] => {
  const folders = quotedIn(text).filter((quoted) => /^[\w.-]+(\/[\w.*-]+)*\/?$/.test(quoted) && roots.has(quoted.split('/')[0] ?? '') && quoted.includes('/'));
  return [...new Set([...text.replace(/https?:\/\/\S+/g, '').match(FILE) ?? [], ...folders])].filter((place) => !MADE.test(place));
};

export type Places = { readonly paths: ReadonlySet<string>; readonly names: ReadonlySet<string>; readonly roots: ReadonlySet<string> };

export const places = (): Places => {
  const files = projectFiles();
  const folders = files.flatMap((file) => {
    const found: string[] = [];
    for (let at = dirname(file); at !== '.'; at = dirname(at)) found.push(at);
    return found;
  });
  return { paths: new Set([...files, ...folders]), names: new Set(files.map((file) => basename(file))), roots: new Set(folders.filter((folder) => !folder.includes('/'))) };
};

/** A path from the root or from the document's own folder, a glob, or the bare name of a file of the project. */
export const exists = (place: string, from: string, { paths, names }: Places): boolean => {
  const path = place.replace(/\/$/, '');
  if (path.includes('*')) return globSync(path).length > 0;
  return paths.has(path) || paths.has(join(dirname(from), path)) || (!path.includes('/') && names.has(path));
};

const STATEMENT = [
  /^sequenceDiagram$/, /^autonumber$/, /^(alt|else|opt|loop) [^;#]+$/, /^end$/,
  /^participant (?<who>\w+) as [^;#:]+$/, /^(?<from>\w+)(->>|-->>)(?<to>\w+): [^;#]+$/,
];

/** Lines of a sequence diagram that Mermaid would not draw: unknown forms, undeclared actors, unbalanced blocks. */
export const diagramFaults = (diagram: string): string[] => {
  const known = new Set<string>();
  let open = 0;
  const faults = diagram.split('\n').map((line) => line.trim()).filter((line) => line !== '').flatMap((line) => {
    const found = STATEMENT.map((form) => form.exec(line)).find((match) => match !== null);
    const { who, from, to } = found?.groups ?? {};
    if (who !== undefined) known.add(who);
    open += /^(alt|opt|loop) /.test(line) ? 1 : line === 'end' ? -1 : 0;
    const stranger = [from, to].find((name) => name !== undefined && !known.has(name));
    if (found === undefined) return [`"${line}" is no line of a sequence diagram`];
    return stranger === undefined ? [] : [`"${line}": ${stranger} is no participant`];
  });
  return open === 0 ? faults : [...faults, 'a block is not closed'];
};
