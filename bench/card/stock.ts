import { readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import type { CardData } from '../../cards/render.ts';

const SOURCE: object = JSON.parse(readFileSync(new URL('../../cards/templates/transfer-card.json', import.meta.url), 'utf8'));

/** What the samples do: the template is parsed anew for each card. */
export const expandAnew = (data: CardData): object => new Template(SOURCE).expand({ $root: data });
