import type { IncomingMessage } from 'node:http';
import { Refused } from './guard.ts';

export const MOST_BYTES = 256 * 1024;
const MOST_DEPTH = 64;

/** Refuses by the headers alone what no door takes: another content type, any compression, a length that is too great. */
export const checkBodyHeaders = (req: IncomingMessage): void => {
  const { 'content-type': type = '', 'content-encoding': encoding, 'content-length': length } = req.headers;
  if (encoding !== undefined) throw new Refused(415, 'content-encoding');
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refused(415, 'content-type');
  if (length !== undefined && Number(length) > MOST_BYTES) throw new Refused(413, 'length');
};

/** Counts while it streams, because a length may be missing or a lie. Throws `Refused` 413. */
export const readBytes = async (req: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream is not destroyed on a refusal: the answer still has to go out on the same connection.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Refused(413, 'length');
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
};

const OPEN_LIST = 0x5b, CLOSE_LIST = 0x5d, OPEN_OBJECT = 0x7b, CLOSE_OBJECT = 0x7d, QUOTE = 0x22, BACKSLASH = 0x5c;

/** True when lists and objects lie deeper than `most` in one another; looks at bytes only, so that it costs no stack. */
export const isTooDeep = (bytes: Uint8Array, most = MOST_DEPTH): boolean => {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (inText) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      if (depth > most) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return false;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A key that could reach a prototype when somebody later merges the object. The pattern finds candidates cheaply, escaped ones too. */
const namesPrototype = (text: string, value: unknown): boolean => {
  if (!/__proto__|prototype|\\u/.test(text)) return false;
  const walk = (at: unknown): boolean => {
    if (typeof at !== 'object' || at === null) return false;
    return Object.keys(at).some((key) => key === '__proto__' || key === 'prototype' || walk((at as Record<string, unknown>)[key]));
  };
  return walk(value);
};

/** Reads the body of an admitted request as one JSON object: at most 256 KB, UTF-8, 64 levels. Throws `Refused` 400 or 413. */
export const readJsonObject = async (req: IncomingMessage): Promise<Record<string, unknown>> => parseJsonObject(await readBytes(req));

/** The same of bytes that are there already. Throws `Refused` 400. */
export const parseJsonObject = (bytes: Buffer): Record<string, unknown> => {
  if (isTooDeep(bytes)) throw new Refused(400, 'depth');
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Refused(400, 'json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused(400, 'not-an-object');
  if (namesPrototype(text, value)) throw new Refused(400, 'prototype');
  return value as Record<string, unknown>;
};
