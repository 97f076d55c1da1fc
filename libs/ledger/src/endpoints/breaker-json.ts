import type { Breaker } from '#domain';
import { z } from 'zod';

const time = z.coerce.date();
const count = z.int().min(0);
const tally = z.strictObject({ failuresInARow: count, since: time, attempts: count, failures: count });

/** The breaker as the column holds it. */
const BREAKER: z.ZodType<Breaker> = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('closed'), tally }),
  z.strictObject({ phase: z.literal('open'), until: time, openings: count }),
  z.strictObject({ phase: z.literal('probing'), probe: z.string(), until: time, openings: count }),
  z.strictObject({
    phase: z.literal('ramping'),
    step: count,
    since: time,
    begun: count,
    openings: count,
    tally,
  }),
]);

/** @returns undefined for what another version of the program wrote: the breaker is then as new */
export function readBreaker(json: unknown): Breaker | undefined {
  const { data } = BREAKER.safeParse(json);
  return data;
}
