import { helsinkiDay, isOpenUnsent, seriesOf, writtenBefore } from '#domain';
import type { ConsentReason, LookUpResult, TrackedTask, Transition } from '#domain';
import type { DecisionBook } from './decision-book.js';
import type { Order, ReadFault, WriteFault } from './record-system.js';
import { POLICY } from './policy.js';
import { found } from './world.js';
import type { World } from './world.js';
import type { Attempt, Job } from './world-view.js';

/** As libs/recording/src/open-attempt.ts: judged against the ledger, and in the journal before the first byte. */
export function begin(world: World, job: Job): Attempt | undefined {
  const { book, taskId, generation } = job;
  const task = book.taskOf(taskId);
  if (task === undefined || !world.isInstalled(task.endpoint)) return undefined;
  const opening = world.domain.openAttempt(
    task,
    { generation, tasks: book.tasks, consent: consentGate(world, book, task), policy: POLICY },
    world,
  );
  switch (opening.kind) {
    case 'leave':
      return undefined;
    case 'stop': {
      const stopped = opening.transition;
      book.save([stopped, ...released(world, book, [stopped])]);
      return undefined;
    }
    case 'begin': {
      const order = orderOf(book, opening.transition.task);
      world.tell(() => `    ${opening.attempt} of ${task.id} (${task.state}) begins`);
      world.watch.begun(book, task, { kind: opening.attempt, order });
      book.save([opening.transition]);
      const { epoch } = opening.transition.task;
      const begunAt = world.now.getTime();
      const attempt: Attempt = { book, taskId, kind: opening.attempt, epoch, begunAt, order };
      world.attempts = [...world.attempts, attempt];
      return attempt;
    }
  }
}

/** As libs/recording/src/consent-gate.ts. */
export function consentGate(world: World, book: DecisionBook, task: TrackedTask): ConsentReason | undefined {
  const { newest } = book;
  if (task.operation === 'nullify' || newest === undefined) return undefined;
  return world.domain.firstFailingConsentTest({
    consent: newest.consent,
    requirement: world.practice.consent,
    record: task.record,
    sector: world.endpointOf(task.endpoint).content.sector,
    today: helsinkiDay(world.now),
    withdrawals: world.withdrawalsOf(newest.consent?.id),
  });
}

/** As libs/recording/src/recording-keys.ts. */
function orderOf(book: DecisionBook, task: TrackedTask): Order {
  const place = book.placeOf(task.id);
  const before = book.tasks.slice(0, place).filter((older) => seriesOf(older) === seriesOf(task));
  const lives = before.filter(isNullified).length;
  const previous = before.findLast(({ state }) => state === 'confirmed')?.evidence;
  // What is nullified is what the series turned out to hold.
  const holder = task.operation === 'nullify' ? writtenBefore(task, book.tasks) : undefined;
  const series = book.seriesName(task);
  return {
    taskId: task.id,
    series,
    seriesKey: `${series}/${String(lives)}`,
    versionKey: task.id,
    operation: task.operation,
    digest: (holder ?? task).contentDigest,
    place,
    ...(previous === undefined || task.operation === 'create' ? {} : { previous }),
  };
}

const isNullified = ({ operation, state }: TrackedTask): boolean =>
  operation === 'nullify' && (state === 'confirmed' || state === 'attested');

/** The write leaves, unless the lease is too near its end, as libs/recording/src/lease.ts; look-ups have none. */
export function send(world: World, attempt: Attempt, fault: WriteFault): Attempt {
  const sent = performed(world, attempt, fault);
  world.attempts = world.attempts.map((other) => (other === attempt ? sent : other));
  return sent;
}

function performed(world: World, attempt: Attempt, fault: WriteFault): Attempt {
  const { order, begunAt } = attempt;
  const now = world.now.getTime();
  if (now - begunAt > 2 * POLICY.deadlineMs) {
    return { ...attempt, write: { kind: 'not-now', sent: false }, isUnsent: true };
  }
  if (order.operation !== 'create' && order.previous === undefined) {
    return { ...attempt, write: { kind: 'rejected', reason: 'not-encodable' }, isUnsent: true };
  }
  const endpoint = found(attempt.book.taskOf(attempt.taskId)).endpoint;
  const write = world.system(endpoint).write(order, fault, now + 1.9 * POLICY.settleMs);
  world.tell(
    () => `    ${attempt.taskId} ${order.operation} is sent to ${endpoint} (${fault}): ${write.kind}`,
  );
  const isUnsent = write.kind === 'not-now' && !write.sent;
  world.watch.sent(attempt, write, fault);
  return { ...attempt, write, isUnsent };
}

/** As libs/recording/src/settle-attempt.ts: the read-back follows at once where the system says that it is there. */
export function settle(world: World, attempt: Attempt, fault: ReadFault): void {
  world.attempts = world.attempts.filter((other) => other !== attempt);
  const { book, write } = attempt;
  const lookUp = asks(attempt) ? ask(world, attempt, fault) : undefined;
  const task = book.taskOf(attempt.taskId);
  if (task === undefined || !world.domain.isOurs(task, attempt.epoch)) return;
  world.watch.settled(attempt, lookUp);
  const written = write === undefined ? undefined : world.domain.settleWrite(task, write, POLICY, world);
  const lookedUp =
    lookUp === undefined
      ? undefined
      : world.domain.settleLookUp(
          written?.task ?? task,
          lookUp,
          { level: levelOf(world, task), policy: POLICY },
          world,
        );
  const steps = [written, lookedUp]
    .filter((transition) => transition !== undefined)
    .map((transition) => world.domain.endIfOvertaken(transition, book));
  const transitions = endIfWithdrawn(world, book, steps);
  book.save([...transitions, ...released(world, book, transitions)]);
}

/** A write that was under way when the consent was withdrawn, and that never happened, ends as what was unsent then. */
function endIfWithdrawn(
  world: World,
  book: DecisionBook,
  steps: readonly Transition[],
): readonly Transition[] {
  const last = steps.at(-1);
  if (last === undefined || !isOpenUnsent(last.task)) return steps;
  const reason = consentGate(world, book, last.task);
  return reason === 'consent-withdrawn'
    ? [...steps.slice(0, -1), world.domain.cancel(last.task, reason)]
    : steps;
}

const asks = ({ kind, write }: Attempt): boolean =>
  kind !== 'write' || write?.kind === 'recorded' || write?.kind === 'already-recorded';

function ask(world: World, attempt: Attempt, fault: ReadFault): LookUpResult {
  const { endpoint } = found(attempt.book.taskOf(attempt.taskId));
  const result = world.system(endpoint).lookUp(attempt.order, fault);
  const said = result.kind === 'found' ? `found, ${result.matches ? 'equal' : 'different'}` : result.kind;
  world.tell(() => `    ${endpoint} is asked for ${attempt.taskId} (${fault}): ${said}`);
  world.watch.asked(attempt, result, fault);
  return result;
}

const levelOf = (world: World, task: TrackedTask) =>
  world.system(task.endpoint).nature.isSearchable ? 'verified' : 'accepted';

function released(world: World, book: DecisionBook, transitions: readonly Transition[]): Transition[] {
  const changed = new Map(transitions.map(({ task }) => [task.id, task]));
  const tasks = book.tasks.map((task) => changed.get(task.id) ?? task);
  return world.domain.releaseWaiting(tasks, world.isInstalled, world);
}

/** The worker is gone; what it sent is on its way all the same. */
export function die(world: World, attempt: Attempt): void {
  world.tell(() => `    the worker of ${attempt.taskId} dies`);
  world.attempts = world.attempts.filter((other) => other !== attempt);
}
