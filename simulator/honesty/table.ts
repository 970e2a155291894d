import { SWITCHES } from '../partner-center/switches.ts';
import { AADSTS } from './aadsts.ts';
import { HABITS, PORTAL, STATES, TIMERS } from './behaviours.ts';
import { ENDPOINTS } from './endpoints.ts';
import { ENTRA } from './entra.ts';
import { ERRORS } from './errors.ts';
import { EVENTS } from './events.ts';
import type { Row } from './row.ts';
import { CONNECTOR, TEAMS } from './teams.ts';

export const SECTIONS: Readonly<Record<string, readonly Row[]>> = {
  Endpoints: ENDPOINTS, 'Statuses and error codes': ERRORS, 'States and other statuses': STATES, Timers: TIMERS, 'Webhook events': EVENTS,
  'Habits of the wire': HABITS, 'What only people can do': PORTAL,
  'Entra: documents and flows': ENTRA, 'Entra: refusals': AADSTS,
  'Teams: what a bot can call': CONNECTOR, 'Teams: what Teams sends': TEAMS,
};

const builtOf = ({ built }: Row): string => {
  if ('no' in built) return `no: ${built.no}`;
  return 'fault' in built ? 'by fault' : 'yes';
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

const tableOf = (rows: readonly Row[]): string =>
  ['| Source | What | About | Built | How sure |', '|---|---|---|---|---|', ...rows.map((row) => `| ${[row.sheet, `\`${row.what}\``, row.about, builtOf(row), row.sure].map(cell).join(' | ')} |`)].join('\n');

const switchTable = (): string =>
  ['| Switch | First reading | Other readings | What it decides |', '|---|---|---|---|', ...Object.entries(SWITCHES).map(([name, { initial, others, about }]) => `| ${[`\`${name}\``, initial, others.join(', '), about].map(cell).join(' | ')} |`)].join('\n');

export const BEGIN = '<!-- table: begin, made by simulator/honesty/main.ts -->';
export const END = '<!-- table: end -->';

/** The part of docs/simulator.md that is made of data. */
export const honestyText = (): string => {
  const rows = Object.values(SECTIONS).flat();
  const missing = rows.filter(({ built }) => 'no' in built).length;
  const intro = `${rows.length} rows, ${rows.length - missing} built, ${missing} not. *Documented*: Microsoft says so. *Sample*: an official payload shows it. *Inferred*: others say so, or it follows. *Unknown*: our choice. A number under *Source* is a section of the contract sheet.`;
  const parts = Object.entries(SECTIONS).map(([name, own]) => `### ${name}\n\n${tableOf(own)}`);
  return [intro, ...parts, `### Switches\n\n${switchTable()}`].join('\n\n');
};

/** The document with its table as the data has it now. Throws a RangeError when the marks are missing. */
export const withTable = (document: string): string => {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin === -1 || end < begin) throw new RangeError('The document lacks the marks of its table.');
  return `${document.slice(0, begin + BEGIN.length)}\n\n${honestyText()}\n\n${document.slice(end)}`;
};
