import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { colourIcon, outlineIcon } from './icon-shapes.ts';
import { encodePng } from './png.ts';

/** Draws the two icons of the Teams app anew: `node scripts/icons.ts`. */
const folder = join(import.meta.dirname, '..', 'manifest');
for (const [name, picture] of Object.entries({ 'color.png': colourIcon(), 'outline.png': outlineIcon() })) {
  writeFileSync(join(folder, name), encodePng(picture));
  console.log(`manifest/${name}: ${picture.width} × ${picture.height}`);
}
