/** The hour on a wall somewhere, by the machine's own tables of time zones; daylight saving is theirs to know (F47). */
export type WallTime = { readonly year: number; readonly month: number; readonly day: number; /** 0 is Sunday. */ readonly weekday: number; /** Minutes since midnight. */ readonly minutes: number };

const DAY_MS = 86_400_000;

/** An IANA name that this machine knows, spelt its way; undefined for anything else, an offset such as "+02:00" too: that one has no summer. */
export const zoneOf = (name: string): string | undefined => {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name) || name.length > 60) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // The one way to ask whether a zone exists is to name it.
    return undefined;
  }
};

const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 100;

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(zone, made);
  return made;
};

/** What the wall shows, as if it were UTC, in milliseconds; to be compared and counted with only. */
const wallMs = (zone: string, at: number): number => {
  const parts = Object.fromEntries(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'] ?? 1, parts['hour'] ?? 0, parts['minute'] ?? 0, parts['second'] ?? 0);
};

export const wallTime = (zone: string, at: Date): WallTime => {
  const wall = new Date(wallMs(zone, at.getTime()));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate(), weekday: wall.getUTCDay(), minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes() };
};

/**
 * When a wall there shows this minute of this day. An hour that comes twice is its first; one that is skipped in spring is as much later as
 * the clocks are put forward, as a calendar would show it.
 */
export const instantOf = (zone: string, { year, month, day, minutes }: Pick<WallTime, 'year' | 'month' | 'day' | 'minutes'>): Date => {
  const wanted = Date.UTC(year, month - 1, day, 0, minutes);
  const offset = (at: number): number => wallMs(zone, at) - Math.floor(at / 1000) * 1000;
  const before = wanted - offset(wanted - DAY_MS);
  const after = wanted - offset(wanted + DAY_MS);
  const found = [Math.min(before, after), Math.max(before, after)].find((at) => wallMs(zone, at) === wanted);
  return new Date(found ?? before);
};
