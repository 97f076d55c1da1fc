import { expect } from '@jest/globals';
import type { RecordedVersion, RecordingOrder } from '../../src/adapter.js';
import { anAttempt, type AdapterBench } from '../adapter-bench.js';

/** Writes the record, and tells where it stands. */
export async function recorded(bench: AdapterBench, order: RecordingOrder): Promise<RecordedVersion> {
  const outcome = await bench.adapter.write(order, anAttempt());
  expect(outcome).toMatchObject({ kind: 'recorded' });
  return outcome.kind === 'recorded' ? outcome.receipt : { targetId: '', targetVersion: '' };
}

/** The record is there, as it was ordered. */
export async function expectMatch(
  bench: AdapterBench,
  order: RecordingOrder,
  at?: RecordedVersion,
): Promise<void> {
  expect(await bench.adapter.lookUp(order, anAttempt())).toMatchObject({
    kind: 'found',
    matches: true,
    differences: [],
    ...(at !== undefined && { recorded: at }),
  });
}

/** Waits for a write whose answer was given up: the system may store it a little later. */
export async function untilThere(bench: AdapterBench, order: RecordingOrder): Promise<void> {
  const until = performance.now() + 10_000;
  while (performance.now() < until) {
    if ((await bench.adapter.lookUp(order, anAttempt())).kind !== 'absent') return;
  }
}

/** No record of this version is there. */
export async function expectAbsent(bench: AdapterBench, order: RecordingOrder): Promise<void> {
  expect(await bench.adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'absent' });
}

/** What the stand-in did under the order's series key, oldest first. */
export async function rows(bench: AdapterBench, { seriesKey }: RecordingOrder): Promise<readonly string[]> {
  return (await bench.standIn.rowsOf(seriesKey)).map(({ operation }) => operation);
}
