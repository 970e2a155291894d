import { pino } from 'pino';

type Write = (fields: Record<string, unknown>, message: string) => void;
/** What the rest of the bot sees of the logger. Fields are data (ids, codes, counts); never card text, names or tokens. */
export type Log = { debug: Write; info: Write; warn: Write; error: Write };

const SECRET_KEY = /authoriz|token|secret|password|assertion|cookie|credential|sealing|headers|body|text|attachments|connection.?string/i;
const SECRET_VALUE = /(eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?)|(\bBearer\s+\S+)|(\/\/[^/\s:@]+:[^/\s@]+@)|((client_secret|refresh_token|assertion|code)=[^&\s]+)/gi;
const LONGEST = 2_048;

/** Cuts a text to 2 KB and takes out what looks like a token, a password in an address or a form secret. */
export const scrub = (text: string): string => {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return cut.replace(SECRET_VALUE, '[secret]');
};

/** Errors carry requests (with their bearer) and activities, so that only these few fields of one may be written. */
const ofError = (error: Error): Record<string, unknown> => {
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  const stack = error.stack?.split('\n').slice(1, 8).map((line) => line.trim()).join(' | ');
  return { name: error.name, message: scrub(error.message), ...shallow({ code, statusCode }), ...(stack && { stack: scrub(stack) }) };
};

const shallow = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined).map(([key, value]) => [key, clean(key, value)]));

const clean = (key: string, value: unknown): unknown => {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (SECRET_KEY.test(key)) return '[secret]';
  if (typeof value === 'string') return scrub(value);
  if (value instanceof Error) return ofError(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) return scrub(value.join(', '));
  return `[${typeof value}]`;
};

export type LogOptions = { level?: string; destination?: { write(line: string): void } };

/** JSON lines with pino. Every field goes through `clean`: primitives, dates, lists of them and the outline of an error; nothing else is written. */
export const createLog = ({ level = 'info', destination }: LogOptions = {}): Log => {
  const options = { level, base: null, formatters: { level: (label: string) => ({ level: label }) } };
  const log = destination === undefined ? pino(options) : pino(options, destination);
  const write = (name: keyof Log): Write => (fields, message) => {
    if (log.isLevelEnabled(name)) log[name](shallow(fields), scrub(message));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
};

/** Sends what packages print with the console to the log instead, so that one stray print is one scrubbed line. */
export const takeOverConsole = (log: Log): void => {
  const line = (write: Write) => (...said: unknown[]): void => {
    write({ said: said.map((part) => (part instanceof Error ? `${part.name}: ${part.message}` : typeof part === 'string' ? part : typeof part)) }, 'console');
  };
  Object.assign(globalThis.console, { log: line(log.info), info: line(log.info), warn: line(log.warn), error: line(log.error), debug: line(log.debug) });
};

export type Limited = { count(reason: string, fields: Record<string, unknown>): void };

/** At most `perMinute` lines a minute for each reason; the next minute's first line says how many were left out. Reasons are a small closed set. */
export const limitRepeats = (write: Write, now: () => number, perMinute = 10): Limited => {
  const seen = new Map<string, { minute: number; lines: number; left: number }>();
  return {
    count: (reason, fields) => {
      const minute = Math.floor(now() / 60_000);
      const last = seen.get(reason);
      const entry = last?.minute === minute ? last : { minute, lines: 0, left: last?.left ?? 0 };
      seen.set(reason, entry);
      if (entry.lines >= perMinute) {
        entry.left += 1;
        return;
      }
      entry.lines += 1;
      write({ ...fields, reason, ...(entry.left > 0 && { leftOut: entry.left }) }, 'refused');
      entry.left = 0;
    },
  };
};
