import { expect } from '@jest/globals';
import type { RecordSystemAdapter } from '../../src/adapter.js';
import { anAttempt, type AdapterBench } from '../adapter-bench.js';
import { anOrder } from '../an-order.js';
import type { Change, Relay, Wire } from '../relay/wire.js';
import { throughRelay } from '../relay/start-relay.js';
import { onTheWire, type AdapterBehaviour } from './behaviour.js';
import { expectMatch, rows } from './expectations.js';

const PAGE = '<!doctype html><html><body>Palvelu ei ole käytettävissä</body></html>';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const DEADLINE_MS = 800;
/** Over the deadline by no more than a busy machine needs. */
const SLACK_MS = 1_500;
/** Who reads on until then has not stopped by itself. */
const FLOOD_DEADLINE_MS = 4_000;

const replacedBy = (text: string | Buffer): Change => ({ kind: 'replace', body: () => text });

/** Nothing of these says what became of the record. */
const MALFORMED: Readonly<Record<Wire['format'], readonly (string | Buffer)[]>> = {
  json: ['', '{', 'null', '[]', '{}', '"ok"', '1e999', PAGE, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  xml: ['', '<a>', '<a/>', 'null', PAGE, '<a></b>', Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e])],
  hl7v2: ['', 'MSH', 'MSH|^~\\&', 'MSA|AA|1\r', PAGE, 'MSH|^~\\&|||||||ACK|1|P|2.5\r', Buffer.from([0xff])],
};

/** Entities that grow, and entities that fetch, before an answer that is otherwise right. */
const DOCTYPES = [
  `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>`,
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
  '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
];

/** An answer to a write and to a look-up that tells nothing: the record's fate stays open. */
async function tellsNothing(bench: AdapterBench, wire: Wire, changes: readonly Change[]): Promise<void> {
  await throughRelay(wire, async (adapter, relay) => {
    for (const [index, change] of changes.entries()) {
      const order = anOrder(bench.records[0]);
      relay.change('write', change, 1);
      const written = await adapter.write(order, anAttempt());
      expect({ index, written }).toEqual({ index, written: { kind: 'unknown', code: expect.any(String) } });
      await expectMatch(bench, order);
      relay.change('read', change);
      const found = await adapter.lookUp(order, anAttempt());
      expect({ index, found }).toMatchObject({ index, found: { kind: 'not-now' } });
      relay.clear();
    }
  });
}

async function withinDeadline(
  bench: AdapterBench,
  [adapter, relay]: readonly [RecordSystemAdapter, Relay],
  change: Change,
): Promise<void> {
  const order = anOrder(bench.records[0]);
  for (const which of ['write', 'read'] as const) {
    relay.change(which, change, 1);
    const startedAt = performance.now();
    const attempt = anAttempt({ signal: AbortSignal.timeout(DEADLINE_MS) });
    const outcome = await (which === 'write'
      ? adapter.write(order, attempt)
      : adapter.lookUp(order, attempt));
    expect(outcome).toMatchObject({ kind: which === 'write' ? 'unknown' : 'not-now' });
    expect(performance.now() - startedAt).toBeLessThan(DEADLINE_MS + SLACK_MS);
  }
  await expectMatch(bench, order);
}

