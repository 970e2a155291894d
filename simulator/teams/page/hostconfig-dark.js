import { hostConfig } from './hostconfig.js';

/** Dark: the same care as in the light one. */
export const DARK = hostConfig({
  text: { default: '#ffffff', subtle: '#c4c4c4', accent: '#aab0fa', good: '#8fd39e', warning: '#f6d267', attention: '#ff9da4' },
  backgrounds: { default: '#292929', emphasis: '#333333', accent: '#2d2f4d', good: '#17351f', warning: '#40330c', attention: '#442025' },
  borders: { default: '#474747', emphasis: '#474747', accent: '#4b4f87', good: '#2c5e39', warning: '#6d5a1d', attention: '#743840' },
  line: '#474747',
});
