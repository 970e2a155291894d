import type { RefusalCode } from '../journey/refusals.ts';
import type { Text } from '../locales/text.ts';
import { clean } from './clean.ts';
import { render } from './render.ts';
import type { AdaptiveCard } from './render.ts';
import { sentence } from './words.ts';

export type RefusalData = {
  readonly code: RefusalCode;
  /** Outside text that helps, such as Microsoft's reason or the name of who decided before. */
  readonly detail?: string;
  /** What to give when asking for help. */
  readonly reference?: string;
};

/** What happened, what was not changed, what to do next. */
export const refusalCard = ({ code, detail, reference }: RefusalData, text: Text): AdaptiveCard => {
  const what = text.t(`refusal.${code}`);
  const rows = [
    ...(detail === undefined ? [] : [clean(detail, 240)]),
    text.t('refusal.unchanged'),
    text.t(`refusal.${code}.do`),
    ...(reference === undefined ? [] : [text.t('refusal.reference', { reference: clean(reference, 60) })]),
  ];
  return render('refusal-card', { lang: text.locale, speak: what, title: text.t('refusal.title'), what, rows: rows.map(sentence) });
};
