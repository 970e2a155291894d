import { deepEqual, equal, fail, ok } from 'node:assert/strict';
import { join, dirname } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { PORTS } from '../../scripts/rehearsal/settings.ts';
import { pick, stages } from '../../scripts/test-stages.ts';
import { readTwinConfig } from '../../simulator/config.ts';
import { PEOPLE, TENANTS } from '../../simulator/people.ts';
import { projectFiles, readText } from '../helpers/source-tree.ts';
import { packageNames, rowsOf, tableFaults } from './import-table.ts';
import { diagramFaults, exists, fencesOf, headingsOf, linksOf, places, placesIn, quotedIn, tableOf } from './markdown.ts';

/** The documents are held to what is there, so that a newcomer is never sent to a place that has moved. */

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/decisions.md'] as const;
const none = (faults: readonly string[]): void => {
  if (faults.length > 0) fail(`\n${faults.join('\n')}\n`);
};
const here = places();
const scripts = (JSON.parse(readText('package.json')) as { scripts: Record<string, string> }).scripts;

const linkFaults = (document: string, text: string): string[] =>
  linksOf(text).flatMap((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : join(dirname(document), path);
    if (!here.paths.has(target)) return [`${document} links to ${link}, which is not there`];
    return anchor === undefined || headingsOf(readText(target)).includes(anchor) ? [] : [`${document} links to ${link}, but there is no such heading`];
  });

const placeFaults = (document: string, text: string): string[] =>
  placesIn(text, here.roots).filter((place) => !exists(place, document, here)).map((place) => `${document} names ${place}, which is not there`);

const scriptFaults = (document: string, text: string): string[] => {
  const named = [...text.matchAll(/npm (?:run ([\w:-]+)|(start|test))/g)].map(([, run, short]) => run ?? short ?? '');
  return named.filter((name) => scripts[name] === undefined).map((name) => `${document} names the script "${name}", which package.json does not have`);
};

const stageFaults = (document: string, text: string): string[] =>
  [...text.matchAll(/--only (\w+)/g)].map(([, name]) => name).filter((name) => !stages().some((stage) => stage.name === name || stage.group === name)).map((name) => `${document} names the test stage "${name}", which is not there`);

