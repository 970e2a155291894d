import { deepEqual, equal, fail, match } from 'node:assert/strict';
import { basename } from 'node:path';
import ts from 'typescript';
import { cycles, importFaults, roomOf, unknownRooms } from './helpers/house-rules.ts';
import { parse, projectFiles, readText, sourceFiles } from './helpers/source-tree.ts';
import type { SourceFile } from './helpers/source-tree.ts';

/** Nobody can guess what is in a place of such a name. */
const EMPTY_NAMES = ['services', 'utils', 'common', 'models', 'helpers'];
const MOST_LINES = 250;

const none = (faults: readonly string[]): void => {
  if (faults.length > 0) fail(`\n${faults.join('\n')}\n`);
};

const reExports = (file: SourceFile): boolean =>
  file.tree.statements.some((line) => ts.isExportDeclaration(line) && line.moduleSpecifier !== undefined);

const emptyName = (path: string): string | undefined => {
  const names = path.split('/').map((part) => part.replace(/\..*$/, ''));
  return roomOf(path) === 'test' ? undefined : names.find((name) => EMPTY_NAMES.includes(name));
};

const longFiles = (files: readonly { path: string; lines: number }[]): string[] =>
  files
    .filter((file) => file.lines > MOST_LINES)
    .map((file) => `${file.path} has ${file.lines} lines, the limit is ${MOST_LINES} (aim for 60): nobody keeps more in mind. Split it by what changes together.`);

describe('The rooms of the house', () => {
  const files = sourceFiles();

  it('import only whom the table allows', () => none(importFaults(files)));

  it('all have a row in the table', () => none(unknownRooms(files).map((room) => `${room}/ holds TypeScript but has no row in test/helpers/house-rules.ts: say there whom it may import.`)));

  it('have no circles between files', () => none(cycles(files)));

  it('have no barrel files', () => {
    const barrels = files.filter((file) => basename(file.path) === 'index.ts' && reExports(file));
    none(barrels.map((file) => `${file.path} re-exports: a barrel loads all to give one and hides where things are. Import from the file itself.`));
  });

  it('keep every file short enough to be read at once', () => {
    const pages = projectFiles().filter((path) => path.endsWith('.js') && path.includes('/'));
    none(longFiles([...files, ...pages.map((path) => ({ path, lines: readText(path).split('\n').length - 1 }))]));
  });

  it('have no place whose name says nothing', () => {
    const named = projectFiles().filter((path) => emptyName(path) !== undefined);
    none(named.map((path) => `${path}: nobody can guess what "${emptyName(path)}" holds. Name it after what is in it, in the room where it belongs.`));
  });
});

describe('The checks of the house themselves', () => {
  const faults = (path: string, text: string): string[] => importFaults([parse(path, text)]);

  const refused = [
    ['journey/due.ts', "import pg from 'pg';", /outlives the process goes to ledger/],
    ['journey/due.ts', "import { readFile } from 'node:fs';", /The journey is pure/],
    ['journey/due.ts', "import type { Trx } from '../ledger/database.ts';", /ledger\/; take what you need/],
    ['cards/help.ts', "import { advance } from '../journey/advance-transfer.ts';", /goes to journey\//],
    ['cards/help.ts', "import { type A, b } from '../journey/records.ts';", /goes to journey\//],
    ['commands/record.ts', "import { create } from '../partnercenter/transfers.ts';", /goes to partnercenter\//],
    ['commands/record.ts', "import { MessageFactory } from 'botbuilder';", /past its end of support/],
    ['watcher/sweep.ts', "const x = await import('botframework-connector');", /past its end of support/],
    ['bot/app.ts', "import { serve } from '../simulator/http.ts';", /so that we can pretend/],
    ['simulator/http.ts', "import type { Fault } from '../partnercenter/errors.ts';", /goes to partnercenter\//],
    ['scripts/start.ts', "import { serve } from '../simulator/http.ts';", /programs of their own/],
    ['ledger/jobs.ts', "export { app } from '../bot/app.ts';", /which nobody imports/],
    ['ledger/jobs.ts', "import shiny from 'left-pad';", /docs\/decisions.md/],
  ] as const;
  for (const [path, text, sentence] of refused) {
    it(`refuse in ${path}: ${text}`, () => match(faults(path, text).join('\n'), sentence));
  }

  const allowed = [
    ['cards/help.ts', "import type { Person } from '../journey/records.ts';"],
    ['commands/record.ts', "import type { PartnerCenter } from '../partnercenter/partner-center.ts';"],
    ['dialogs/root.ts', "import { WaterfallDialog } from 'botbuilder-dialogs';"],
    ['simulator/state.ts', "import type { WireAgreement } from '../partnercenter/wire.ts';"],
    ['ledger/migrate.ts', "import { Migrator } from 'kysely/migration';"],
  ] as const;
  for (const [path, text] of allowed) it(`allow in ${path}: ${text}`, () => deepEqual(faults(path, text), []));

  it('find a circle through several files', () => {
    const circle = [parse('a/x.ts', "import './y.ts';"), parse('a/y.ts', "import type { Z } from './z.ts';"), parse('a/z.ts', "export * from './x.ts';"), parse('a/alone.ts', "import './x.ts';")];
    deepEqual(cycles(circle).map((text) => text.split(' is ')[0]), ['a/x.ts -> a/y.ts -> a/z.ts -> a/x.ts']);
  });

  it('find a barrel, a long file and an empty name', () => {
    equal(reExports(parse('cards/index.ts', "export * from './help.ts';")), true);
    equal(reExports(parse('bot/index.ts', "export const a = 1;")), false);
    equal(longFiles([{ path: 'a.ts', lines: 251 }, { path: 'b.ts', lines: 250 }]).length, 1);
    equal(emptyName('bot/utils.ts'), 'utils');
    equal(emptyName('bot/common/x.ts'), 'common');
    equal(emptyName('test/helpers/x.ts'), undefined);
  });
});
