/** What a person can say to Växla in plain words. Both languages are always understood, whatever the person's own is. */
export type Command =
  | 'transfer'
  | 'status'
  | 'help'
  | 'cancel'
  | 'greeting'
  | 'thanks'
  | 'sign-out'
  | 'notifications'
  | 'language-sv'
  | 'language-en'
  | 'second'
  | 'continue';

/** Longer text is no command; cutting first keeps the work small whatever is sent. */
const LONGEST = 200;

/** Two words that mean something together, looked up before single words. */
const PAIRS: Readonly<Record<string, Command>> = {
  'andra person': 'second',
  'andra personen': 'second',
  'second person': 'second',
  'sign out': 'sign-out',
  'log out': 'sign-out',
  'logga ut': 'sign-out',
  'new transfer': 'transfer',
  'ny överföring': 'transfer',
  'in english': 'language-en',
  'på engelska': 'language-en',
  'in swedish': 'language-sv',
  'på svenska': 'language-sv',
  'good morning': 'greeting',
  'god morgon': 'greeting',
  'thank you': 'thanks',
};

/** A message that begins with one of these words is that command: "flytta Lönn & Björks licenser", "help me". */
const FIRST_WORDS: Readonly<Record<string, Command>> = {
  transfer: 'transfer',
  transfers: 'transfer',
  move: 'transfer',
  flytta: 'transfer',
  överför: 'transfer',
  överföra: 'transfer',
  överföring: 'transfer',
  status: 'status',
  läget: 'status',
  help: 'help',
  hjälp: 'help',
  '?': 'help',
  cancel: 'cancel',
  avbryt: 'cancel',
  stop: 'cancel',
  stopp: 'cancel',
  hi: 'greeting',
  hello: 'greeting',
  hey: 'greeting',
  hej: 'greeting',
  hejsan: 'greeting',
  hallå: 'greeting',
  thanks: 'thanks',
  tack: 'thanks',
  second: 'second',
  continue: 'continue',
  fortsätt: 'continue',
  'sign-out': 'sign-out',
  signout: 'sign-out',
  logout: 'sign-out',
  notifications: 'notifications',
  notification: 'notifications',
  aviseringar: 'notifications',
  avisering: 'notifications',
  reminders: 'notifications',
  påminnelser: 'notifications',
  svenska: 'language-sv',
  swedish: 'language-sv',
  english: 'language-en',
  engelska: 'language-en',
};

const wordsOf = (text: string): readonly string[] =>
  text
    .slice(0, LONGEST)
    .toWellFormed()
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s!.,;:"/]/)
    .filter((word) => word !== '');

const lookUp = (table: Readonly<Record<string, Command>>, key: string): Command | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export const commandOf = (text: string): Command | undefined => {
  const [first, second] = wordsOf(text);
  if (first === undefined) return undefined;
  return lookUp(PAIRS, `${first} ${second ?? ''}`) ?? lookUp(FIRST_WORDS, first);
};

/** Words that open a step of the journey, in both languages. A phrase of two words is looked up before its first word. */
const STEP_WORDS: Readonly<Record<string, string>> = {
  assess: 'assess', bedöm: 'assess',
  decide: 'decide', besluta: 'decide',
  prepare: 'prepare', förbered: 'prepare',
  enrol: 'enrol', enroll: 'enrol', registrera: 'enrol',
  approval: 'approval', godkännande: 'approval',
  sign: 'sign', signera: 'sign', 'skriv under': 'sign',
  'find provider': 'find-provider', 'hitta leverantör': 'find-provider',
  'provider invitation': 'partner-up', partnership: 'partner-up', partnerinbjudan: 'partner-up',
  classify: 'classify', customers: 'classify', kunder: 'classify',
  route: 'route', väg: 'route',
  consent: 'consent', samtycke: 'consent',
  invite: 'invite', 'bjud in': 'invite',
  extend: 'extend', utöka: 'extend',
  agreement: 'agreement', kundavtal: 'agreement',
  replace: 'replace', ersätt: 'replace',
  close: 'close', avsluta: 'close',
  incentives: 'incentives', incitament: 'incentives',
  export: 'export', exportera: 'export',
};

/** The step that a message asks for, and what comes after its name: "close Lönn & Björk". */
export type StepCall = { readonly step: string; readonly about: string };

export const stepCallOf = (text: string): StepCall | undefined => {
  const [first, second] = wordsOf(text);
  if (first === undefined) return undefined;
  const both = second === undefined ? undefined : lookUpStep(`${first} ${second}`);
  if (both !== undefined) return { step: both, about: behind(text, 2) };
  const one = lookUpStep(first);
  return one === undefined ? undefined : { step: one, about: behind(text, 1) };
};

/** What is left of a message as it was typed, without its first words. */
export const behind = (text: string, words: 1 | 2): string => {
  const rest = /^[\s!.,;:"/]*[^\s!.,;:"/]+/;
  let left = text.slice(0, LONGEST).toWellFormed().normalize('NFC');
  for (let count = 0; count < words; count += 1) left = left.replace(rest, '');
  return left.replace(/^[\s!.,;:"/]+/, '').trim();
};

const lookUpStep = (key: string): string | undefined => (Object.hasOwn(STEP_WORDS, key) ? STEP_WORDS[key] : undefined);
