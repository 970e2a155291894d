/** Text that is safe inside HTML, made by `html` below or by escaping. */
export type Html = { readonly html: string };

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

type Part = Html | readonly Html[] | string | number;
const render = (part: Part): string => {
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return 'html' in part ? part.html : part.map((p) => p.html).join('');
};

/** A template whose values are escaped unless they are HTML already. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: strings.reduce((text, next, i) => text + render(parts[i - 1] ?? '') + next),
});

/** A plain form with hidden fields and whatever else it shows. */
export const form = (action: string, hidden: Readonly<Record<string, string>>, inside: Part): Html => {
  const fields = Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return html`<form method="post" action="${action}">${fields}${inside}</form>`;
};

export const button = (label: string): Html => html`<button>${label}</button>`;
