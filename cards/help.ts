import type { Role, Side } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { render } from './render.ts';
import type { AdaptiveCard } from './render.ts';
import { roleWords } from './words.ts';

export const HELP_TOPICS = ['transfer', 'status', 'decide', 'withdraw', 'confirm', 'check', 'resend', 'cancel', 'notifications', 'language', 'sign-out'] as const;
/** Something a person can do; which ones to show is for the caller to say, from role and state. */
export type HelpTopic = (typeof HELP_TOPICS)[number];

export type HelpData = { readonly side: Side; readonly roles: readonly Role[]; readonly can: readonly HelpTopic[] };

/** What this person can do now, in the order of `HELP_TOPICS`. */
export const help = ({ side, roles, can }: HelpData, text: Text): AdaptiveCard => {
  const sideWords = text.t(`side.${side}`);
  return render('help', {
    lang: text.locale,
    speak: text.t('help.title'),
    title: text.t('help.title'),
    role: roles.length === 0 ? text.t('help.role.none', { side: sideWords }) : text.t('help.role', { roles: roleWords(roles, text), side: sideWords }),
    rows: HELP_TOPICS.filter((topic) => can.includes(topic)).map((topic) => ({ strong: text.t(`help.${topic}`), text: `: ${text.t(`help.${topic}.text`)}` })),
  });
};
