import type { AutomaticSystem } from '#domain';
import type { LookUpOutcome, RecordSystemAdapter, RecordingOrder, WriteOutcome } from '#recording';

/** How the next write goes wrong; each fault is for one write. */
export type WriteFault = 'answer-lost' | 'never-stored' | 'refused' | 'away';

interface StoredRow {
  readonly order: RecordingOrder;
  readonly id: string;
  readonly version: number;
}

/** A record system in memory that keeps every version, and answers for a series by its newest one. */
export class RememberingSystem implements RecordSystemAdapter {
  readonly evidenceLevel = 'verified';
  readonly rows: StoredRow[] = [];
  /** Of the writes to come. */
  readonly faults: WriteFault[] = [];
  /** The system gives no way to ask. */
  cannotBeAsked = false;
  /** Runs in the middle of each write, before anything is stored. */
  during: (order: RecordingOrder) => Promise<void> = () => Promise.resolve();

  constructor(readonly system: AutomaticSystem) {}

  async write(order: RecordingOrder): Promise<WriteOutcome> {
    const fault = this.faults.shift();
    await this.during(order);
    switch (fault) {
      case undefined:
        return { kind: 'recorded', receipt: this.store(order), code: 'ok' };
      case 'answer-lost':
        this.store(order);
        return { kind: 'unknown', code: 'reset' };
      case 'never-stored':
        return { kind: 'unknown', code: 'reset' };
      case 'refused':
        return { kind: 'rejected', reason: 'rejected-by-system', code: 'refused' };
      case 'away':
        return { kind: 'not-now', sent: false, code: 'refused-connection' };
    }
  }

  lookUp(order: RecordingOrder): Promise<LookUpOutcome> {
    return Promise.resolve(this.found(order));
  }

  /** `record operation version` of each row, in the order of their coming. */
  get journal(): string[] {
    return this.rows.map(({ order, version }) => `${order.record} ${order.operation} ${String(version)}`);
  }

  private store(order: RecordingOrder) {
    const ofSeries = this.rows.filter((row) => row.order.seriesKey === order.seriesKey);
    const row = {
      order,
      id: ofSeries[0]?.id ?? `${this.system}-${String(this.rows.length + 1)}`,
      version: ofSeries.length + 1,
    };
    this.rows.push(row);
    return { targetId: row.id, targetVersion: String(row.version) };
  }

  private found(order: RecordingOrder): LookUpOutcome {
    if (this.cannotBeAsked) return { kind: 'cannot-ask', code: 'cannot-ask' };
    const newest = this.rows.findLast((row) => row.order.seriesKey === order.seriesKey);
    if (newest?.order.versionKey !== order.versionKey) return { kind: 'absent', code: 'absent' };
    const recorded = { targetId: newest.id, targetVersion: String(newest.version) };
    return { kind: 'found', matches: true, differences: [], recorded, code: 'equal' };
  }
}
