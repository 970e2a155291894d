import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { coverage, gapsOf, rulesText } from './rules-text.ts';

/** `npm run rules`: writes docs/rules.md from what code and tests cite. */
const all = coverage();
writeFileSync(join(dirname(import.meta.dirname), 'docs/rules.md'), rulesText(all));
console.log(`docs/rules.md: ${all.length} rules, ${gapsOf(all)} without code or without a test`);
