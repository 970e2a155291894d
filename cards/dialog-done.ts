import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard } from './render.ts';
import { limited, sentence } from './words.ts';

/** `title` is one of our own sentences; `lines` may hold outside text. */
export type DialogDoneData = { readonly title: string; readonly lines: readonly string[] };

/** What a dialog's card becomes once it was answered or left: the same place, no buttons. */
export const dialogDone = ({ title, lines }: DialogDoneData, text: Text): AdaptiveCard =>
  renderFitting('dialog-done', (density) => ({
    lang: text.locale,
    speak: plain(clean(title)),
    title: plain(clean(title)),
    rows: limited(lines.map((line) => sentence(clean(line, density.name * 2))), 25, text),
  }));
