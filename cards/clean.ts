/** The longest name, offer or reason that a card shows, in code points. */
export const LONGEST_NAME = 120;
/** The longest comment that a person may give and a card shows. */
export const LONGEST_COMMENT = 500;

const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/g;
/** C0 and C1 controls, soft hyphen, zero-width and bidi controls, byte order mark, invisible tag characters. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Text from outside, made fit to stand on a card: one line, nothing invisible, no more than `longest` code points. It may
 * still hold markdown, so it belongs in a TextRun; `plain` is for the places where only simple text fits.
 */
export const clean = (text: string, longest: number = LONGEST_NAME): string => {
  const seen = text
    .slice(0, longest * 4)
    .toWellFormed()
    .normalize('NFC')
    .replace(BREAKS, ' ')
    .replace(UNSEEN, '')
    .trim();
  const points = [...seen];
  const cut = points.length > longest || text.length > longest * 4;
  const kept = cut ? `${points.slice(0, longest - 1).join('')}…` : seen;
  return kept === '' ? '–' : kept;
};

const STAND_INS: Readonly<Record<string, string>> = { '[': '(', ']': ')', '<': '‹', '>': '›', '*': '∗', '`': '’', '\\': '/', '~': '-' };

/**
 * For titles of inputs and buttons, toasts and what is read aloud: clients read markdown or SSML there, so its signs are
 * swapped for harmless look-alikes and addresses are broken up. Expects text that went through `clean`.
 */
export const plain = (text: string): string =>
  text.replace(/[[\]<>*`\\~]/g, (sign) => STAND_INS[sign] ?? '').replaceAll('://', ': //');
