import { relative } from 'node:path';
import type { Text } from '../../locales/text.ts';
import { USUAL_STORY } from './keys.ts';
import { addressOf } from './programs.ts';
import type { Organisation } from './programs.ts';
import type { Place } from './refusal.ts';
import { PORTS } from './settings.ts';
import type { Settings } from './settings.ts';

/** As short as it stays true from where the person is. */
export const shown = (path: string): string => {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
};

const table = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`);
};

export const helpLines = (text: Text, stories: readonly string[]): string[] => [
  text.t('start.help'),
  '',
  text.t('start.help.what'),
  ...table([['--fresh', text.t('start.help.fresh')], ['--story', text.t('start.help.story', { stories: stories.join(', '), usual: USUAL_STORY })]]),
  '',
  text.t('start.help.settings'),
  ...table([
    ...Object.entries(PORTS).map(([place, { setting, usual }]) => [`${setting}=${usual}`, text.t('start.help.port', { program: text.t(`start.program.${place as Place}`) })] as const),
    ['VAXLA_DATA_DIR=./data', text.t('start.help.data')],
    ['DATABASE_URL=', text.t('start.help.database')],
  ]),
  '',
  text.t('start.help.bot'),
];

type Ready = { settings: Settings; organisations: readonly Organisation[]; seconds: string };

/** All that a person needs to begin, once everything is up. */
export const readyLines = (text: Text, { settings, organisations, seconds }: Ready): string[] => {
  const nameOf = (side: Organisation['side']): string => organisations.find((one) => one.side === side)?.name ?? '';
  return [
    '',
    text.t('start.screen.title', { seconds }),
    '',
    ...table([
      [text.t('start.screen.room'), addressOf(settings, 'teams')],
      [text.t('start.screen.first'), text.t('start.screen.first.text', { partner: nameOf('partner'), provider: nameOf('provider') })],
      [text.t('start.screen.portal'), addressOf(settings, 'portal')],
      [text.t('start.screen.logs'), shown(`${settings.dataDir}/logs`)],
      [text.t('start.screen.fresh'), 'npm start -- --fresh'],
      [text.t('start.screen.stop'), text.t('start.screen.stop.text')],
    ]),
    '',
  ];
};
