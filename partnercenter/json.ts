/**
 * JSON as every reader of this folder expects it: keys start in lower case (some echoes come back PascalCase) and nulls are left out
 * (API topic 3.2). Returns undefined for what is not JSON: HTML of a gateway, half a body, nothing.
 */
export const readJson = (text: string | undefined): unknown => {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return JSON.parse(text, tidy) as unknown;
  } catch {
    return undefined;
  }
};

const tidy = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), inner]));
};
