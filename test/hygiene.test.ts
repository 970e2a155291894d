import { equal, fail, ok } from 'node:assert/strict';
import { homedir } from 'node:os';
import ts from 'typescript';
import { ROOT, parse, projectFiles, readText, sourceFiles } from './helpers/source-tree.ts';

const BINARY = /\.(png|jpe?g|gif|ico|woff2?|zip|pdf)$/;
const none = (faults: readonly string[]): void => {
  if (faults.length > 0) fail(`\n${faults.join('\n')}\n`);
};

/** Texts that no file may hold. Written so that they do not find themselves. */
const UNWANTED: readonly { pattern: RegExp; only?: RegExp; why: string }[] = [
  { pattern: /(?<![\w.])\/(?:home|Users|work|workspace)\/[A-Za-z0-9._-]+/, why: 'is a path of one machine. Use a path from the project root.' },
  { pattern: /\b(?:describe|context|suite|it|test|specify)\.only\(/, only: /^test\//, why: 'runs one test and hides the rest. Remove it; "npm test -- --only <stage>" runs one stage.' },
  { pattern: /\b(?:describe|context|suite|it|test|specify)\.skip\(|\bthis\.skip\(|\bx(?:it|describe)\(/, only: /^test\//, why: 'skips without a reason. Use skipBecause of test/helpers/skip.ts.' },
  { pattern: new RegExp(`\\b(?:${['TO', 'FIX'].join('DO|')}ME|X{3})\\b`), why: 'is a promise nobody keeps. Do it now, or open an issue.' },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]{16}/, why: 'is a private key. Make keys at run time.' },
  { pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, why: 'is a token. Make tokens at run time.' },
  { pattern: /\b[\w~.-]{3}\dQ~[\w~.-]{31,34}/, why: 'looks like a client secret of Entra. Make secrets at run time.' },
  { pattern: /\b(?:AccountKey|SharedAccessKey|sig)=[A-Za-z0-9+/%]{20,}/, why: 'looks like a key of Azure. Make secrets at run time.' },
  { pattern: /\b(?:gh[opsu]_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{30,}|AKIA[A-Z0-9]{16})/, why: 'looks like an access key. Make secrets at run time.' },
  { pattern: /\bpostgres(?:ql)?:\/\/[^\s:@/$]+:(?!password@)[^\s@/$]{6,}@(?!127\.0\.0\.1|localhost|\[::1\]|[\w.-]*\.example)/, why: 'is a database address with a password. Hand it in by DATABASE_URL.' },
  { pattern: /['"][A-Za-z0-9+/]{43}=['"]/, why: 'looks like a 32-byte key. Make keys at run time.' },
];

/** A made-up secret that a test plants to see that it goes nowhere says so in its line. */
const isCanary = (path: string, line: string): boolean => path.startsWith('test/') && line.includes('canary');

const faultsIn = (path: string, text: string): string[] =>
  text.split('\n').flatMap((line, index) =>
    UNWANTED.filter(() => !isCanary(path, line)).filter(({ pattern, only }) => (only === undefined || only.test(path)) && pattern.test(line)).map(({ why }) => `${path}:${index + 1} "${line.trim().slice(0, 80)}" ${why}`),
  );

/** Body plugins of restify: a fake-gzip body of 15 bytes ends the process, and their limits count compressed bytes. */
const BODY_PLUGINS = ['bodyParser', 'jsonBodyParser', 'urlEncodedBodyParser', 'multipartBodyParser', 'fieldedTextBodyParser', 'formParser', 'multipartParser', 'gzipResponse'];

const bodyPluginsIn = (tree: ts.SourceFile): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && BODY_PLUGINS.includes(node.text)) found.push(node.text);
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'restify.plugins') found.push('restify.plugins');
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** The package of an import: `@scope/name/deep` is of `@scope/name`. */
const packageOf = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

describe('The files of the project', () => {
  // The lock file is checked by its own test; its hashes look like keys.
  const texts = projectFiles().filter((path) => !BINARY.test(path) && path !== 'package-lock.json');

  it('hold no private path, focused or silently skipped test, promise or secret', () => none(texts.flatMap((path) => faultsIn(path, readText(path)))));

  it('name neither this checkout nor the home folder of who wrote them', () => {
    const here = [ROOT, homedir()].filter((path) => path.split('/').length > 2);
    none(texts.flatMap((path) => here.filter((place) => readText(path).includes(`${place}/`)).map((place) => `${path} names ${place}: use a path from the project root.`)));
  });

  it('use no body plugin of restify', () => {
    none(sourceFiles().flatMap((file) => bodyPluginsIn(file.tree).map((name) => `${file.path} names ${name}: its decompression can end the process. Read bodies with bot/edge/body.ts.`)));
  });
});

describe('The packages', () => {
  const manifest = JSON.parse(readText('package.json')) as { dependencies: Record<string, string> };
  const lock = JSON.parse(readText('package-lock.json')) as { packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }> };

  it('are each imported by a room, or explained in docs/decisions.md', () => {
    const rooms = sourceFiles().filter((file) => !/^(test|bench)\//.test(file.path));
    const imported = new Set(rooms.flatMap((file) => file.imports.map((one) => packageOf(one.specifier))));
    const decisions = projectFiles().includes('docs/decisions.md') ? readText('docs/decisions.md') : '';
    const explained = (name: string): boolean => decisions.includes(`\`${name}\``);
    const idle = Object.keys(manifest.dependencies).filter((name) => !imported.has(name) && !explained(name));
    none(idle.map((name) => `${name} is in package.json, but no room imports it: remove it, or say in docs/decisions.md why \`${name}\` is there.`));
  });

  it('are pinned to one exact version', () => {
    const loose = Object.entries(manifest.dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    none(loose.map(([name, version]) => `${name} is "${version}" in package.json: write one exact version, so that every machine runs the same code.`));
  });

  it('are locked by hash and tied to no registry', () => {
    const others = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && entry.link !== true);
    ok(others.length > 100, 'package-lock.json is all but empty: run npm install.');
    none(others.filter(([, entry]) => entry.integrity === undefined).map(([path]) => `${path} has no integrity in package-lock.json: anybody could replace it. Run npm install.`));
    none(others.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => `${path} names an address in package-lock.json: whoever uses another registry cannot install it. Run npm install (see .npmrc).`));
  });

  it('run no scripts when they are installed', () => {
    ok(/^ignore-scripts=true$/m.test(readText('.npmrc')), '.npmrc must say ignore-scripts=true: install scripts of hundreds of packages would run on every machine, unread.');
  });
});

describe('The checks of the files themselves', () => {
  const refused = [
    ['bot/app.ts', `const data = '/${'home'}/someone/data';`],
    ['test/x.test.ts', `it.${'only'}('alone', () => {});`],
    ['test/x.test.ts', `describe.${'skip'}('later', () => {});`],
    ['bot/app.ts', `// ${'TO'}${'DO'}: later`],
    ['bot/app.ts', `// ${'FIX'}${'ME'}`],
    ['bot/app.ts', `const token = 'eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}';`],
    ['bot/app.ts', `const secret = 'abc8Q${'~'}${'d'.repeat(34)}';`],
    ['docs/x.md', `postgres://app:${'hunter2hunter2'}@db.contoso.com/vaxla`],
    ['bot/app.ts', `const key = '${'A'.repeat(43)}=';`],
  ] as const;
  for (const [path, line] of refused) it(`refuse ${line.slice(0, 40)}`, () => equal(faultsIn(path, line).length, 1));

  it('allow what only looks similar', () => {
    none(faultsIn('bot/app.ts', "fetch('https://api.example/home/page'); const postgres = 'postgres://app:changeit@127.0.0.1/vaxla'; // all to do"));
  });

  it('allow a canary in a test, and nowhere else', () => {
    const planted = `const jwt = 'eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.canary_signature';`;
    none(faultsIn('test/bot/log.test.ts', planted));
    equal(faultsIn('bot/log.ts', planted).length, 1);
  });

  it('see a body plugin in code, not in prose', () => {
    equal(bodyPluginsIn(parse('a.ts', 'server.use(restify.plugins.bodyParser());').tree).length, 2);
    equal(bodyPluginsIn(parse('a.ts', "// no bodyParser here\nconst text = 'bodyParser';").tree).length, 0);
  });
});
