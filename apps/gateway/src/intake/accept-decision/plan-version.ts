import {
  clientIdentifier,
  contentBytes,
  dueAt,
  helsinkiDay,
  organisationName,
  planChanges,
  planDuties,
  releaseWaiting,
} from '#domain';
import type {
  Addition,
  Client,
  Decision,
  Duty,
  DutyPlan,
  Participant,
  Practice,
  RecordContent,
  RecordingEndpoint,
  TaskId,
  TrackedTask,
  Transition,
} from '#domain';
import type { NewTask } from '#ledger';
import type { BlindIndex } from '#security';
import { v7 as uuid } from 'uuid';

/** What planning needs besides the decision: all of it configuration, but the clock. */
export interface PlanningSetting {
  readonly practice: Practice;
  readonly endpoints: readonly RecordingEndpoint[];
  readonly isInstalled: (endpoint: string) => boolean;
  readonly index: BlindIndex;
  readonly now: Date;
}

/** What taking a version does to the decision's tasks. */
export interface VersionChanges {
  readonly added: readonly NewTask[];
  /** Of tasks that were there before: superseded, or freed by that. */
  readonly transitions: readonly Transition[];
}

/** Plans a version by the practice in force; pure. */
export function planVersion(decision: Decision, { practice, endpoints, now }: PlanningSetting): DutyPlan {
  return planDuties({ decision, practice, endpoints, today: helsinkiDay(now), withdrawals: [] });
}

type DigestedDuty = Duty & { readonly contentDigest: string };

/** What is there before the version is taken. */
export interface PresentTasks {
  /** Of all versions, oldest first. */
  readonly tasks: readonly TrackedTask[];
  /** What a task that wrote has recorded, for its nullify. */
  readonly contentOf: (task: TrackedTask) => Promise<RecordContent>;
  /** In whose name it was recorded; the new version need not have that person any more. */
  readonly recorderOf: (task: TrackedTask) => Promise<Participant | undefined>;
}

/** Turns a plan into task changes against what is there. */
export async function changesFor(
  decision: Decision & { readonly client: Client },
  plan: DutyPlan,
  present: PresentTasks,
  setting: PlanningSetting,
): Promise<VersionChanges> {
  const identifier = clientIdentifier(decision.client);
  const duties = plan.duties.map((duty): DigestedDuty => ({
    ...duty,
    contentDigest: setting.index.of('record-content', contentBytes(duty.content, identifier)).toString('hex'),
  }));
  const { additions, superseded } = planChanges(present.tasks, duties);
  const drafts: NewTask[] = [];
  // One after the other: contents are read over the one connection of the transaction.
  for (const addition of additions) drafts.push(await draft(addition, decision, setting, present));
  return release(present.tasks, superseded, drafts, setting);
}

/** The new tasks take their first step together with those that were there: each may free another. */
function release(
  tasks: readonly TrackedTask[],
  superseded: readonly Transition[],
  drafts: readonly NewTask[],
  { isInstalled, now }: PlanningSetting,
): VersionChanges {
  const taken = new Map(superseded.map(({ task }) => [task.id, task]));
  const all = [...tasks.map((task) => taken.get(task.id) ?? task), ...drafts.map(({ task }) => task)];
  const released = releaseWaiting(all, isInstalled, { now });
  const steps = new Map(released.map((transition) => [transition.task.id, transition]));
  const newIds = new Set(drafts.map(({ task }) => task.id));
  return {
    added: drafts.map((newTask) => withFirstStep(newTask, steps.get(newTask.task.id))),
    transitions: [...superseded, ...released.filter(({ task }) => !newIds.has(task.id))],
  };
}

function withFirstStep(newTask: NewTask, step: Transition | undefined): NewTask {
  if (step === undefined) return newTask;
  if (step.wakeAt === undefined) return { ...newTask, task: step.task };
  return { ...newTask, task: { ...step.task, generation: 1 }, wakeAt: step.wakeAt };
}

async function draft(
  addition: Addition<DigestedDuty>,
  decision: Decision,
  setting: PlanningSetting,
  present: PresentTasks,
): Promise<NewTask> {
  if (addition.operation === 'nullify') {
    const { written } = addition;
    return nullifyOf(written, present, decision, setting);
  }
  const { duty, operation } = addition;
  const { content, withheld, ...facts } = duty;
  return {
    task: {
      ...facts,
      ...freshTask(decision, setting),
      operation,
      ...(withheld === undefined ? { state: 'waiting' } : { state: 'withheld', reason: withheld }),
    },
    content,
    ...recorderDigests(participantOf(decision, duty.recorder), setting),
  };
}

/** A nullify takes who, how and whom from the task that wrote (`contract/README.md`, Task). */
async function nullifyOf(
  written: TrackedTask,
  { contentOf, recorderOf }: PresentTasks,
  decision: Decision,
  setting: PlanningSetting,
): Promise<NewTask> {
  const { system, endpoint, record, channel, recorder, onBehalfOf, visibleToClient, rule, contentDigest } =
    written;
  return {
    task: {
      ...{ system, endpoint, record, channel, recorder, onBehalfOf, visibleToClient, rule, contentDigest },
      ...freshTask(decision, setting),
      operation: 'nullify',
      after: [],
      state: 'waiting',
      dueAt: dueAt(decision.decidedAt, { record, channel }, setting.practice.deadlines),
    },
    content: await contentOf(written),
    ...recorderDigests(participantOf(decision, recorder) ?? (await recorderOf(written)), setting),
  };
}

const freshTask = (decision: Decision, { practice }: PlanningSetting) => ({
  id: newTaskId(),
  team: decision.team,
  decisionId: decision.decisionId,
  version: decision.version,
  practiceVersion: practice.version,
  attempts: 0,
  generation: 0,
  epoch: 0,
  failures: 0,
  absences: 0,
  sent: false,
});

const newTaskId = (): TaskId => uuid() as TaskId;

/**
 * The worklists find their tasks by digests: the recorder's own by the address, the deputies' by the organisation
 * (`contract/README.md`, Reading and acting).
 */
function recorderDigests(recorder: Participant | undefined, { index }: PlanningSetting) {
  if (recorder === undefined) return {};
  const { email, organisation } = recorder;
  return {
    recorderOrganisation: index.of('organisation', organisationName(organisation)),
    ...(email === undefined ? {} : { recorderIndex: index.of('participant-address', email.toLowerCase()) }),
  };
}

const participantOf = (decision: Decision, recorder: string): Participant | undefined =>
  decision.participants.find(({ id }) => id === recorder);
