import { inflateSync } from 'node:zlib';

export type Decoded = { readonly width: number; readonly height: number; readonly bitDepth: number; readonly colourType: number; readonly rgba: Buffer };

const chunksOf = (file: Buffer): Map<string, Buffer[]> => {
  const found = new Map<string, Buffer[]>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    found.set(type, [...(found.get(type) ?? []), file.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  return found;
};

const paeth = (left: number, above: number, corner: number): number => {
  const guess = left + above - corner;
  const [dl, da, dc] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (dl <= da && dl <= dc) return left;
  return da <= dc ? above : corner;
};

const predicted = (filter: number, left: number, above: number, corner: number): number =>
  [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? NaN;

/** Opens a PNG of 8 bits a channel with opacity, whatever filters its rows have (PNG specification, 9.2). */
export const decodePng = (file: Buffer): Decoded => {
  if (file.toString('latin1', 1, 4) !== 'PNG') throw new Error('This is no PNG.');
  const chunks = chunksOf(file);
  const header = chunks.get('IHDR')?.[0] ?? Buffer.alloc(13);
  const [width, height, bitDepth, colourType] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8] ?? 0, header[9] ?? 0];
  const rows = inflateSync(Buffer.concat(chunks.get('IDAT') ?? []));
  const stride = width * 4;
  const rgba = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const [left, above] = [x < 4 ? 0 : rgba[y * stride + x - 4] ?? 0, y === 0 ? 0 : rgba[(y - 1) * stride + x] ?? 0];
      const corner = x < 4 || y === 0 ? 0 : rgba[(y - 1) * stride + x - 4] ?? 0;
      rgba[y * stride + x] = ((rows[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner)) & 255;
    }
  }
  return { width, height, bitDepth, colourType, rgba };
};

export type Point = { readonly x: number; readonly y: number; readonly colour: readonly [number, number, number]; readonly alpha: number };

export const pointsOf = ({ width, rgba }: Decoded): Point[] =>
  Array.from({ length: rgba.length / 4 }, (_, i) => ({
    x: i % width,
    y: Math.floor(i / width),
    colour: [rgba[i * 4] ?? 0, rgba[i * 4 + 1] ?? 0, rgba[i * 4 + 2] ?? 0],
    alpha: rgba[i * 4 + 3] ?? 0,
  }));
