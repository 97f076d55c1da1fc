import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdapterBench } from './adapter-bench.js';
import { ADAPTER_BEHAVIOURS, type AdapterBehaviour } from './adapter-behaviours.js';
import { watched } from './watched-adapter.js';

/** A bench starts whole processes, which a busy machine may be slow with. */
const BENCH_LIMIT_MS = 90_000;

export interface AboutAdapter {
  /**
   * Behaviours that the protocol has no place for, by id, and why: "its answers are JSON". The reasons stand in
   * the test's report and in the table of `npm run conformance`.
   */
  readonly leftOut: Readonly<Record<string, string>>;
}

/**
 * The conformance suite of the adapter port: one test a behaviour, on one bench.
 * @param about absent: the behaviours that need the bench's wire are not tried
 */
export function describeAdapter(
  name: string,
  startBench: () => Promise<AdapterBench>,
  about?: AboutAdapter,
): void {
  describe(`the ${name} adapter, as every adapter,`, () => {
    let bench: AdapterBench;

    beforeAll(async () => {
      bench = watchedBench(await startBench());
    }, BENCH_LIMIT_MS);

    afterEach(() => bench.standIn.clearFaults());

    afterAll(() => bench.stop());

    for (const { title, check } of tried(about)) {
      it(title, () => check(bench));
    }

    for (const [id, reason] of Object.entries(about?.leftOut ?? {})) {
      it(`has no place for ${id}: ${reason}`, () => {
        expect(ADAPTER_BEHAVIOURS.filter((behaviour) => behaviour.id === id)).toHaveLength(1);
      });
    }
  });
}

const tried = (about: AboutAdapter | undefined): readonly AdapterBehaviour[] =>
  ADAPTER_BEHAVIOURS.filter(({ id, needsWire }) =>
    about === undefined ? needsWire !== true : !Object.hasOwn(about.leftOut, id),
  );

/** The bench, with a look at all that its adapters tell. */
export function watchedBench(bench: AdapterBench): AdapterBench {
  const { wire } = bench;
  return {
    ...bench,
    adapter: watched(bench.adapter),
    ...(wire !== undefined && {
      wire: { ...wire, adapterAt: (address: string) => watched(wire.adapterAt(address)) },
    }),
  };
}
