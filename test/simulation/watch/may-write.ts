import { isFinal, seriesOf } from '#domain';
import type { TrackedTask } from '#domain';
import type { DecisionBook } from '../world/decision-book.js';
import { Violation } from '../world/violation.js';
import type { WorldView } from '../world/world-view.js';
import { consentForbids } from './consent-oracle.js';
import type { WhatIsKnown } from './what-is-known.js';

/** Whether the adapter may begin to write the task now: order, predecessors, consent, cancellation, one writer. */
export function checkMayWrite(
  world: WorldView,
  { book, task }: { readonly book: DecisionBook; readonly task: TrackedTask },
  known: WhatIsKnown,
): void {
  const { id, channel, state } = task;
  if (channel === 'manual' || (state !== 'queued' && state !== 'retrying')) {
    throw new Violation('two-writers', `${id} is ${state}, ${channel}, and the adapter writes it`);
  }
  const wanted = book.wanted.get(id);
  if (wanted === undefined || wanted.dueAt > world.now) {
    throw new Violation('begun-before-its-time', `${id} is not due yet`);
  }
  const older = book.tasks
    .slice(0, book.placeOf(id))
    .find((other) => seriesOf(other) === seriesOf(task) && !isFinal(other.state));
  if (older !== undefined) throw new Violation('out-of-order', `${id} begins before ${older.id} has ended`);
  if (task.operation === 'nullify') checkNullifyOrder(book, task, known);
  else checkMayBeThere(world, book, task);
}

function checkMayBeThere(world: WorldView, book: DecisionBook, task: TrackedTask): void {
  const { id } = task;
  if (book.cancelled) throw new Violation('written-after-cancellation', `${id} begins`);
  const problem = consentProblem(world, book, task);
  if (problem !== undefined) throw new Violation('written-against-consent', `${id} begins: ${problem}`);
  for (const name of task.after) {
    const first = predecessorOf(book, task, name);
    if (first !== undefined && first.state !== 'confirmed' && first.state !== 'attested') {
      throw new Violation('before-its-predecessor', `${id} begins while ${first.id} is ${first.state}`);
    }
  }
}

const nameOf = ({ system, record }: TrackedTask): string => `${system}/${record}`;

const predecessorOf = (book: DecisionBook, task: TrackedTask, name: string): TrackedTask | undefined =>
  book.tasks.findLast(
    (other) =>
      other.id !== task.id &&
      nameOf(other) === name &&
      other.state !== 'superseded' &&
      other.reason !== 'nothing-to-nullify',
  );

/** What waited for a record that is not there after all waits again. */
export function checkWaitsAgain(book: DecisionBook, undone: TrackedTask): void {
  const early = book.tasks.find(
    (task) =>
      !task.sent &&
      task.operation !== 'nullify' &&
      (task.state === 'queued' || task.state === 'retrying' || task.state === 'awaiting-person') &&
      task.after.some((name) => predecessorOf(book, task, name)?.id === undone.id),
  );
  if (early !== undefined && !isFinal(undone.state)) {
    throw new Violation('before-its-predecessor', `${early.id} is ${early.state}, ${undone.id} was undone`);
  }
}

/** What came after a record is taken back before it. */
function checkNullifyOrder(
  book: DecisionBook,
  task: TrackedTask,
  { ordered, practiceChanged }: WhatIsKnown,
): void {
  if (!ordered.has(task.id) || practiceChanged) return;
  const later = book.tasks.find(
    (other) =>
      ordered.has(other.id) &&
      !isFinal(other.state) &&
      other.id !== task.id &&
      book.plan?.duties.some(
        (duty) => seriesOf(duty) === seriesOf(other) && duty.after.includes(nameOf(task)),
      ),
  );
  if (later !== undefined) throw new Violation('nullified-out-of-order', `${task.id} before ${later.id}`);
}

/** The consent for it was withdrawn: nothing new may begin. */
export const isFenced = (world: WorldView, book: DecisionBook, task: TrackedTask): boolean =>
  consentProblem(world, book, task) === 'withdrawn';

function consentProblem(
  world: WorldView,
  { newest }: DecisionBook,
  { record, endpoint }: TrackedTask,
): string | undefined {
  if (newest === undefined) return undefined;
  return consentForbids({
    consent: newest.consent,
    requirement: world.practice.consent,
    record,
    sector: world.endpointOf(endpoint).content.sector,
    now: world.now,
    withdrawals: world.withdrawalsOf(newest.consent?.id),
  });
}
