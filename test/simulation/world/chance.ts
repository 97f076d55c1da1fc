/** mulberry32: as good a die as a simulation needs, and the same throws for the same seed everywhere. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The one of a list that a number stands for; undefined for an empty list. */
export const picked = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];
