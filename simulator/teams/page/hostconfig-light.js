import { hostConfig } from './hostconfig.js';

/** Light: every text colour has at least 4.5 : 1 on every background. */
export const LIGHT = hostConfig({
  text: { default: '#242424', subtle: '#5c5c5c', accent: '#4f52b2', good: '#1e6b3c', warning: '#7a4b00', attention: '#b3202c' },
  backgrounds: { default: '#ffffff', emphasis: '#f5f5f5', accent: '#eeeffc', good: '#e8f5ea', warning: '#fff5d6', attention: '#fdeceb' },
  borders: { default: '#e0e0e0', emphasis: '#e5e5e5', accent: '#c9ccf3', good: '#b5dfbd', warning: '#efd98f', attention: '#f1bbbb' },
  line: '#e0e0e0',
});
