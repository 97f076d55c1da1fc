import type { LookUpResult, Operation, WriteResult } from '#domain';

/** Where a version of a record stands. */
export interface Receipt {
  readonly targetId: string;
  readonly targetVersion: string;
}

/** What a write asks of a record system. */
export interface Order {
  readonly taskId: string;
  /** The record series, over all decisions of the world. */
  readonly series: string;
  readonly seriesKey: string;
  readonly versionKey: string;
  readonly operation: Operation;
  readonly digest: string;
  /** The task's place in its decision: a higher one is newer. */
  readonly place: number;
  readonly previous?: Receipt;
}

/** A record that the system holds; one that a person made carries no key of ours. */
export interface HeldRecord {
  readonly id: string;
  readonly series: string;
  readonly seriesKey: string | undefined;
  readonly version: number;
  readonly versionKey: string;
  readonly isActive: boolean;
  readonly digest: string;
}

/** What becomes of a write, besides that it goes well (`not-stored` and `distorted` are told as if it had). */
export const WRITE_FAULTS = [
  'none',
  'lost-answer',
  'lost-request',
  'late',
  'not-stored',
  'distorted',
  'refused',
  'busy',
  'down',
] as const;
export type WriteFault = (typeof WRITE_FAULTS)[number];

/** What becomes of a look-up. `stale` says that nothing is there, whatever is. */
export const READ_FAULTS = ['none', 'down', 'stale', 'differs'] as const;
export type ReadFault = (typeof READ_FAULTS)[number];

export const CONDITIONS = ['up', 'down', 'busy', 'refuses', 'loses-answers'] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface Nature {
  /** It can be asked by our key. */
  readonly isSearchable: boolean;
  /** It checks that a key is free, and that what is replaced is what it holds. */
  readonly isConditional: boolean;
}

interface LateWrite {
  readonly order: Order;
  readonly landsBy: number;
}

/** Told of everything that is written, at the moment at which the system does it. */
export type OnStored = (order: Order, system: RecordSystem) => void;

type Stored = Receipt | 'conflict' | 'missing';

/** A small model of a record system: records by our key, versions, and whatever can go wrong with an answer. */
export class RecordSystem {
  /** Never changed in place: who takes back what they did, brings the list before back. */
  held: readonly HeldRecord[] = [];
  late: readonly LateWrite[] = [];
  condition: Condition = 'up';
  private made = 0;

  constructor(
    readonly endpoint: string,
    readonly nature: Nature,
    private readonly onStored: OnStored,
  ) {}

  /** @param landsBy until when a late write is there */
  write(order: Order, fault: WriteFault, landsBy: number): WriteResult {
    switch (this.faultOf(fault)) {
      case 'down':
        return { kind: 'not-now', sent: false };
      case 'busy':
        return { kind: 'not-now', sent: true, retryAfterMs: 1000 };
      case 'refused':
        return { kind: 'rejected', reason: 'rejected-by-system' };
      case 'lost-request':
        return { kind: 'unknown' };
      case 'late':
        this.late = [...this.late, { order, landsBy }];
        return { kind: 'unknown' };
      case 'not-stored':
        return { kind: 'recorded', receipt: { targetId: 'nowhere', targetVersion: '1' } };
      case 'distorted':
        return this.answered({ ...order, digest: `${order.digest}, distorted` });
      case 'lost-answer':
        this.store(order);
        return { kind: 'unknown' };
      case 'none':
        return this.answered(order);
    }
  }

  lookUp(order: Order, fault: ReadFault): LookUpResult {
    if (!this.nature.isSearchable) return { kind: 'cannot-ask' };
    if (fault === 'down' || this.condition === 'down') return { kind: 'not-now' };
    const matches = this.held.filter(({ seriesKey }) => seriesKey === order.seriesKey);
    const [found, another] = matches;
    if (fault === 'stale' || found === undefined) return { kind: 'absent' };
    if (another !== undefined) return { kind: 'several' };
    const recorded = receiptOf(found);
    if (found.versionKey !== order.versionKey && isSame(recorded, order.previous)) return { kind: 'absent' };
    const isActive = order.operation !== 'nullify';
    const isEqual =
      found.versionKey === order.versionKey && found.digest === order.digest && found.isActive === isActive;
    return { kind: 'found', recorded, matches: isEqual && fault !== 'differs' };
  }

