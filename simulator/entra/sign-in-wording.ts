/** Words of the sign-in pages in both languages. */
const WORDS = {
  en: {
    title: 'Who signs in?', app: 'The app asks for', person: 'Person', mfa: 'with a second factor (MFA)', accept: 'Sign in', deny: 'Cancel',
    note: 'This is the rehearsal. Nobody’s real password is asked for.', refused: 'This does not work', code: 'Code shown on the device', disabled: 'disabled',
    done: 'Done. You can close this page and go back to the device.', declined: 'Cancelled. You can close this page.', wrongCode: 'That code is unknown or has expired.',
    goOn: 'Continue', out: 'You are signed out.',
  },
  sv: {
    title: 'Vem loggar in?', app: 'Appen ber om', person: 'Person', mfa: 'med en andra faktor (MFA)', accept: 'Logga in', deny: 'Avbryt',
    note: 'Det här är repetitionen. Ingens riktiga lösenord efterfrågas.', refused: 'Det här går inte', code: 'Koden som visas på enheten', disabled: 'avstängd',
    done: 'Klart. Du kan stänga sidan och gå tillbaka till enheten.', declined: 'Avbrutet. Du kan stänga sidan.', wrongCode: 'Koden är okänd eller har gått ut.',
    goOn: 'Fortsätt', out: 'Du är utloggad.',
  },
} as const;

export type Language = keyof typeof WORDS;
export type Words = Record<keyof (typeof WORDS)['en'], string>;

export const wordsOf = (language: Language): Words => WORDS[language];
