/** One difference between the frozen request and the source's subscriptions now; `before` and `after` are numbers of licences (R158, R160). */
export type LineDrift = {
  readonly subscriptionId: string;
  readonly name: string;
  readonly what: 'quantity' | 'addon-quantity' | 'addon-added' | 'addon-removed';
  readonly before: number;
  readonly after: number;
};

/** A line that is no longer as it was when it was chosen; `after` undefined: no longer active, and left out. */
export type LineChange = { readonly subscriptionId: string; readonly name: string; readonly before: number; readonly after: number | undefined };
