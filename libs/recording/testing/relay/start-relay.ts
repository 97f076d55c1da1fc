import type { RecordSystemAdapter } from '../../src/adapter.js';
import { startHttpRelay } from './http-relay.js';
import { startMllpRelay } from './mllp-relay.js';
import type { Relay, Wire } from './wire.js';

const STARTERS = { http: startHttpRelay, mllp: startMllpRelay } as const;

/** Does the work with an adapter whose every byte passes a relay of its own. */
export async function throughRelay(
  wire: Wire,
  work: (adapter: RecordSystemAdapter, relay: Relay) => Promise<void>,
): Promise<void> {
  const relay = await STARTERS[wire.transport](wire);
  try {
    await work(wire.adapterAt(relay.address), relay);
  } finally {
    await relay.stop();
  }
}
