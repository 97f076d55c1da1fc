import { isFinal, seriesOf } from '#domain';
import type {
  AttemptKind,
  LookUpResult,
  PlannedChanges,
  TrackedTask,
  Transition,
  WriteResult,
} from '#domain';
import type { DigestedDuty } from '../simulated-domain.js';
import type { DecisionBook } from '../world/decision-book.js';
import type { Order, ReadFault, RecordSystem, WriteFault } from '../world/record-system.js';
import { Violation } from '../world/violation.js';
import type { Attempt, WorldView } from '../world/world-view.js';
import { checkContents } from './contents.js';
import { Doubts } from './doubts.js';
import { checkEveryDutyHasATask, checkExplained, checkFinalStates, currentOf } from './ends.js';
import { checkMayWrite, checkWaitsAgain, isFenced } from './may-write.js';
import { WhatIsKnown } from './what-is-known.js';

/**
 * Watches everything that happens in the world, and holds it against the invariants (docs/how-to/simulate.md). It
 * asks the pure domain for nothing that it judges.
 */
export class Watch {
  readonly known = new WhatIsKnown();
  private readonly newestStored = new Map<string, number>();
  private readonly doubts = new Doubts();
  private readonly changed = new Set<DecisionBook>();
  private tasksAdded = 0;

  constructor(private readonly world: WorldView) {}

  /** After an event is planned, before its tasks are there. */
  planned(book: DecisionBook, changes: PlannedChanges<DigestedDuty>): void {
    if (book.newest !== undefined && book.plan !== undefined) checkContents(book.newest, book.plan);
    for (const addition of changes.additions) {
      if (addition.operation === 'nullify') continue;
      const { duty } = addition;
      const current = currentOf(book, seriesOf(duty));
      const isDone = current?.state === 'confirmed' || current?.state === 'attested';
      if (isDone && current.operation !== 'nullify' && current.contentDigest === duty.contentDigest) {
        throw new Violation('recorded-again', `${current.id} has recorded the same content`);
      }
    }
  }

  added(book: DecisionBook, task: TrackedTask): void {
    this.changed.add(book);
    this.tasksAdded += 1;
    if (book.cancelled) this.known.ordered.add(task.id);
  }

  saved(book: DecisionBook, before: TrackedTask, { task, event }: Transition): void {
    this.changed.add(book);
    this.world.count(`event ${event}`);
    // What is taken back ends at once where nobody may be asked for it any more.
    const isUndo =
      before.state === 'attested' &&
      (task.state === 'awaiting-person' || task.state === 'withheld' || task.reason === 'decision-cancelled');
    if (isFinal(before.state) && before.state !== task.state && !isUndo) {
      throw new Violation('final-is-final', `${task.id} was ${before.state} and is ${task.state}`);
    }
    if (task.reason === 'closed-unrecorded' && task.sent) this.known.closedInDoubt.add(book.seriesName(task));
    if (task.state === before.state) return;
    if (task.operation === 'nullify') this.nullified(book, task);
    else if (task.state === 'confirmed') this.confirmed(book, task);
  }

  begun(
    book: DecisionBook,
    task: TrackedTask,
    { kind, order }: { readonly kind: AttemptKind; readonly order: Order },
  ): void {
    if (kind !== 'write') return;
    checkMayWrite(this.world, { book, task }, this.known);
    const isChange = order.operation !== 'create';
    if (isChange && order.previous === undefined && !this.known.closedInDoubt.has(order.series)) {
      throw new Violation('nothing-to-change', `${task.id}: ${order.operation} of what was never recorded`);
    }
  }

  /** The write left, as far as the worker knows. */
  sent({ order }: Attempt, write: WriteResult, fault: WriteFault): void {
    this.world.count(`write: ${write.kind}`);
    if (write.kind === 'not-now' && !write.sent) return;
    this.doubts.sent(order.taskId);
    const isLie = fault === 'not-stored' || fault === 'distorted';
    if (isLie && !this.isSearchable(order.taskId)) this.known.liedTo.add(order.series);
  }

  asked({ order }: Attempt, result: LookUpResult, fault: ReadFault): void {
    this.world.count(`look-up: ${result.kind}`);
    if (fault === 'stale') this.known.liedTo.add(order.series);
    this.doubts.asked(order.taskId, result, this.world.now);
  }