  landAll(): void {
    this.land(() => true);
  }

  /** A late write is there by its time, whoever waits for it. */
  landUntil(now: number): void {
    this.land(({ landsBy }) => landsBy <= now);
  }

  activeOf(series: string): readonly HeldRecord[] {
    return this.held.filter((record) => record.series === series && record.isActive);
  }

  /** What a person does by hand: enters, corrects or removes. */
  byHand(series: string, digest: string | undefined): void {
    const [first] = this.activeOf(series);
    if (digest === undefined) {
      this.held = this.held.map((record) =>
        record.series === series && record.isActive ? this.changed(record, { isActive: false }) : record,
      );
      return;
    }
    if (first === undefined) this.enterByHand(series, digest);
    else this.held = this.held.map((record) => (record === first ? this.changed(first, { digest }) : record));
  }

  enterByHand(series: string, digest: string): void {
    const id = this.newId();
    const key = { series, seriesKey: undefined, versionKey: `hand-${id}` };
    this.held = [...this.held, { id, ...key, version: 1, isActive: true, digest }];
  }

  private land(isDue: (late: LateWrite) => boolean): void {
    if (this.late.length === 0) return;
    const due = this.late.filter(isDue);
    this.late = this.late.filter((late) => !isDue(late));
    for (const { order } of due) this.store(order);
  }

  private changed(record: HeldRecord, change: Partial<HeldRecord>): HeldRecord {
    return { ...record, ...change, version: record.version + 1, versionKey: `hand-${this.newId()}` };
  }

  private faultOf(fault: WriteFault): WriteFault {
    switch (this.condition) {
      case 'up':
        return fault;
      case 'down':
        return 'down';
      case 'busy':
        return 'busy';
      case 'refuses':
        return 'refused';
      case 'loses-answers':
        return 'lost-answer';
    }
  }

  private answered(order: Order): WriteResult {
    const already = this.held.some(({ seriesKey }) => seriesKey === order.seriesKey);
    const stored = this.store(order);
    if (stored === 'conflict') return { kind: 'unknown' };
    if (stored === 'missing') return { kind: 'rejected', reason: 'rejected-by-system' };
    const kind = order.operation === 'create' && already ? 'already-recorded' : 'recorded';
    return { kind, receipt: stored };
  }

  private store(order: Order): Stored {
    return order.operation === 'create' ? this.create(order) : this.change(order);
  }

  private create(order: Order): Stored {
    const there = this.held.find(({ seriesKey }) => seriesKey === order.seriesKey);
    if (this.nature.isConditional && there !== undefined) return receiptOf(there);
    const { series, seriesKey, versionKey, digest } = order;
    const record = { id: this.newId(), series, seriesKey, versionKey, version: 1, isActive: true, digest };
    this.held = [...this.held, record];
    this.onStored(order, this);
    return receiptOf(record);
  }

  private change(order: Order): Stored {
    const target = this.held.find(({ id }) => id === order.previous?.targetId);
    if (target === undefined) return 'missing';
    const isStale = !isSame(receiptOf(target), order.previous);
    if (this.nature.isConditional && isStale) return 'conflict';
    const changed: HeldRecord = {
      ...target,
      version: target.version + 1,
      versionKey: order.versionKey,
      isActive: order.operation === 'replace',
      digest: order.digest,
    };
    this.held = this.held.map((record) => (record === target ? changed : record));
    this.onStored(order, this);
    return receiptOf(changed);
  }

  private newId(): string {
    this.made += 1;
    return `${this.endpoint}-${String(this.made)}`;
  }
}

export const receiptOf = ({ id, version }: HeldRecord): Receipt => ({
  targetId: id,
  targetVersion: String(version),
});

const isSame = (one: Receipt, other: Receipt | undefined): boolean =>
  one.targetId === other?.targetId && one.targetVersion === other.targetVersion;
