import { randomBytes, randomUUID } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BAD_SETTING, Refusal, whyOf } from './refusal.ts';

/** `rehearsal.json` (mode 0600): what bot and twins must agree on, made at the first start and kept, so that a restart loses nothing. */
export type Keys = {
  readonly format: 1;
  readonly appId: string;
  readonly appSecret: string;
  readonly appTenantId: string;
  /** 32 bytes in base64; the stored tokens cannot be read without it. */
  readonly sealingKey: string;
  readonly story: string;
};

export const USUAL_STORY = 'transfer-ready';

const TEXTS = ['appId', 'appSecret', 'appTenantId', 'sealingKey', 'story'] as const;

export const keysPath = (dataDir: string): string => join(dataDir, 'rehearsal.json');

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const parse = (text: string): Keys => {
  const value = JSON.parse(text) as Record<string, unknown> | null;
  const missing = TEXTS.find((name) => typeof value?.[name] !== 'string' || value[name] === '');
  if (missing !== undefined) throw new Error(`${missing} is missing`);
  return value as Keys;
};

/**
 * Data without keys is not a first start: the keys were lost, or the data is a real bot's.
 * @throws {Refusal}
 */
export const refuseLostKeys = async (dataDir: string): Promise<void> => {
  if (await exists(keysPath(dataDir))) return;
  const found = await Promise.all(['postgres.json', 'twins'].map((name) => exists(join(dataDir, name))));
  if (found.includes(true)) throw new Refusal({ key: 'start.refused.keys-gone', values: { folder: dataDir, file: keysPath(dataDir) }, code: BAD_SETTING });
};

/** Undefined when there are none yet. @throws {Refusal} when the file makes no sense */
export const readKeys = async (dataDir: string): Promise<Keys | undefined> => {
  const file = keysPath(dataDir);
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (thrown) {
    if (whyOf(thrown) === 'ENOENT') return undefined;
    throw new Refusal({ key: 'start.refused.keys-broken', values: { file, why: whyOf(thrown) }, code: BAD_SETTING });
  }
};

/** On disk, whole, before any program sees it. */
export const makeKeys = async (dataDir: string, story: string): Promise<Keys> => {
  const random = (bytes: number, form: 'base64' | 'base64url'): string => randomBytes(bytes).toString(form);
  const keys: Keys = { format: 1, appId: randomUUID(), appSecret: random(30, 'base64url'), appTenantId: randomUUID(), sealingKey: random(32, 'base64'), story };
  const next = `${keysPath(dataDir)}.next`;
  const file = await open(next, 'w', 0o600);
  await file.writeFile(`${JSON.stringify(keys, null, 2)}\n`);
  await file.sync();
  await file.close();
  await rename(next, keysPath(dataDir));
  return keys;
};

/** The story to go on with: the one asked for, or the one that is being told, or the usual one. @throws {Refusal} */
export const chooseStory = (asked: string | undefined, keys: Keys | undefined, stories: readonly string[]): string => {
  const story = asked ?? keys?.story ?? USUAL_STORY;
  if (!stories.includes(story)) throw new Refusal({ key: 'start.refused.story-unknown', values: { story, stories: stories.join(', ') }, code: BAD_SETTING });
  if (keys !== undefined && keys.story !== story) throw new Refusal({ key: 'start.refused.story-other', values: { story, told: keys.story }, code: BAD_SETTING });
  return story;
};
