/** Milliseconds since 1970 on this machine; keyv counts its deadlines from the same clock. */
export const machineNow = (): number => Date.now();
