import MarkdownIt from '/vendor/markdown-it.min.mjs';

/** Teams shows emphasis, lists and links in texts, and nothing more. */
const parser = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable([
  'heading', 'lheading', 'table', 'image', 'code', 'fence', 'backticks', 'blockquote', 'hr', 'html_block', 'html_inline',
]);

const ALLOWED = new Set(['P', 'BR', 'EM', 'STRONG', 'S', 'A', 'UL', 'OL', 'LI']);

export const markdownToHtml = (text) => parser.render(text);

/** The same as nodes, copied element by element from an allow-list. */
export const markdownToNodes = (text) => {
  const parsed = new DOMParser().parseFromString(markdownToHtml(text), 'text/html');
  return [...parsed.body.childNodes].map(copy);
};

const copy = (node) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return document.createTextNode(node.textContent ?? '');
  const target = ALLOWED.has(node.tagName) ? document.createElement(node.tagName) : document.createDocumentFragment();
  if (node.tagName === 'A' && /^https?:/.test(node.href)) {
    target.href = node.href;
    target.target = '_blank';
    target.rel = 'noopener noreferrer';
  }
  target.append(...[...node.childNodes].map(copy));
  return target;
};
