import { expect } from '@jest/globals';
import { anAttempt } from '../adapter-bench.js';
import { anOrder, nextVersion } from '../an-order.js';
import { onTheWire, type AdapterBehaviour } from './behaviour.js';
import { expectMatch, recorded, rows } from './expectations.js';
import { throughRelay } from '../relay/start-relay.js';
import { expectNothingPersonal } from '../watched-adapter.js';

export const READING: readonly AdapterBehaviour[] = [
  {
    id: 'evidence-level',
    title: 'sees the difference of everything that its level of evidence says it compares',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      await recorded(bench, order);
      const { evidenceLevel } = bench.adapter;
      if (evidenceLevel === 'accepted') {
        expect(await bench.adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'cannot-ask' });
        return;
      }
      const changes = {
        client: { clientIdentifier: { ...order.clientIdentifier, value: '030594W903B' } },
        content: { text: `${order.text}.` },
      };
      for (const [difference, change] of Object.entries(changes)) {
        if (difference === 'content' && evidenceLevel === 'found') continue;
        const outcome = await bench.adapter.lookUp({ ...order, ...change }, anAttempt());
        expect(outcome).toMatchObject({
          kind: 'found',
          matches: false,
          differences: expect.arrayContaining([difference]),
        });
      }
    },
  },
  {
    id: 'older-after-newer',
    title: 'does not let the first version come after the one that replaced it',
    async check(bench) {
      const first = anOrder(bench.records[0]);
      const previous = await recorded(bench, first);
      const second = nextVersion(first, { operation: 'replace', previous, text: `${first.text} Korjattu.` });
      await recorded(bench, second);
      expect(await bench.adapter.write(first, anAttempt())).not.toMatchObject({ kind: 'recorded' });
      expect(await rows(bench, first)).toEqual(['create', 'replace']);
      await expectMatch(bench, second);
    },
  },
  {
    id: 'repeated-change',
    title: 'makes a replace and a nullify once, however often they are sent',
    async check(bench) {
      const first = anOrder(bench.records[0]);
      const previous = await recorded(bench, first);
      const replace = nextVersion(first, { operation: 'replace', previous, text: `${first.text} Korjattu.` });
      const replaced = await recorded(bench, replace);
      await bench.adapter.write(replace, anAttempt());
      await expectMatch(bench, replace, replaced);
      const nullify = nextVersion(replace, { operation: 'nullify', previous: replaced });
      const nullified = await recorded(bench, nullify);
      await bench.adapter.write(nullify, anAttempt());
      await expectMatch(bench, nullify, nullified);
      expect(await rows(bench, first)).toEqual(['create', 'replace', 'nullify']);
    },
  },
  {
    id: 'many-copies',
    title: 'records one of many copies that are sent at once',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      const copies = Array.from({ length: 6 }, () => bench.adapter.write(order, anAttempt()));
      const kinds = (await Promise.all(copies)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'recorded').length).toBeLessThanOrEqual(1);
      expect(kinds).not.toContain('rejected');
      expect(await rows(bench, order)).toEqual(['create']);
      await expectMatch(bench, order);
    },
  },
  {
    id: 'look-up-reads',
    title: 'writes nothing while it looks, and does not ask for leave to write',
    async check(bench) {
      const order = anOrder(bench.records[0]);
      let asked = 0;
      const attempt = anAttempt({ beforeFirstByte: () => void (asked += 1) });
      await bench.adapter.lookUp(order, attempt);
      expect(await rows(bench, order)).toEqual([]);
      await recorded(bench, order);
      await bench.adapter.lookUp(order, attempt);
      expect(await rows(bench, order)).toEqual(['create']);
      expect(asked).toBe(0);
    },
  },
  onTheWire('stored-twice', 'sees that a record is there twice', async (bench, wire) => {
    const { storedTwice } = wire;
    if (storedTwice === undefined) throw new Error('The bench does not say how twice looks');
    await throughRelay(wire, async (adapter, relay) => {
      const order = anOrder(bench.records[0]);
      await adapter.write(order, anAttempt());
      relay.change('read', { kind: 'replace', body: (body) => storedTwice(body.toString()) });
      expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'several', count: 2 });
    });
  }),
  onTheWire(
    'no-person-in-address',
    'puts nothing of a person into an address or a header',
    async (bench, wire) => {
      await throughRelay(wire, async (adapter, relay) => {
        const order = anOrder(bench.records[0]);
        await adapter.write(order, anAttempt());
        await adapter.lookUp(order, anAttempt());
        const told = relay.requests.map(({ path, headers }) => path + JSON.stringify(headers)).join('\n');
        expect(relay.requests.length).toBeGreaterThanOrEqual(2);
        expectNothingPersonal(told, order);
      });
    },
  ),
];
