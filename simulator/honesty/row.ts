/** How sure we are that the real service does the same: the sheet's C is documented, a sample is an official payload, U is inferred or unknown. */
export type Sure = 'documented' | 'sample' | 'inferred' | 'unknown';

/**
 * One thing that the contract sheet says, and whether the twin does it. `built` is how it is shown: a route that exists, a provocation
 * of a code, something that a test brings about under this name (`shown`), a test by its title, or `no` with the reason.
 */
export type Row = {
  /** Section of the contract sheet, or the publication that says so. */
  readonly sheet: string;
  readonly what: string;
  readonly about: string;
  readonly sure: Sure;
  readonly built: { readonly route: string } | { readonly code: string } | { readonly fault: string } | { readonly aadsts: number } | { readonly shown: string } | { readonly test: string } | { readonly no: string };
};
