export type ProfileKind = 'legalbusiness' | 'organization' | 'billing' | 'support';
export type ProfileBody = Readonly<Record<string, unknown>>;

/** A profile that was changed; until then it follows from the partner's record. */
export type ProfileRecord = {
  readonly partnerId: string;
  readonly kind: ProfileKind;
  readonly version: number;
  readonly changedAt: string;
  readonly body: ProfileBody;
  /** What held before the change, for as long as a legal profile is being vetted. */
  readonly before: ProfileBody;
};
