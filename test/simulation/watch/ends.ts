import { CONSENT_REASONS, isFinal, seriesOf } from '#domain';
import type { Reason, TrackedTask } from '#domain';
import type { DecisionBook } from '../world/decision-book.js';
import { Violation } from '../world/violation.js';
import type { WorldView } from '../world/world-view.js';
import { isFenced } from './may-write.js';
import type { WhatIsKnown } from './what-is-known.js';

/** Every end that needs a reason has one, nothing else has, and nothing forbidden waits to be written. */
export function checkExplained(world: WorldView, book: DecisionBook, task: TrackedTask): void {
  const { id, state, reason, evidence } = task;
  const needsReason =
    state === 'withheld' || state === 'cancelled' || state === 'superseded' || state === 'needs-attention';
  if (needsReason !== (reason !== undefined)) {
    throw new Violation('without-explanation', `${id} is ${state} with reason ${String(reason)}`);
  }
  if ((state === 'confirmed' || state === 'attested') && evidence === undefined) {
    throw new Violation('without-evidence', `${id} is ${state}`);
  }
  if (!isUnsentOpen(task) || task.operation === 'nullify') return;
  if (book.cancelled) throw new Violation('open-after-cancellation', `${id} is ${state}`);
  if (isFenced(world, book, task)) throw new Violation('open-after-withdrawal', `${id} is ${state}`);
}

/** Surely nothing of it is in its system, and it is not at an end. */
const isUnsentOpen = ({ state, sent, reason }: TrackedTask): boolean =>
  !isFinal(state) && (!sent || (state === 'needs-attention' && reason === 'person-cannot-record'));

export function checkEveryDutyHasATask(book: DecisionBook): void {
  if (book.cancelled) return;
  for (const duty of book.plan?.duties ?? []) {
    if (currentOf(book, seriesOf(duty)) === undefined) {
      throw new Violation('duty-without-task', seriesOf(duty));
    }
  }
}

/** @returns the newest task of a series that nothing newer took over */
export const currentOf = (book: DecisionBook, key: string): TrackedTask | undefined =>
  book.tasks.findLast(
    (task) => seriesOf(task) === key && task.state !== 'superseded' && task.reason !== 'nothing-to-nullify',
  );

/** Every system holds the latest version's content, or a task says why not; all tasks are there and at an end. */
export function checkFinalStates(world: WorldView, book: DecisionBook, known: WhatIsKnown): void {
  for (const { id, operation, state, reason } of book.tasks) {
    world.count(`end of ${operation}: ${state} ${reason ?? ''}`);
    if (!isFinal(state)) throw new Violation('does-not-settle', `${id} is ${state}`);
  }
  for (const key of new Set(book.tasks.map(seriesOf))) {
    const name = `${book.decisionId}:${key}`;
    if (!known.liedTo.has(name) && !known.closedInDoubt.has(name)) checkFinalState(world, book, key);
  }
}

function checkFinalState(world: WorldView, book: DecisionBook, key: string): void {
  const series = `${book.decisionId}:${key}`;
  const duty = book.cancelled ? undefined : book.plan?.duties.find((one) => seriesOf(one) === key);
  const current = currentOf(book, key);
  const endpoint = book.tasks.find((task) => seriesOf(task) === key)?.endpoint ?? '';
  const held = world.system(endpoint).activeOf(series);
  if (duty === undefined) {
    const goesOn = !book.cancelled && book.leftBehind.has(key);
    const isExplained = goesOn || current?.reason === 'closed-unrecorded';
    if (held.length > 0 && !isExplained) throw new Violation('left-over', `${series} is not wanted`);
    return;
  }
  if (current?.state === 'confirmed' || current?.state === 'attested') {
    const isLatest = held.length === 1 && held[0]?.digest === duty.contentDigest;
    if (!isLatest) throw new Violation('not-the-latest', `${series} should hold ${duty.contentDigest}`);
    return;
  }
  if (!explains(current?.reason)) {
    throw new Violation(
      'not-explained',
      `${series} ended ${String(current?.state)} (${String(current?.reason)})`,
    );
  }
  const isKnown = held.every(({ digest }) => wasRecorded(book, key, digest));
  if (!isKnown) throw new Violation('not-explained', `${series} holds what no task recorded`);
}

const explains = (reason: Reason | undefined): boolean =>
  reason === 'closed-unrecorded' || (CONSENT_REASONS as readonly (Reason | undefined)[]).includes(reason);

const wasRecorded = (book: DecisionBook, key: string, digest: string): boolean =>
  book.tasks.some(
    (task) =>
      seriesOf(task) === key &&
      task.contentDigest === digest &&
      (task.state === 'confirmed' || task.state === 'attested'),
  );
