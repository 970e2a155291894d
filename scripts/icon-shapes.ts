import type { Picture } from './png.ts';

/**
 * The mark of Växla, a railway switch seen from above: two tracks that become one.
 * Drawn on a field of 96 by 96 units; distances tell how far a point is from the ink.
 */
type Point = readonly [x: number, y: number];
type Colour = readonly [red: number, green: number, blue: number];
type Layer = { readonly colour: Colour; readonly distance: (point: Point) => number };

const FIELD = 96;
const PURPLE: Colour = [0x5b, 0x5f, 0xc7];
const PALE: Colour = [0xc5, 0xc8, 0xf7];
const WHITE: Colour = [255, 255, 255];
const UPPER = 20;
const LOWER = 76;
const MIDDLE = 48;
const HALF_TRACK = 6.5;

const toSegment = ([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
};

/** A track that comes in level at `from`, bends, and runs on level along the middle. */
const bending = (from: number): readonly Point[] => {
  const at = (t: number): Point => {
    const mix = (a: number, b: number, c: number, d: number): number => (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
    return [mix(14, 50, 28, 66), mix(from, from, MIDDLE, MIDDLE)];
  };
  return [...Array.from({ length: 49 }, (_, i) => at(i / 48)), [84, MIDDLE]];
};

const alongPath = (point: Point, path: readonly Point[]): number =>
  path.slice(1).reduce((least, end, i) => Math.min(least, toSegment(point, path[i] ?? end, end)), Infinity);

const station = (x: number, y: number) => ([px, py]: Point): number => Math.hypot(px - x, py - y);
const stroke = (distance: (point: Point) => number, half: number) => (point: Point): number => distance(point) - half;
const without = (ink: (point: Point) => number, hole: (point: Point) => number) => (point: Point): number => Math.max(ink(point), -hole(point));
const joined = (...inks: readonly ((point: Point) => number)[]) => (point: Point): number => Math.min(...inks.map((ink) => ink(point)));

const [upper, lower] = [bending(UPPER), bending(LOWER)].map((path) => (point: Point): number => alongPath(point, path)) as [Layer['distance'], Layer['distance']];
const goal = station(79, MIDDLE);
/** The goal is a ring that nothing runs through. */
const track = (path: Layer['distance'], start: Layer['distance']) => joined(without(stroke(path, HALF_TRACK), stroke(goal, 12)), stroke(start, 12));
const joining = track(upper, station(14, UPPER));
const staying = joined(track(lower, station(14, LOWER)), without(stroke(goal, 16.5), stroke(goal, 7.5)));

const COLOUR_LAYERS: readonly Layer[] = [
  { colour: PALE, distance: joining },
  { colour: PURPLE, distance: stroke(lower, HALF_TRACK + 3.5) },
  { colour: WHITE, distance: staying },
];
const OUTLINE_LAYERS: readonly Layer[] = [joining, staying].map((distance) => ({ colour: WHITE, distance }));

type Canvas = { readonly size: number; readonly scale: number; readonly ground: Colour | undefined; readonly layers: readonly Layer[] };

const STEPS = [-0.375, -0.125, 0.125, 0.375];

/** How much of a pixel the ink covers, from 16 samples. */
const cover = (x: number, y: number, { size, scale }: Canvas, distance: Layer['distance']): number => {
  const toField = (at: number): number => (at + 0.5 - size / 2) / scale + FIELD / 2;
  const centre = distance([toField(x), toField(y)]) * scale;
  // More than a pixel from the edge there is nothing to count.
  if (Math.abs(centre) > 1) return centre < 0 ? 1 : 0;
  const hits = STEPS.flatMap((dx) => STEPS.map((dy) => distance([toField(x + dx), toField(y + dy)]) <= 0));
  return hits.filter(Boolean).length / hits.length;
};

const paint = (canvas: Canvas): Picture => {
  const { size, ground, layers } = canvas;
  const rgba = Buffer.alloc(size * size * 4);
  for (let at = 0; at < size * size; at += 1) {
    let [colour, alpha]: [Colour, number] = [ground ?? WHITE, ground === undefined ? 0 : 1];
    for (const layer of layers) {
      const share = cover(at % size, Math.floor(at / size), canvas, layer.distance);
      colour = ground === undefined ? WHITE : [0, 1, 2].map((i) => (colour[i] ?? 0) * (1 - share) + (layer.colour[i] ?? 0) * share) as unknown as Colour;
      alpha = alpha + (1 - alpha) * share;
    }
    rgba.set([...colour.map(Math.round), Math.round(alpha * 255)], at * 4);
  }
  return { width: size, height: size, rgba };
};

/** 192 by 192 with square corners, the mark on 96 of them, as Teams asks. */
export const colourIcon = (): Picture => paint({ size: 192, scale: 1, ground: PURPLE, layers: COLOUR_LAYERS });

/** 32 by 32, white on nothing, the mark from edge to edge. */
export const outlineIcon = (): Picture => paint({ size: 32, scale: 32 / FIELD, ground: undefined, layers: OUTLINE_LAYERS });