export const ANSWERS: readonly AdapterBehaviour[] = [
  onTheWire('malformed-answer', 'takes an answer that it cannot read for no answer', (bench, wire) =>
    tellsNothing(bench, wire, MALFORMED[wire.format].map(replacedBy)),
  ),
  onTheWire('half-answer', 'takes half an answer for no answer', async (bench, wire) => {
    await tellsNothing(bench, wire, [{ kind: 'cut' }]);
  }),
  onTheWire('endless-answer', 'waits for a slow answer until the deadline, and no longer', (bench, wire) =>
    throughRelay(wire, (...parts) => withinDeadline(bench, parts, { kind: 'drip' })),
  ),
  onTheWire(
    'oversized-answer',
    'does not read an answer that is too long to its end',
    async (bench, wire) => {
      await throughRelay(wire, async (adapter, relay) => {
        const order = anOrder(bench.records[0]);
        for (const which of ['write', 'read'] as const) {
          relay.change(which, { kind: 'flood' }, 1);
          const startedAt = performance.now();
          const attempt = anAttempt({ signal: AbortSignal.timeout(FLOOD_DEADLINE_MS) });
          const outcome = await (which === 'write'
            ? adapter.write(order, attempt)
            : adapter.lookUp(order, attempt));
          expect(outcome).toMatchObject({ kind: which === 'write' ? 'unknown' : 'not-now' });
          expect(performance.now() - startedAt).toBeLessThan(FLOOD_DEADLINE_MS - 100);
        }
        await expectMatch(bench, order);
      });
    },
  ),
  onTheWire(
    'xml-entities',
    'takes no answer with a document type, whatever its entities say',
    (bench, wire) => {
      const withDoctype = (doctype: string): Change => ({
        kind: 'replace',
        body: (body) => doctype + body.toString().replace(/^<\?xml[^>]*\?>\s*/, ''),
      });
      return tellsNothing(bench, wire, DOCTYPES.map(withDoctype));
    },
  ),
  onTheWire(
    'status-classes',
    'knows by the status what a system in trouble may have done',
    async (bench, wire) => {
      await throughRelay(wire, async (adapter, relay) => {
        for (const status of [500, 502, 504]) {
          relay.change('write', { kind: 'replace', status, headers: HTML, body: () => PAGE }, 1);
          const outcome = await adapter.write(anOrder(bench.records[0]), anAttempt());
          expect({ status, outcome }).toMatchObject({ status, outcome: { kind: 'unknown' } });
        }
        for (const status of [429, 503]) {
          relay.change('write', { kind: 'replace', status, headers: HTML, body: () => PAGE }, 1);
          const outcome = await adapter.write(anOrder(bench.records[0]), anAttempt());
          expect({ status, outcome }).toMatchObject({ status, outcome: { kind: 'not-now', sent: true } });
        }
      });
    },
  ),
  onTheWire('page-in-between', 'believes no page of something in between', async (bench, wire) => {
    await throughRelay(wire, async (adapter, relay) => {
      const order = anOrder(bench.records[0]);
      for (const status of [200, 403, 404, 410, 500]) {
        relay.change('read', { kind: 'replace', status, headers: HTML, body: () => PAGE });
        const found = await adapter.lookUp(order, anAttempt());
        expect({ status, found }).toMatchObject({ status, found: { kind: 'not-now' } });
      }
      for (const status of [200, 201, 204]) {
        relay.change('write', { kind: 'replace', status, headers: HTML, body: () => PAGE }, 1);
        const written = await adapter.write(anOrder(bench.records[0]), anAttempt());
        expect({ status, written }).toMatchObject({ status, written: { kind: 'unknown' } });
      }
    });
  }),
  onTheWire('retry-after', 'comes back when the system says, in seconds or by date', async (bench, wire) => {
    await throughRelay(wire, async (adapter, relay) => {
      const order = anOrder(bench.records[0]);
      const told = async (value: string): Promise<readonly number[]> => {
        const change = { kind: 'replace', status: 503, headers: { 'retry-after': value } } as const;
        relay.change('write', change, 1);
        relay.change('read', change);
        const outcomes = [await adapter.write(order, anAttempt()), await adapter.lookUp(order, anAttempt())];
        return outcomes.map((outcome) => (outcome.kind === 'not-now' ? (outcome.retryAfterMs ?? -1) : -2));
      };
      expect(await told('7')).toEqual([7_000, 7_000]);
      for (const waitMs of await told(new Date(Date.now() + 20_000).toUTCString())) {
        expect(waitMs).toBeGreaterThan(10_000);
        expect(waitMs).toBeLessThanOrEqual(20_000);
      }
    });
  }),
  onTheWire('redirect', 'goes nowhere else than it was told to', async (bench, wire) => {
    await throughRelay(wire, async (adapter, relay) => {
      await throughRelay(wire, async (_, elsewhere) => {
        for (const status of [301, 302, 307, 308]) {
          const headers = { location: `${elsewhere.address}/records` };
          relay.change('write', { kind: 'replace', status, headers }, 1);
          relay.change('read', { kind: 'replace', status, headers }, 1);
          const order = anOrder(bench.records[0]);
          const written = await adapter.write(order, anAttempt());
          expect(['recorded', 'already-recorded']).not.toContain(written.kind);
          expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'not-now' });
        }
        expect(elsewhere.requests).toEqual([]);
      });
    });
  }),
  onTheWire(
    'late-arrival',
    'records once when the first send arrives after the second',
    async (bench, wire) => {
      await throughRelay(wire, async (adapter, relay) => {
        const order = anOrder(bench.records[0]);
        relay.change('write', { kind: 'hold' }, 1);
        const attempt = anAttempt({ signal: AbortSignal.timeout(DEADLINE_MS) });
        expect(await adapter.write(order, attempt)).toMatchObject({ kind: 'unknown' });
        expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'absent' });
        expect(await adapter.write(order, anAttempt())).toMatchObject({ kind: 'recorded' });
        await relay.release();
        expect(await rows(bench, order)).toEqual(['create']);
        await expectMatch(bench, order);
      });
    },
  ),
  onTheWire('nobody-there', 'knows that it sent nothing where nobody listens', async (bench, wire) => {
    let closed = '';
    await throughRelay(wire, (_, relay) => Promise.resolve(void (closed = relay.address)));
    const adapter = wire.adapterAt(closed);
    const order = anOrder(bench.records[0]);
    expect(await adapter.write(order, anAttempt())).toMatchObject({ kind: 'not-now', sent: false });
    expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'not-now' });
    const signal = AbortSignal.abort();
    expect(await bench.adapter.write(order, anAttempt({ signal }))).toMatchObject({
      kind: 'not-now',
      sent: false,
    });
    expect(await rows(bench, order)).toEqual([]);
  }),
  onTheWire(
    'credentials',
    'renews refused credentials once, and asks for leave again',
    async (bench, wire) => {
      await throughRelay(wire, async (adapter, relay) => {
        const order = anOrder(bench.records[0]);
        await adapter.write(anOrder(bench.records[0]), anAttempt());
        const refused: Change = { kind: 'replace', status: 401 };
        const before = relay.requests.length;
        let asked = 0;
        relay.change('write', refused, 1);
        const outcome = await adapter.write(order, anAttempt({ beforeFirstByte: () => void (asked += 1) }));
        expect(['recorded', 'already-recorded']).toContain(outcome.kind);
        expect(asked).toBe(2);
        relay.change('write', refused);
        asked = 0;
        const other = await adapter.write(
          anOrder(bench.records[0]),
          anAttempt({ beforeFirstByte: () => void (asked += 1) }),
        );
        expect(other).toMatchObject({ kind: 'not-now' });
        expect(asked).toBe(2);
        expect(relay.requests.length).toBeGreaterThan(before + 3);
      });
    },
  ),
  onTheWire('refusal-with-data', 'tells nothing of a person when a refusal does', async (bench, wire) => {
    const { refusalWith } = wire;
    if (refusalWith === undefined) throw new Error('The bench does not say how a refusal looks');
    await throughRelay(wire, async (adapter, relay) => {
      const order = anOrder(bench.records[0]);
      const { clientIdentifier, client, recorder, text } = order;
      const told = `${clientIdentifier.value} ${client.familyName} ${recorder.name} ${text.slice(0, 60)}`;
      const { status, headers, body } = refusalWith(told);
      const change: Change = { kind: 'replace', status, headers, body: () => body };
      relay.change('write', change, 1);
      relay.change('read', change, 1);
      // Both are looked at by the watch over every outcome (watched-adapter.ts).
      const written = await adapter.write(order, anAttempt());
      expect(['recorded', 'already-recorded']).not.toContain(written.kind);
      await adapter.lookUp(order, anAttempt());
    });
  }),
];
