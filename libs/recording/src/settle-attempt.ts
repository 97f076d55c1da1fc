import { endIfOvertaken, releaseWaiting, settleLookUp, settleWrite } from '#domain';
import type { Surroundings, TrackedTask, Transition } from '#domain';
import type { EndedAttempt, Ledger, LockedDecision } from '#ledger';
import type { LookUpOutcome, WriteOutcome } from './adapter.js';
import type { EndpointDelivery, IsInstalled } from './endpoint-delivery.js';
import type { OpenedAttempt } from './open-attempt.js';
import type { Performed } from './perform-attempt.js';

export interface SettlingDependencies {
  readonly ledger: Ledger;
  readonly isInstalled: IsInstalled;
  readonly worker: string;
  readonly random: () => number;
}

/**
 * Writes what the attempt gave, and what follows from it, in one transaction: outcome, evidence, audit, the next
 * step, and the tasks that waited for this one.
 * @returns the task's new state; undefined when the outcome came too late to count (its epoch is over)
 */
export async function settleAttempt(
  opened: OpenedAttempt,
  performed: Performed,
  delivery: EndpointDelivery,
  dependencies: SettlingDependencies,
): Promise<TrackedTask | undefined> {
  return dependencies.ledger.withDecision({ taskId: opened.task.id }, async (decision) => {
    const task = decision.tasks.find((candidate) => candidate.id === opened.task.id);
    if (task === undefined || !isOurs(task, opened)) return undefined;
    const surroundings = { now: decision.now, random: dependencies.random };
    const transitions = settle(task, performed, delivery, surroundings).map((transition) =>
      endIfOvertaken(transition, decision.tasks),
    );
    const settled = transitions.at(-1)?.task ?? task;
    await decision.save({
      actor: dependencies.worker,
      transitions: [...transitions, ...released(decision, settled, dependencies.isInstalled)],
      ended: [endedAttempt(opened, performed)],
    });
    return settled;
  });
}

/** A later attempt, or an end that came in between, makes this outcome history (R10). */
function isOurs(task: TrackedTask, opened: OpenedAttempt): boolean {
  return (
    task.epoch === opened.task.epoch &&
    (task.state === 'recording' || task.state === 'unknown' || task.state === 'unconfirmed')
  );
}

function settle(
  task: TrackedTask,
  { write, lookUp }: Performed,
  { adapter, policy }: EndpointDelivery,
  surroundings: Surroundings,
): Transition[] {
  const written = write === undefined ? undefined : settleWrite(task, write, policy, surroundings);
  if (lookUp === undefined) return written === undefined ? [] : [written];
  const found = settleLookUp(
    written?.task ?? task,
    lookUp,
    { level: adapter.evidenceLevel, policy },
    surroundings,
  );
  return written === undefined ? [found] : [written, found];
}

function released(decision: LockedDecision, settled: TrackedTask, isInstalled: IsInstalled): Transition[] {
  const tasks = decision.tasks.map((task) => (task.id === settled.id ? settled : task));
  return releaseWaiting(tasks, isInstalled, decision);
}

function endedAttempt(opened: OpenedAttempt, performed: Performed): EndedAttempt {
  const outcome: WriteOutcome | LookUpOutcome | undefined = performed.write ?? performed.lookUp;
  const receipt = receiptOf(outcome);
  return {
    id: opened.attemptId,
    taskId: opened.task.id,
    outcome: outcome?.kind ?? 'unknown',
    code: outcome?.code ?? 'no-outcome',
    ...(receipt ?? {}),
  };
}

function receiptOf(outcome: WriteOutcome | LookUpOutcome | undefined) {
  if (outcome === undefined) return undefined;
  if (outcome.kind === 'found') return outcome.recorded;
  return outcome.kind === 'recorded' || outcome.kind === 'already-recorded' ? outcome.receipt : undefined;
}
