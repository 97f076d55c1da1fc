import { openAttempt, releaseWaiting, renderText, writtenBefore } from '#domain';
import type { AttemptKind, Participant, RecordContent, TrackedTask } from '#domain';
import { clientIdentifier } from '#domain';
import type { Ledger, LockedDecision } from '#ledger';
import { faultPoint } from '#observability';
import type { AttemptJob } from '#queue';
import { v7 as uuid } from 'uuid';
import type { RecordingOrder } from './adapter.js';
import type { ConsentGate, EndpointDelivery, IsInstalled } from './endpoint-delivery.js';
import { previousOf, seriesKeyOf, versionKeyOf } from './recording-keys.js';

/** An attempt that is in the journal, and may now act. */
export interface OpenedAttempt {
  readonly attemptId: string;
  readonly kind: AttemptKind;
  readonly task: TrackedTask;
  readonly order: RecordingOrder;
}

export interface OpeningDependencies {
  readonly ledger: Ledger;
  readonly consentGate: ConsentGate;
  readonly isInstalled: IsInstalled;
  /** Who runs it, for the journal. */
  readonly worker: string;
  readonly random: () => number;
}

/**
 * Judges a job against the ledger, and commits the attempt before its first byte is sent (ground rule 4).
 * @returns undefined when there is nothing to do: the job is old, the task is done, or it may not be written
 */
export async function openAttemptOf(
  job: AttemptJob,
  delivery: EndpointDelivery,
  dependencies: OpeningDependencies,
): Promise<OpenedAttempt | undefined> {
  return dependencies.ledger.withDecision({ taskId: job.taskId }, async (decision) => {
    const task = decision.tasks.find((candidate) => candidate.id === job.taskId);
    const newest = await decision.readNewest();
    if (task === undefined || newest === undefined || task.endpoint !== delivery.endpoint) return undefined;
    const opening = openAttempt(
      task,
      {
        generation: job.generation,
        tasks: decision.tasks,
        consent: dependencies.consentGate(task, newest, decision.now),
        policy: delivery.policy,
      },
      { now: decision.now, random: dependencies.random },
    );
    switch (opening.kind) {
      case 'leave':
        return undefined;
      case 'stop':
        await saveStop(decision, opening.transition.task, dependencies);
        return undefined;
      case 'begin':
        return begin(decision, opening.attempt, opening.transition.task, { delivery, dependencies });
    }
  });
}

async function saveStop(
  decision: LockedDecision,
  stopped: TrackedTask,
  { worker, isInstalled }: OpeningDependencies,
): Promise<void> {
  const tasks = decision.tasks.map((task) => (task.id === stopped.id ? stopped : task));
  const event = stopped.state === 'withheld' ? 'task.withheld' : 'task.queued';
  await decision.save({
    actor: worker,
    transitions: [{ task: stopped, event }, ...releaseWaiting(tasks, isInstalled, decision)],
  });
}

async function begin(
  decision: LockedDecision,
  kind: AttemptKind,
  task: TrackedTask,
  {
    delivery,
    dependencies,
  }: { readonly delivery: EndpointDelivery; readonly dependencies: OpeningDependencies },
): Promise<OpenedAttempt> {
  const order = await orderOf(task, decision);
  const attemptId = uuid();
  await decision.save({
    actor: dependencies.worker,
    transitions: [{ task, event: 'attempt.begun' }],
    begun: {
      id: attemptId,
      taskId: task.id,
      kind,
      epoch: task.epoch,
      worker: dependencies.worker,
      deadlineMs: delivery.policy.deadlineMs,
    },
  });
  faultPoint('attempt.open-uncommitted');
  return { attemptId, kind, task, order };
}

/** @throws OrderIncomplete */
export async function orderOf(task: TrackedTask, decision: LockedDecision): Promise<RecordingOrder> {
  const version = await decision.readDecision(task.version);
  const recorder = await decision.readParticipant(task, task.recorder);
  const content = await contentOf(task, decision);
  if (version?.client === undefined || recorder === undefined || content === undefined) {
    throw new OrderIncomplete();
  }
  const { client, handledOn, decidedAt } = version;
  const previous = previousOf(task, decision.tasks)?.evidence;
  return {
    taskId: task.id,
    seriesKey: seriesKeyOf(task, decision.tasks),
    versionKey: versionKeyOf(task),
    team: task.team,
    decisionId: task.decisionId,
    decisionVersion: task.version,
    record: task.record,
    operation: task.operation,
    content,
    text: renderText(content),
    client,
    clientIdentifier: clientIdentifier(client),
    recorder,
    onBehalfOf: await fulfilledBy(task, decision),
    visibleToClient: task.visibleToClient,
    handledOn,
    decidedAt,
    ...(previous === undefined || task.operation === 'create'
      ? {}
      : { previous: { targetId: previous.targetId, targetVersion: previous.targetVersion } }),
  };
}

/**
 * What is nullified is what the series turned out to hold: a newer write that was unclear when the nullify was planned
 * may never have happened.
 */
async function contentOf(task: TrackedTask, decision: LockedDecision): Promise<RecordContent | undefined> {
  const holder = task.operation === 'nullify' ? writtenBefore(task, decision.tasks) : undefined;
  return decision.readContent((holder ?? task).id);
}

async function fulfilledBy(task: TrackedTask, decision: LockedDecision): Promise<Participant[]> {
  const people: Participant[] = [];
  // One after the other: they are read over the one connection of the transaction.
  for (const id of task.onBehalfOf) {
    const person = await decision.readParticipant(task, id);
    if (person !== undefined) people.push(person);
  }
  return people;
}

/** The ledger's decision lacks what its own task names: the plan and the decision do not fit together. */
export class OrderIncomplete extends Error {
  readonly code = 'order-incomplete';
  constructor() {
    super('the decision lacks what its task names');
    this.name = 'OrderIncomplete';
  }
}
