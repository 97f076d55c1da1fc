import { cancel, endIfOvertaken, isOpenUnsent, releaseWaiting, settleLookUp, settleWrite } from '#domain';
import type { Surroundings, TrackedTask, Transition } from '#domain';
import type { EndedAttempt, Ledger, LockedDecision } from '#ledger';
import { faultPoint } from '#observability';
import type { LookUpOutcome, WriteOutcome } from './adapter.js';
import type { ConsentGate, EndpointDelivery, IsInstalled } from './endpoint-delivery.js';
import type { OpenedAttempt } from './open-attempt.js';
import type { Performed } from './performed.js';

export interface SettlingDependencies {
  readonly ledger: Ledger;
  readonly consentGate: ConsentGate;
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
    const steps = settle(task, performed, delivery, surroundings).map((transition) =>
      endIfOvertaken(transition, decision),
    );
    const transitions = await endIfWithdrawn(steps, decision, dependencies.consentGate);
    const settled = transitions.at(-1)?.task ?? task;
    await decision.save({
      actor: dependencies.worker,
      transitions: [...transitions, ...released(decision, settled, dependencies.isInstalled)],
      ended: [endedAttempt(opened, performed)],
    });
    faultPoint('attempt.settle-uncommitted');
    return settled;
  });
}

/**
 * A write that was under way when the consent was withdrawn, and that turns out never to have happened: it is unsent,
 * and ends as what was unsent then.
 */
async function endIfWithdrawn(
  steps: readonly Transition[],
  decision: LockedDecision,
  consentGate: ConsentGate,
): Promise<readonly Transition[]> {
  const last = steps.at(-1);
  if (last === undefined || !isOpenUnsent(last.task)) return steps;
  const newest = await decision.readNewest();
  const reason = newest === undefined ? undefined : consentGate(last.task, newest, decision.now);
  return reason === 'consent-withdrawn' ? [...steps.slice(0, -1), cancel(last.task, reason)] : steps;
}

/** A later attempt, a lease that was taken away, or an end that came in between, makes this outcome history (R10). */
function isOurs(task: TrackedTask, opened: OpenedAttempt): boolean {
  return (
    task.epoch === opened.task.epoch &&
    task.leaseUntil !== undefined &&
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
  const { lookUp } = performed;
  const visibleFrom = lookUp?.kind === 'found' && lookUp.matches ? lookUp.visibleFrom : undefined;
  return {
    id: opened.attemptId,
    taskId: opened.task.id,
    outcome: outcome?.kind ?? 'unknown',
    code: outcome?.code ?? 'no-outcome',
    ...(receipt ?? {}),
    ...(visibleFrom === undefined ? {} : { visibleFrom }),
  };
}

function receiptOf(outcome: WriteOutcome | LookUpOutcome | undefined) {
  if (outcome === undefined) return undefined;
  if (outcome.kind === 'found') return outcome.recorded;
  return outcome.kind === 'recorded' || outcome.kind === 'already-recorded' ? outcome.receipt : undefined;
}