for (const document of DOCUMENTS) {
  describe(document, () => {
    const text = readText(document);
    it('links to what is there', () => none(linkFaults(document, text)));
    it('names files and folders that are there', () => none(placeFaults(document, text)));
    it('names scripts and test stages that are there', () => none([...scriptFaults(document, text), ...stageFaults(document, text)]));
    it('names no place of one machine', () => deepEqual(text.match(/(?<![\w.…/])~?\/(?:root|tmp|home|Users|work|opt|srv)\b[^\s`]*/g) ?? [], []));
  });
}

describe('README.md, compared with the rehearsal', () => {
  const text = readText('README.md');

  it('can be read in one go', () => ok(text.split('\n').length <= 200));

  it('has the ports that npm start uses, with their settings', () => {
    const told = tableOf(text, 'program').map(([, port = '', setting = '']) => [setting.replaceAll('`', ''), Number(port)]);
    deepEqual(told.sort(), Object.values(PORTS).map(({ setting, usual }) => [setting, usual]).sort());
  });

  it('has the ports that bot and twins take by themselves', () => {
    const { teamsPort, partnerCenterPort, entraPort, portalPort } = readTwinConfig({});
    const usual = [PORTS.teams, PORTS['partner-center'], PORTS.entra, PORTS.portal].map((port) => port.usual);
    deepEqual([teamsPort, partnerCenterPort, entraPort, portalPort], usual);
    const organisation = `${TENANTS[0]?.id}:partner:1:A`;
    const id = String(TENANTS[1]?.id);
    const needed = { MICROSOFT_APP_ID: id, MICROSOFT_APP_PASSWORD: 'x', MICROSOFT_APP_TENANT_ID: id, MICROSOFT_APP_TYPE: 'SingleTenant', VAXLA_ORGANISATIONS: organisation };
    equal(readConfig({ ...needed, VAXLA_SEALING_KEY: Buffer.alloc(32, 1).toString('base64') }).listen.port, PORTS.bot.usual);
  });

  it('presents everybody, in their company and language', () => {
    let company = '';
    const told = tableOf(text, 'company').map(([cell = '', person = '', , language = '']) => {
      company = cell === '' ? company : (cell.split(',')[0] ?? '');
      return [company, person, language];
    });
    const languages = { en: 'English', sv: 'Swedish' };
    deepEqual(told, PEOPLE.map(({ tenantId, name, locale }) => [TENANTS.find(({ id }) => id === tenantId)?.name, name, languages[locale]]));
  });

  it('maps every folder with code in it', () => {
    const mapped = new Set(tableOf(text, 'folder').map(([folder = '']) => folder.replaceAll(/[`/]/g, '')));
    const rooms = new Set(projectFiles().filter((path) => /^[a-z].*\/.*\.ts$/.test(path)).map((path) => path.split('/')[0] ?? ''));
    none([...rooms].filter((room) => !mapped.has(room)).map((room) => `${room}/ is not on the map of README.md`));
  });
});

describe('docs/architecture.md', () => {
  const text = readText('docs/architecture.md');

  it('has the import table that the architecture test checks', () => none(tableFaults(text)));

  it('draws its two walks in lines that Mermaid understands', () => {
    const diagrams = fencesOf(text, 'mermaid');
    equal(diagrams.length, 2);
    none(diagrams.flatMap(diagramFaults));
  });

  it('has a row for every table of the ledger', () => {
    const body = /export type Schema = \{([^}]+)\}/.exec(readText('ledger/schema.ts'))?.[1] ?? '';
    const tables = [...body.matchAll(/^\s+(\w+):/gm)].map(([, name]) => name ?? '');
    const told = tableOf(text, 'table').flatMap(([names = '']) => quotedIn(names));
    deepEqual(told.sort(), tables.sort());
  });

  it('has a row for every point at which a test may end the process', () => {
    const type = /type CrashPoint =([^]+?)\n\n/.exec(readText('commands/deps.ts'))?.[1] ?? '';
    const points = [...type.matchAll(/\| '([\w-]+)'/g)].map(([, point]) => point ?? '');
    const told = new Set(tableOf(text, 'the process dies').flatMap(([cell = '']) => quotedIn(cell)));
    deepEqual([...told].sort(), points.sort());
  });
});

describe('docs/decisions.md', () => {
  it('explains every dependency, and none that is gone', () => {
    const text = readText('docs/decisions.md');
    const explained = new Set(tableOf(text, 'package').flatMap(([names = '']) => quotedIn(names)));
    for (const part of text.split(/^## /m).slice(1)) for (const [names = ''] of tableOf(part, 'package')) quotedIn(names).forEach((name) => explained.add(name));
    deepEqual([...explained].sort(), [...packageNames].sort());
  });
});

describe('The checks of the documents themselves', () => {
  it('find a file, a folder, a link, a script and a stage that are not there', () => {
    equal(placeFaults('docs/x.md', 'see `bot/gone.ts`, dialogs/gone.ts and `ledger/gone/`').length, 3);
    equal(placeFaults('docs/x.md', 'see `bot/app.ts`, `journey/rules/*.ts`, decisions.md and `data/rehearsal.json`').length, 0);
    equal(linkFaults('docs/x.md', '[a](gone.md) [b](decisions.md#gone) [c](decisions.md) [d](https://a.example/x.md)').length, 2);
    equal(scriptFaults('x.md', '`npm run gone`, `npm run bot`, npm test').length, 1);
    equal(stageFaults('x.md', 'npm test -- --only gone, --only cards').length, 1);
    ok(pick(stages(), 'cards').length > 0);
  });

  it('find a row that says too much, too little or nothing', () => {
    const text = readText('docs/architecture.md');
    const [row] = rowsOf('| room | other rooms | packages |\n|---|---|---|\n| `cards` | `journey` (types) `locales` | – |\n');
    deepEqual(row, { room: 'cards', rooms: [{ name: 'journey', typesOnly: true }, { name: 'locales', typesOnly: false }], packages: [] });
    ok(tableFaults(text.replace('| `journey` | – | – |', '| `journey` | `ledger` | – |')).length > 0);
    ok(tableFaults(text.replace('`journey` (types) `locales`', '`journey` `locales`')).length > 0);
    ok(tableFaults(text.replace(/^\| `watcher` .*\n/m, '')).length > 0);
    ok(tableFaults(text.replace('| `cli` |', '| `office` |')).length > 0);
  });

  it('find what Mermaid would not draw', () => {
    equal(diagramFaults('sequenceDiagram\n  participant A as a\n  A->>A: good\n').length, 0);
    equal(diagramFaults('sequenceDiagram\n  participant A as a\n  A->>B: who\n  A->A; bad\n  loop x\n').length, 3);
  });
});
