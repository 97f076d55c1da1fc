import { openAttempt, releaseWaiting, renderText } from '#domain';
import type { Decision, AttemptKind, Participant, RecordContent, TrackedTask } from '#domain';
import { clientIdentifier } from '#domain';
import type { Ledger, LockedDecision } from '#ledger';
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
    const newest = await decision.readDecision(decision.version);
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
        return begin(decision, opening.attempt, opening.transition.task, { newest, delivery, dependencies });
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
    newest,
    delivery,
    dependencies,
  }: {
    readonly newest: Decision;
    readonly delivery: EndpointDelivery;
    readonly dependencies: OpeningDependencies;
  },
): Promise<OpenedAttempt | undefined> {
  const content = await decision.readContent(task.id);
  const version = task.version === newest.version ? newest : await decision.readDecision(task.version);
  if (content === undefined || version === undefined) return undefined;
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
  return { attemptId, kind, task, order: orderOf(task, decision.tasks, version, content) };
}

function orderOf(
  task: TrackedTask,
  tasks: readonly TrackedTask[],
  decision: Decision,
  content: RecordContent,
): RecordingOrder {
  const client = decision.client;
  const recorder = participant(decision, task.recorder);
  if (client === undefined || recorder === undefined) throw new OrderIncomplete();
  const previous = previousOf(task, tasks)?.evidence;
  return {
    taskId: task.id,
    seriesKey: seriesKeyOf(task, tasks),
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
    onBehalfOf: task.onBehalfOf.flatMap((id) => participant(decision, id) ?? []),
    visibleToClient: task.visibleToClient,
    handledOn: decision.handledOn,
    decidedAt: decision.decidedAt,
    ...(previous === undefined || task.operation === 'create'
      ? {}
      : { previous: { targetId: previous.targetId, targetVersion: previous.targetVersion } }),
  };
}

const participant = (decision: Decision, id: string): Participant | undefined =>
  decision.participants.find((candidate) => candidate.id === id);

/** The ledger's decision lacks what its own task names: the plan and the decision do not fit together. */
export class OrderIncomplete extends Error {
  readonly code = 'order-incomplete';
  constructor() {
    super('the decision lacks what its task names');
    this.name = 'OrderIncomplete';
  }
}
