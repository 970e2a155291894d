export type FaultKind =
  | 'status' | 'burst' | 'throttle' | 'hang' | 'drop-before' | 'drop-after' | 'cut' | 'stale' | 'partial-page' | 'partial-transfer';

/** One thing that goes wrong on purpose. Without `chance` it hits each matching request, `times` times. */
export type FaultRecord = {
  readonly id: string;
  /** All that are named must fit; `route` is the template, as in `GET /v1/customers/:customerId/subscriptions`. */
  readonly match: { readonly method?: string; readonly pathIncludes?: string; readonly route?: string };
  readonly kind: FaultKind;
  /** For `status`. */
  readonly status?: number;
  readonly code?: number;
  /** Seconds or an HTTP date; left out, a throttle answers without the header. */
  readonly retryAfter?: number | string;
  /** `date` sends the seconds of `retryAfter` as an HTTP date of real time. */
  readonly retryAfterForm?: 'seconds' | 'date';
  /** For `stale`: how many minutes of business time the answer is behind. */
  readonly minutes?: number;
  /** For `partial-page`: half of the items only, no way to the next page, or a way back to the same one. */
  readonly page?: 'half' | 'missing' | 'repeated';
  /** How many more requests it hits. */
  readonly times: number;
  /** Share of matching requests, 0 to 1, that is hit; which ones depends on `seed` and their number only. */
  readonly chance?: number;
  readonly seed?: string;
  /** With `chance`: how many matching requests one hit lasts. */
  readonly length?: number;
  /** Matching requests so far. */
  readonly turns?: number;
};
