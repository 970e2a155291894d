/** What the page remembers in this browser: theme, language, and who is chosen where. */
const KEY = 'vaxla-room';

const fromBrowser = () => ({
  theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  language: navigator.language.toLowerCase().startsWith('sv') ? 'sv' : 'en',
  people: {},
});

const stored = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
};

export const settings = { ...fromBrowser(), ...stored() };

export const remember = (change) => {
  Object.assign(settings, change);
  localStorage.setItem(KEY, JSON.stringify(settings));
};
