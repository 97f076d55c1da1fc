import { setTimeout as pause } from 'node:timers/promises';
import type { AdapterBench } from '../adapter-bench.js';
import { ADAPTER_BEHAVIOURS } from '../adapter-behaviours.js';
import { describeAdapter, watchedBench } from '../describe-adapter.js';
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.js';
import { startReferenceBench } from './reference-bench.js';

const HANGS_MS = 12_000;
const LEFT_OUT = { 'xml-entities': 'its answers are JSON' };

describeAdapter('reference', () => startReferenceBench(), { leftOut: LEFT_OUT });

/** @returns whether the behaviour fails on the bench, by what it sees or because it never ends */
async function isCaught(bench: AdapterBench, id: string): Promise<boolean> {
  const behaviour = ADAPTER_BEHAVIOURS.find((one) => one.id === id);
  if (behaviour === undefined) throw new Error(`there is no behaviour ${id}`);
  const ended = new AbortController();
  const verdict = behaviour.check(watchedBench(bench)).then(
    () => false,
    () => true,
  );
  const hangs = pause(HANGS_MS, true, { signal: ended.signal }).catch(() => true);
  try {
    return await Promise.race([verdict, hangs]);
  } finally {
    ended.abort();
  }
}

describe('the conformance suite', () => {
  it.each(Object.entries(PLANTED_BUGS) as [PlantedBug, string][])(
    'catches the planted bug of an adapter that %s, by %s',
    async (bug, id) => {
      const bench = await startReferenceBench(bug);
      try {
        expect(await isCaught(bench, id)).toBe(true);
      } finally {
        await bench.stop();
      }
    },
  );
});
