import { expect } from '@jest/globals';
import { anAttempt } from '../adapter-bench.js';
import { anOrder, nextVersion, temporaryClient } from '../an-order.js';
import type { AdapterBehaviour } from './behaviour.js';
import { expectAbsent, expectMatch, recorded, rows } from './expectations.js';

/** Create, repeat, replace, nullify. */
export const WRITING: readonly AdapterBehaviour[] = [
  {
    id: 'create',
    title: 'creates a record of each kind, finds it by its key and reads it back equal',
    async check(bench) {
      for (const record of bench.records) {
        const order = anOrder(record);
        const receipt = await recorded(bench, order);
        await expectMatch(bench, order, receipt);
        const [row, ...others] = await bench.standIn.rowsOf(order.seriesKey);
        expect(others).toEqual([]);
        expect(row).toMatchObject({
          id: receipt.targetId,
          version: receipt.targetVersion,
          client: order.clientIdentifier.value,
          record,
          operation: 'create',
        });
        expect(row?.content).toContain(order.text.trim());
      }
    },
  },
  {
    id: 'temporary-client',
    title: 'records a client who has a temporary id only',
    async check(bench) {
      const order = anOrder(bench.records[0], temporaryClient());
      await recorded(bench, order);
      await expectMatch(bench, order);
    },
  },
  {
    id: 'repeat',
    title: 'does not record twice what is there already',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      const receipt = await recorded(bench, order);
      const again = await bench.adapter.write(order, anAttempt());
      expect(again).toMatchObject({ kind: 'already-recorded', receipt });
      expect(await rows(bench, order)).toEqual(['create']);
    },
  },
  {
    id: 'second-create',
    title: 'does not create a second record in one series',
    async check(bench) {
      const first = anOrder(bench.records[0]);
      await recorded(bench, first);
      const second = nextVersion(first, { text: 'Toinen' });
      expect(await bench.adapter.write(second, anAttempt())).toMatchObject({ kind: 'already-recorded' });
      expect(await bench.adapter.lookUp(second, anAttempt())).toMatchObject({
        kind: 'found',
        matches: false,
      });
      expect(await rows(bench, first)).toEqual(['create']);
    },
  },
  {
    id: 'replace',
    title: 'replaces the version it knows, and the older order then differs in its version',
    async check(bench) {
      for (const record of bench.records) {
        const first = anOrder(record);
        const previous = await recorded(bench, first);
        const second = nextVersion(first, {
          operation: 'replace',
          previous,
          text: `${first.text} Korjattu.`,
        });
        await expectAbsent(bench, second);
        const receipt = await recorded(bench, second);
        expect(receipt.targetVersion).not.toBe(previous.targetVersion);
        await expectMatch(bench, second, receipt);
        expect(await rows(bench, first)).toEqual(['create', 'replace']);
        expect(await bench.adapter.lookUp(first, anAttempt())).toMatchObject({
          kind: 'found',
          matches: false,
        });
      }
    },
  },
  {
    id: 'stale-replace',
    title: 'never overwrites a version it does not know',
    async check(bench) {
      const first = anOrder(bench.records[0]);
      const previous = await recorded(bench, first);
      const second = nextVersion(first, { operation: 'replace', previous, text: 'Toinen' });
      await recorded(bench, second);
      const stale = nextVersion(first, { operation: 'replace', previous, text: 'Vanhentunut' });
      expect(await bench.adapter.write(stale, anAttempt())).not.toMatchObject({ kind: 'recorded' });
      expect(await bench.adapter.lookUp(stale, anAttempt())).toMatchObject({
        kind: 'found',
        matches: false,
        differences: expect.arrayContaining(['version']),
      });
      await expectMatch(bench, second);
    },
  },
  {
    id: 'nullify',
    title: 'nullifies a record of each kind',
    async check(bench) {
      for (const record of bench.records) {
        const first = anOrder(record);
        const previous = await recorded(bench, first);
        const nullify = nextVersion(first, { operation: 'nullify', previous });
        await expectAbsent(bench, nullify);
        const receipt = await recorded(bench, nullify);
        await expectMatch(bench, nullify, receipt);
        expect(await rows(bench, first)).toEqual(['create', 'nullify']);
      }
    },
  },
  {
    id: 'absent',
    title: 'finds nothing under a key that was never written',
    check: (bench) => expectAbsent(bench, anOrder(bench.records[0])),
  },
  {
    id: 'first-byte',
    title: 'asks before the first byte of a write, and writes nothing when it may not',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      const leaseLost = new RangeError('the lease is lost');
      const beforeFirstByte = () => {
        throw leaseLost;
      };
      await expect(bench.adapter.write(order, anAttempt({ beforeFirstByte }))).rejects.toBe(leaseLost);
      expect(await rows(bench, order)).toEqual([]);
    },
  },
  {
    id: 'half-character',
    title: 'refuses to write text that no encoding can carry',
    async check(bench) {
      const order = anOrder(bench.records[0], { text: 'puolikas \ud83d merkki' });
      expect(await bench.adapter.write(order, anAttempt())).toMatchObject({
        kind: 'rejected',
        reason: 'not-encodable',
      });
      expect(await rows(bench, order)).toEqual([]);
    },
  },
];
