/** Business time of the rehearsal: real time plus an offset that a trainer or a test may move forward. */
export type TwinClock = {
  now(): Date;
  /** Moves the clock by milliseconds (forward only) and returns the new time. */
  advance(ms: number): Date;
  /** Milliseconds between business time and real time. */
  offset(): number;
};

export const createTwinClock = (initialOffset = 0, onMove: (offset: number) => void = () => undefined): TwinClock => {
  let offset = initialOffset;
  const now = (): Date => new Date(Date.now() + offset);
  return {
    now,
    offset: () => offset,
    advance: (ms) => {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError('The clock moves forward only.');
      offset += ms;
      onMove(offset);
      return now();
    },
  };
};
