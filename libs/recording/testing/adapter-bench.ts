import { randomUUID } from 'node:crypto';
import type { RecordKind } from '#domain';
import type { AttemptContext, RecordSystemAdapter } from '../src/adapter.js';
import type { Wire } from './relay/wire.js';

/** The modes that every stand-in has (contract/teams.md, "The embedded default, for scripts"). */
export type FaultMode =
  | 'down'
  | 'latency'
  | 'status'
  | 'drop-before'
  | 'drop-after'
  | 'not-stored'
  | 'wrong-client'
  | 'slow-token'
  | 'unknown-client'
  | 'no-rights';

export interface Fault {
  readonly mode: FaultMode;
  /** Milliseconds, or the HTTP status. */
  readonly value?: number;
  /** How many requests it hits; without it, until it is cleared. */
  readonly count?: number;
}

/** One version that a stand-in stored, changed or nullified. */
export interface JournalRow {
  readonly id: string;
  readonly key: string;
  readonly record: string;
  readonly client: string;
  readonly content: string;
  readonly version: string;
  readonly operation: string;
}

/** A stand-in's own side, as the tests use it. */
export interface StandIn {
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** The rows of one of our series keys, oldest first. */
  rowsOf(seriesKey: string): Promise<readonly JournalRow[]>;
}

/** An adapter and the stand-in that it writes to. */
export interface AdapterBench {
  readonly adapter: RecordSystemAdapter;
  readonly standIn: StandIn;
  /** The record kinds that this system takes; the first is the one most behaviours are tried with. */
  readonly records: readonly [RecordKind, ...RecordKind[]];
  /** For the behaviours that stand between the two; without it they are left out (describe-adapter.ts). */
  readonly wire?: Wire;
  stop(): Promise<void>;
}

/** A stand-in reached by the addresses that `standalone.json` lists for it. */
export function standInAt({
  journal,
  faults,
}: {
  readonly journal: string;
  readonly faults: string;
}): StandIn {
  return {
    async fault(fault) {
      await answered(
        fetch(faults, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fault),
        }),
      );
    },
    async clearFaults() {
      await answered(fetch(faults, { method: 'DELETE' }));
    },
    async rowsOf(seriesKey) {
      const rows = (await (await answered(fetch(journal))).json()) as JournalRow[];
      return rows.filter(({ key }) => key === seriesKey);
    },
  };
}

/** An attempt with time enough, unless the test is about its end. */
export function anAttempt(changes: Partial<AttemptContext> = {}): AttemptContext {
  return {
    signal: AbortSignal.timeout(10_000),
    attemptId: randomUUID(),
    beforeFirstByte: () => undefined,
    ...changes,
  };
}

async function answered(request: Promise<Response>): Promise<Response> {
  const response = await request;
  if (!response.ok) throw new Error(`The stand-in answered ${response.status} to the test`);
  return response;
}
