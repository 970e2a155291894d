import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** What the tests about the project itself read: its files, and the imports in them. */

export const ROOT = dirname(dirname(import.meta.dirname));
const NOT_OURS = new Set(['node_modules', '.git', 'data', 'artifacts']);

/** One import statement, dynamic import, re-export or require; `path` is the imported file inside the project, if it is one. */
export type Import = { specifier: string; typeOnly: boolean; line: number; path: string | undefined };
export type SourceFile = { path: string; imports: Import[]; tree: ts.SourceFile; lines: number };

const walk = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_OURS.has(entry.name)) return [];
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() ? [path] : [];
  });

/** Every file of the project as a path from its root, generated and installed ones left out. */
export const projectFiles = (): string[] => walk('').filter((path) => !path.endsWith('.log') && path !== '.env').toSorted();

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const isTypeOnly = (clause: ts.ImportClause | undefined): boolean => {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return clause.name === undefined && names !== undefined && ts.isNamedImports(names) && names.elements.length > 0 && names.elements.every((one) => one.isTypeOnly);
};

const isCallOf = (node: ts.CallExpression): boolean =>
  node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === 'require') || /^(require|import\.meta)\.resolve$/.test(node.expression.getText());

/** The text after `from`, and whether only types are taken; undefined for a node that imports nothing. */
const imported = (node: ts.Node): { from: ts.Node | undefined; typeOnly: boolean } | undefined => {
  if (ts.isImportDeclaration(node)) return { from: node.moduleSpecifier, typeOnly: isTypeOnly(node.importClause) };
  if (ts.isExportDeclaration(node)) return { from: node.moduleSpecifier, typeOnly: node.isTypeOnly };
  if (ts.isImportTypeNode(node)) return { from: ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, typeOnly: true };
  return ts.isCallExpression(node) && isCallOf(node) ? { from: node.arguments[0], typeOnly: false } : undefined;
};

/** Reads the imports of a source text, which need not exist as a file. */
export const parse = (path: string, text: string): SourceFile => {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const found = imported(node);
    if (found?.from !== undefined && ts.isStringLiteralLike(found.from)) {
      const specifier = found.from.text;
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      imports.push({ specifier, typeOnly: found.typeOnly, line, path: specifier.startsWith('.') ? join(dirname(path), specifier) : undefined });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, imports, tree, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) };
};

export const sourceFiles = (): SourceFile[] => projectFiles().filter((path) => path.endsWith('.ts')).map((path) => parse(path, readText(path)));
