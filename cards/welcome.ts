import type { Side } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { render } from './render.ts';
import type { AdaptiveCard } from './render.ts';
import { sentence } from './words.ts';

export type WelcomeData = { readonly personName: string; readonly side: Side; readonly organisation: string };

/** The first message in a conversation: who Växla is, what it does for this side, what to type, how to sign in and out. */
export const welcome = ({ personName, side, organisation }: WelcomeData, text: Text): AdaptiveCard => {
  const purpose = text.t(`welcome.${side}`, { organisation: clean(organisation) });
  return render('welcome', {
    lang: text.locale,
    speak: plain(purpose),
    title: text.t('welcome.title'),
    greeting: text.t('welcome.greeting', { name: clean(personName) }),
    rows: [purpose, text.t(`welcome.try.${side}`), text.t('welcome.signin'), text.t('welcome.notices')].map(sentence),
  });
};
