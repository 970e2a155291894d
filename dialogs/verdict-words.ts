import type { Verdict } from '../journey/rules/verdict.ts';
import { sourceOf } from '../journey/profiles/source.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import type { MessageKey, Text } from '../locales/text.ts';
import { hasMessage } from '../locales/text.ts';

/** A rule that stands in the way: what, what next, and which rule of which set said so, where that is written and since when it holds (R207). */
export const verdictWords = (verdict: Verdict, text: Text): string => {
  const values = { ...verdict.values, step: verdict.missing === undefined ? '' : text.t(`step.${verdict.missing}.title` as MessageKey) };
  const { source: written, from } = sourceOf(verdict.rule, verdict.profile);
  const source = text.t('rule.source', { rule: verdict.rule, profile: verdict.profile, source: written, from: text.day(from) });
  return `${say(`rule.${verdict.code}`, values, text)} ${say(`rule.${verdict.code}.do`, values, text)} ${source}`;
};

const say = (key: string, values: Readonly<Record<string, string | number>>, text: Text): string => {
  if (!hasMessage(key)) throw new Error(`No sentence for ${key}.`);
  return text.t(key, values);
};

export const refusalWords = (code: RefusalCode, text: Text): string => `${text.t(`refusal.${code}`)} ${text.t(`refusal.${code}.do`)}`;
