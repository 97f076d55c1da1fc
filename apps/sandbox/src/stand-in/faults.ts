import { z } from 'zod';

/** Faults on demand, as the contract names them, and two that this stand-in adds (its README says what each does). */

const timed = z.strictObject({
  mode: z.enum(['latency', 'slow-token']),
  value: z.coerce.number().min(0).max(600_000),
  count: z.int().min(1).optional(),
});
const answered = z.strictObject({
  mode: z.literal('status'),
  value: z.coerce.number().int().min(400).max(599),
  count: z.int().min(1).optional(),
});
const plain = z.strictObject({
  mode: z.enum([
    'down',
    'drop-before',
    'drop-after',
    'not-stored',
    'wrong-client',
    'unknown-client',
    'no-rights',
  ]),
  value: z.unknown().optional(),
  count: z.int().min(1).optional(),
});

export const faultOrder = z.discriminatedUnion('mode', [timed, answered, plain]);
export type FaultOrder = z.infer<typeof faultOrder>;
export type FaultMode = FaultOrder['mode'];

interface Fault {
  readonly mode: FaultMode;
  readonly value: number;
  /** Requests it still hits; undefined until cleared. */
  left: number | undefined;
}

/** Which faults are on; one of each mode at most. */
export class Faults {
  private readonly on = new Map<FaultMode, Fault>();

  order({ mode, value, count }: FaultOrder): void {
    this.on.set(mode, { mode, value: typeof value === 'number' ? value : 0, left: count });
  }

  clear(): void {
    this.on.clear();
  }

  list(): readonly object[] {
    return [...this.on.values()];
  }

  /** Whether the fault hits this request, which uses up one of its count. */
  hits(mode: FaultMode): boolean {
    return this.take(mode) !== undefined;
  }

  /** @returns the fault's value where it hits this request, which uses up one of its count */
  take(mode: FaultMode): number | undefined {
    const fault = this.on.get(mode);
    if (fault === undefined) return undefined;
    if (fault.left !== undefined) {
      fault.left -= 1;
      if (fault.left === 0) this.on.delete(mode);
    }
    return fault.value;
  }
}
