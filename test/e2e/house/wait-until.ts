import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';

export interface Waiting {
  /** A minute when left out: all of this machine's cores may be busy. */
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/** How what was seen is told on time-out; whole when left out. */
export type Telling<Seen> = (seen: Seen) => unknown;

/**
 * Looks again and again until what is seen holds. A look that fails counts as one that does not hold: what is
 * looked at may just be starting.
 * @param what for the message on time-out, which also shows what was last seen
 * @returns what held
 */
export async function waitUntil<Seen>(
  what: string,
  look: () => Promise<Seen>,
  holds: (seen: Seen) => boolean,
  { withinMs = 60_000, everyMs = 25, tell }: Waiting & { readonly tell?: Telling<Seen> } = {},
): Promise<Seen> {
  const until = performance.now() + withinMs;
  for (;;) {
    let last: unknown;
    try {
      const seen = await look();
      if (holds(seen)) return seen;
      last = tell === undefined ? seen : tell(seen);
    } catch (failure) {
      last = failure;
    }
    if (performance.now() >= until) {
      const told = inspect(last, { depth: 6, breakLength: 160 });
      throw new Error(`${what}: not within ${withinMs} ms; last seen: ${told}`);
    }
    await pause(everyMs);
  }
}
