import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { colourIcon, outlineIcon } from '../../scripts/icon-shapes.ts';
import { encodePng } from '../../scripts/png.ts';
import { decodePng, pointsOf } from './png.ts';
import type { Point } from './png.ts';

const open = (name: string) => decodePng(readFileSync(new URL(`../../manifest/${name}`, import.meta.url)));
const spread = (points: Point[], axis: 'x' | 'y'): [number, number] => [Math.min(...points.map((p) => p[axis])), Math.max(...points.map((p) => p[axis]))];

describe('The icons of the Teams app', () => {
  it('are drawn by `node scripts/icons.ts`, not by hand', () => {
    deepEqual(open('color.png').rgba, colourIcon().rgba);
    deepEqual(open('outline.png').rgba, outlineIcon().rgba);
  });

  it('have a colour icon of 192 by 192 with square corners and its mark in the middle 96', () => {
    const icon = open('color.png');
    deepEqual([icon.width, icon.height, icon.bitDepth, icon.colourType], [192, 192, 8, 6]);
    const points = pointsOf(icon);
    ok(points.every(({ alpha }) => alpha === 255), 'no point is see-through, the corners least of all');
    const ground = points[0]?.colour.join();
    const mark = points.filter(({ colour }) => colour.join() !== ground);
    for (const axis of ['x', 'y'] as const) {
      const [first, last] = spread(mark, axis);
      ok(first >= 48 && last < 144, `${axis}: ${first} to ${last}`);
      ok(last - first > 76, 'and it fills that place');
    }
  });

  it('have an outline of 32 by 32, pure white on nothing, from edge to edge', () => {
    const icon = open('outline.png');
    deepEqual([icon.width, icon.height, icon.bitDepth, icon.colourType], [32, 32, 8, 6]);
    const points = pointsOf(icon);
    const ink = points.filter(({ alpha }) => alpha > 0);
    ok(ink.every(({ colour }) => colour.every((part) => part === 255)), 'every visible point is white');
    ok(points.filter(({ alpha }) => alpha === 0).length > 300, 'most of it is see-through');
    ok(ink.filter(({ alpha }) => alpha === 255).length > 150, 'the ink is opaque but for its edges');
    const [first, last] = spread(ink, 'x');
    ok(first <= 1 && last >= 30, `from ${first} to ${last}`);
  });

  it('are read back as they were written', () => {
    const rgba = Buffer.from([1, 2, 3, 4, 250, 251, 252, 253, 9, 8, 7, 6, 0, 0, 0, 0]);
    const back = decodePng(encodePng({ width: 2, height: 2, rgba }));
    equal(Buffer.compare(back.rgba, rgba), 0);
  });
});
