import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { commandOf } from '../../locales/commands.ts';

type Command = { readonly title: string; readonly description: string };
type Manifest = {
  readonly $schema: string;
  readonly manifestVersion: string;
  readonly version: string;
  readonly id: string;
  readonly developer: Record<'name' | 'websiteUrl' | 'privacyUrl' | 'termsOfUseUrl', string>;
  readonly name: { readonly short: string; readonly full: string };
  readonly description: { readonly short: string; readonly full: string };
  readonly icons: { readonly color: string; readonly outline: string };
  readonly accentColor: string;
  readonly localizationInfo: { readonly defaultLanguageTag: string; readonly defaultLanguageFile: string; readonly additionalLanguages: readonly { readonly languageTag: string; readonly file: string }[] };
  readonly bots: readonly { readonly botId: string; readonly scopes: readonly string[]; readonly commandLists: readonly { readonly scopes: readonly string[]; readonly commands: readonly Command[] }[] }[];
  readonly validDomains: readonly string[];
  readonly webApplicationInfo: { readonly id: string; readonly resource: string };
  readonly defaultInstallScope: string;
  readonly supportsChannelFeatures: string;
  readonly permissions: readonly string[];
};
type Words = Record<string, string>;

const FOLDER = new URL('../../manifest/', import.meta.url);
const open = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
const manifest = open('manifest.json') as Manifest;
const words = { en: open('en.json') as Words, sv: open('sv.json') as Words };
const [bot] = manifest.bots;
const lists = bot?.commandLists ?? [];

/** Every text that a language file must hold, with the words of the manifest itself. */
const texts = (): Words => ({
  'name.short': manifest.name.short,
  'name.full': manifest.name.full,
  'description.short': manifest.description.short,
  'description.full': manifest.description.full,
  ...Object.fromEntries(lists.flatMap(({ commands }, i) => commands.flatMap(({ title, description }, j) => [
    [`bots[0].commandLists[${i}].commands[${j}].title`, title],
    [`bots[0].commandLists[${i}].commands[${j}].description`, description],
  ]))),
});
const LONGEST: readonly (readonly [key: RegExp, most: number])[] = [
  [/^name\.short$/, 30], [/^name\.full$/, 100], [/^description\.short$/, 80], [/^description\.full$/, 4000],
  // Titles may be longer since 1.21, but older clients cut them off here.
  [/title$/, 32], [/commands.*description$/, 128],
];

describe('The Teams app package', () => {
  it('names a released schema of 1.29 or later, in all three files', () => {
    ok(Number(manifest.manifestVersion.split('.')[1]) >= 29);
    equal(manifest.$schema, `https://developer.microsoft.com/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`);
    for (const language of Object.values(words)) equal(language['$schema'], manifest.$schema.replace('MicrosoftTeams', 'MicrosoftTeams.Localization'));
  });

  it('holds only fields that the schema knows, for an unknown one is refused', () => {
    const known = [
      '$schema', 'manifestVersion', 'version', 'id', 'developer', 'name', 'description', 'icons', 'accentColor', 'localizationInfo', 'bots',
      'defaultInstallScope', 'defaultGroupCapability', 'supportsChannelFeatures', 'permissions', 'validDomains', 'webApplicationInfo',
    ];
    deepEqual(Object.keys(manifest), known);
    deepEqual(readdirSync(FOLDER).toSorted(), ['color.png', 'en.json', 'manifest.json', 'outline.png', 'sv.json']);
    deepEqual(manifest.icons, { color: 'color.png', outline: 'outline.png' });
  });

  it('has a version that can be raised, and a colour', () => {
    match(manifest.version, /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/);
    match(manifest.accentColor, /^#[0-9A-F]{6}$/i);
  });

  it('leaves ids and hosts to the place where it is deployed', () => {
    for (const id of [manifest.id, bot?.botId, manifest.webApplicationInfo.id]) match(String(id), /^\$\{\{[A-Z_]+\}\}$/);
    equal(manifest.webApplicationInfo.resource, `api://botid-${bot?.botId}`);
    const slots = new Set([...JSON.stringify(manifest).matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name]) => name));
    deepEqual([...slots].toSorted(), ['BOT_DOMAIN', 'BOT_ID', 'TEAMS_APP_ID']);
    for (const address of [manifest.developer.websiteUrl, manifest.developer.privacyUrl, manifest.developer.termsOfUseUrl]) match(address, /^https:\/\//);
    ok(manifest.developer.name.length <= 32);
  });

  it('trusts its own host and the sign-in service, no wildcard, no tunnel, no development host', () => {
    deepEqual(manifest.validDomains, ['${{BOT_DOMAIN}}', 'token.botframework.com']);
    for (const domain of manifest.validDomains) ok(!/\*|\/|ngrok|devtunnels|localhost|trycloudflare|loca\.lt/.test(domain), domain);
  });

  it('has one bot, with commands in every scope', () => {
    equal(manifest.bots.length, 1);
    deepEqual(bot?.scopes, ['personal', 'team', 'groupChat']);
    deepEqual(lists.flatMap(({ scopes }) => scopes).toSorted(), [...(bot?.scopes ?? [])].toSorted());
    ok(lists.length <= 3);
    for (const { commands } of lists) ok(commands.length > 0 && commands.length <= 12);
    deepEqual([manifest.defaultInstallScope, manifest.supportsChannelFeatures], ['personal', 'tier1']);
    deepEqual(manifest.permissions, ['identity', 'messageTeamMembers']);
  });

  it('says everything in English and Swedish, and the English file says what the manifest says', () => {
    const { defaultLanguageTag, defaultLanguageFile, additionalLanguages } = manifest.localizationInfo;
    deepEqual([defaultLanguageTag, defaultLanguageFile, additionalLanguages], ['en', 'en.json', [{ languageTag: 'sv', file: 'sv.json' }]]);
    deepEqual(words.en, { $schema: words.en['$schema'], ...texts() });
    deepEqual(Object.keys(words.sv).toSorted(), Object.keys(words.en).toSorted());
    for (const key of Object.keys(texts())) {
      const same = words.sv[key] === words.en[key];
      ok(!same || key === 'name.short' || words.en[key] === 'status', `${key} is not translated`);
    }
  });

  it('keeps to the lengths that Teams shows', () => {
    for (const [language, all] of Object.entries(words)) {
      for (const [key, text] of Object.entries(all)) {
        const most = LONGEST.find(([pattern]) => pattern.test(key))?.[1];
        if (most !== undefined) ok(text.length > 0 && text.length <= most, `${language} ${key}: ${text.length} of ${most}`);
      }
      ok((all['description.full'] ?? '').split(/\s+/).length <= 500, `${language}: at most 500 words`);
    }
  });

  it('offers commands that the bot understands, the same ones in both languages', () => {
    const titles = Object.keys(texts()).filter((key) => key.endsWith('.title'));
    for (const key of titles) {
      const [english, swedish] = [commandOf(words.en[key] ?? ''), commandOf(words.sv[key] ?? '')];
      ok(english !== undefined && swedish !== undefined, `${words.en[key]} / ${words.sv[key]}`);
      // Whoever reads one language is offered the other one.
      if (english !== 'language-sv') equal(swedish, english, key);
      else equal(swedish, 'language-en');
    }
  });
});