  /** The outcome counts: a refusal leaves no doubt. */
  settled({ order, write, isUnsent }: Attempt, lookUp: LookUpResult | undefined): void {
    const isRefused = write?.kind === 'rejected' || write?.kind === 'not-now';
    if (lookUp === undefined && isRefused && isUnsent !== true) this.doubts.refused(order.taskId);
  }

  /** The system stores something, whoever still waits for it. */
  stored(order: Order, system: RecordSystem): void {
    this.checkOrder(order.series, order.place, order.taskId);
    this.checkOneRecord(order.series, system);
  }

  /** A person makes, corrects or removes a record. */
  byHand(book: DecisionBook, task: TrackedTask): void {
    const isUnderWay = this.world.attempts.some(
      ({ taskId, kind, epoch }) => taskId === task.id && kind === 'write' && epoch === task.epoch,
    );
    if (isUnderWay) throw new Violation('two-writers', `${task.id} is with a person and under way`);
    this.checkOrder(book.seriesName(task), book.placeOf(task.id), task.id);
    if (task.operation === 'nullify') return;
    if (book.cancelled) throw new Violation('written-after-cancellation', `${task.id}, by hand`);
    if (this.isFenced(book, task)) throw new Violation('written-against-consent', `${task.id}, by hand`);
  }

  /** A person took back what they said. */
  undone(book: DecisionBook, task: TrackedTask): void {
    checkWaitsAgain(book, task);
  }

  /** A person found something else than what was to be recorded, and may not correct it. */
  leftAsItIs(series: string): void {
    this.known.liedTo.add(series);
  }

  isFenced(book: DecisionBook, task: TrackedTask): boolean {
    return isFenced(this.world, book, task);
  }

  /** After each step of the world. */
  afterStep(): void {
    this.world.count('steps');
    for (const book of this.changed) {
      for (const task of book.tasks) checkExplained(this.world, book, task);
      checkEveryDutyHasATask(book);
    }
    this.changed.clear();
    for (const system of this.world.systems.values()) {
      for (const { series } of system.held) this.checkOneRecord(series, system);
    }
  }

  atEnd(): void {
    const total = this.world.books.reduce((sum, { tasks }) => sum + tasks.length, 0);
    if (total !== this.tasksAdded) {
      throw new Violation(
        'sum',
        `${String(this.tasksAdded)} tasks were added, and ${String(total)} are there`,
      );
    }
    for (const book of this.world.books) checkFinalStates(this.world, book, this.known);
  }

  /** Confirmed means that it is there, and equal: where the system can be asked. */
  private confirmed(book: DecisionBook, task: TrackedTask): void {
    if (!this.isSearchable(task.id)) return;
    const isThere = this.world
      .system(task.endpoint)
      .activeOf(book.seriesName(task))
      .some(({ digest, versionKey }) => digest === task.contentDigest && versionKey === task.id);
    if (!isThere) throw new Violation('confirmed-without-record', `${task.id} is not in its system`);
  }

  private nullified(book: DecisionBook, task: TrackedTask): void {
    const isDone = task.state === 'confirmed' || task.state === 'attested';
    const series = book.seriesName(task);
    if (!isDone || this.known.liedTo.has(series) || !this.isSearchable(task.id)) return;
    if (this.world.system(task.endpoint).activeOf(series).length > 0) {
      throw new Violation('nullified-but-there', `${task.id} ended, and the record is there`);
    }
  }

  private checkOrder(series: string, place: number, id: string): void {
    if (place < (this.newestStored.get(series) ?? -1)) {
      throw new Violation('older-after-newer', `${id} is recorded after a newer one`);
    }
    this.newestStored.set(series, place);
  }

  private checkOneRecord(series: string, system: RecordSystem): void {
    if (this.known.liedTo.has(series)) return;
    if (system.activeOf(series).length > 1) throw new Violation('recorded-twice', series);
  }

  private isSearchable(taskId: string): boolean {
    const task = this.world.books.flatMap(({ tasks }) => tasks).find(({ id }) => id === taskId);
    return task !== undefined && this.world.system(task.endpoint).nature.isSearchable;
  }
}
