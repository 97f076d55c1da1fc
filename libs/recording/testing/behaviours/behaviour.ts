import type { AdapterBench } from '../adapter-bench.js';
import type { Wire } from '../relay/wire.js';

/** Something every adapter does, whatever its system speaks. */
export interface AdapterBehaviour {
  /** By which a bench says that it does not apply; the row's name in the table of `npm run conformance`. */
  readonly id: string;
  readonly title: string;
  /** Whether it stands between the adapter and its stand-in. */
  readonly needsWire?: boolean;
  check(bench: AdapterBench): Promise<void>;
}

/** A behaviour that needs the bench's wire. */
export function onTheWire(
  id: string,
  title: string,
  check: (bench: AdapterBench, wire: Wire) => Promise<void>,
): AdapterBehaviour {
  return {
    id,
    title,
    needsWire: true,
    check(bench) {
      if (bench.wire === undefined) throw new Error('The bench has no wire');
      return check(bench, bench.wire);
    },
  };
}
