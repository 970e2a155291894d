import { createHash } from 'node:crypto';
import type { Ask, Reply } from '../http.ts';
import type { DirectoryPerson } from './directory.ts';
import type { Language } from './sign-in-wording.ts';
import { wordsOf } from './sign-in-wording.ts';

const SUBMIT = 'document.forms[0].submit()';
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(SUBMIT).digest('base64')}'; frame-ancestors 'none'`;
const STYLE = 'body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:4rem auto;padding:0 1rem}label,button,select,input{font:inherit}select,input[type=text]{width:100%}button{margin-right:.5rem}';

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** The first language that the request names and the twin speaks. */
export const languageOf = (ask: Ask): Language => {
  const wanted = ask.query.get('ui_locales') ?? ask.query.get('mkt') ?? String(ask.headers['accept-language'] ?? '');
  return wanted.trim().toLowerCase().startsWith('sv') ? 'sv' : 'en';
};

const page = (language: Language, { title, body, status = 200 }: { title: string; body: string; status?: number }): Reply => ({
  status,
  text: `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style><h1>${escape(title)}</h1>${body}</html>`,
  headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
});

const hidden = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`).join('');

export type Choice = {
  action: string;
  scope?: string;
  /** Sent back with the choice. */
  fields: Readonly<Record<string, string>>;
  people: readonly DirectoryPerson[];
  preselected?: string | undefined;
  /** Ask for the code that a device shows; its value as far as it is known. */
  userCode?: string;
  warning?: string;
};

/** The page on which one chooses who signs in, and whether with a second factor. */
export const choicePage = (language: Language, choice: Choice): Reply => {
  const words = wordsOf(language);
  const option = (person: DirectoryPerson): string => {
    const chosen = [person.id, person.upn].includes(choice.preselected?.toLowerCase() ?? '') ? ' selected' : '';
    return `<option value="${person.id}"${chosen}>${escape(person.name)} – ${escape(person.upn)}${person.disabled ? ` (${words.disabled})` : ''}</option>`;
  };
  const code = choice.userCode === undefined ? '' : `<p><label>${words.code}<br><input type="text" name="user_code" value="${escape(choice.userCode)}" autocomplete="off" required></label></p>`;
  const body = [
    choice.warning === undefined ? '' : `<p role="alert">${escape(choice.warning)}</p>`,
    choice.scope === undefined ? '' : `<p>${words.app}: <code>${escape(choice.scope)}</code></p>`,
    `<form method="post" action="${escape(choice.action)}">${hidden(choice.fields)}${code}`,
    `<p><label>${words.person}<br><select name="twin_person">${choice.people.map(option).join('')}</select></label></p>`,
    `<p><label><input type="checkbox" name="twin_mfa" value="1" checked> ${words.mfa}</label></p>`,
    `<p><button name="twin_choice" value="accept">${words.accept}</button><button name="twin_choice" value="deny">${words.deny}</button></p></form><p>${words.note}</p>`,
  ].join('');
  return page(language, { title: words.title, body, status: choice.warning === undefined ? 200 : 400 });
};

export const textPage = (language: Language, text: string): Reply => page(language, { title: text, body: '' });

/** A refusal that cannot be handed to the client, because its address is not known to be the client's. */
export const refusalPage = (language: Language, text: string): Reply =>
  page(language, { title: wordsOf(language).refused, body: `<p role="alert">${escape(text)}</p>`, status: 400 });

/** Posts the fields to the client's address; without JavaScript by a button. */
export const formPostPage = (language: Language, address: string, fields: Readonly<Record<string, string>>): Reply => {
  const words = wordsOf(language);
  const body = `<form method="post" action="${escape(address)}">${hidden(fields)}<button>${words.goOn}</button></form><script>${SUBMIT}</script>`;
  return page(language, { title: words.goOn, body });
};
