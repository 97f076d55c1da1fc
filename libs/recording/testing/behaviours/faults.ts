import { expect } from '@jest/globals';
import { anAttempt } from '../adapter-bench.js';
import { anOrder } from '../an-order.js';
import type { AdapterBehaviour } from './behaviour.js';
import { expectAbsent, expectMatch, recorded, rows, untilThere } from './expectations.js';

/** What the stand-ins' faults on demand bring about. */
export const UNDER_FAULTS: readonly AdapterBehaviour[] = [
  {
    id: 'lost-answer',
    title: 'does not know what became of a write whose answer is lost, and finds it there',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      await bench.standIn.fault({ mode: 'drop-after', count: 1 });
      expect(await bench.adapter.write(order, anAttempt())).toMatchObject({ kind: 'unknown' });
      await expectMatch(bench, order);
      expect(await rows(bench, order)).toEqual(['create']);
    },
  },
  {
    id: 'lost-request',
    title: 'does not know what became of a write that was cut, and finds nothing',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      await bench.standIn.fault({ mode: 'drop-before', count: 1 });
      expect(await bench.adapter.write(order, anAttempt())).toMatchObject({ kind: 'unknown' });
      await expectAbsent(bench, order);
    },
  },
  {
    id: 'slow-answer',
    title: 'does not know what became of a write that was too slow, and finds it later',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      await recorded(bench, anOrder(bench.records[0]));
      await bench.standIn.fault({ mode: 'latency', value: 2_500, count: 1 });
      const context = anAttempt({ signal: AbortSignal.timeout(1_000) });
      expect(await bench.adapter.write(order, context)).toMatchObject({ kind: 'unknown' });
      await bench.standIn.clearFaults();
      await untilThere(bench, order);
      await expectMatch(bench, order);
    },
  },
  {
    id: 'not-stored',
    title: 'is not deceived by a system that stores nothing',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      await bench.standIn.fault({ mode: 'not-stored', count: 1 });
      await recorded(bench, order);
      await expectAbsent(bench, order);
    },
  },
  {
    id: 'wrong-client',
    title: 'sees that a record went to another client',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      await bench.standIn.fault({ mode: 'wrong-client', count: 1 });
      await recorded(bench, order);
      expect(await bench.adapter.lookUp(order, anAttempt())).toMatchObject({
        kind: 'found',
        matches: false,
        differences: ['client'],
      });
    },
  },
  {
    id: 'temporary-refusal',
    title: 'comes back later when the system says so',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      await bench.standIn.fault({ mode: 'status', value: 503 });
      expect(await bench.adapter.write(order, anAttempt())).toMatchObject({ kind: 'not-now', sent: true });
      expect(await bench.adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'not-now' });
      await bench.standIn.clearFaults();
      expect(await rows(bench, order)).toEqual([]);
    },
  },
  {
    id: 'server-error',
    title: 'does not know what a failing system did',
    async check(bench) {
      await bench.standIn.fault({ mode: 'status', value: 500, count: 1 });
      expect(await bench.adapter.write(anOrder(bench.records[0]), anAttempt())).toMatchObject({
        kind: 'unknown',
      });
    },
  },
  {
    id: 'permanent-refusal',
    title: 'takes a refusal for final',
    async check(bench) {
      for (const mode of ['unknown-client', 'no-rights'] as const) {
        await bench.standIn.fault({ mode, count: 1 });
        const order = anOrder(bench.records[0]);
        expect(await bench.adapter.write(order, anAttempt())).toMatchObject({
          kind: 'rejected',
          reason: 'rejected-by-system',
        });
        expect(await rows(bench, order)).toEqual([]);
      }
    },
  },
];
