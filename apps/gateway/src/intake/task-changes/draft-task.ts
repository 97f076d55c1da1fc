import { dueAt, organisationName } from '#domain';
import type { Addition, Nullify, Participant, RecordContent, TaskId, TrackedTask } from '#domain';
import type { NewTask } from '#ledger';
import { v7 as uuid } from 'uuid';
import type { DigestedDuty } from './digested-duty.js';
import type { PlanningSetting } from './planning-setting.js';

/** Where the tasks of an event come from. */
export interface TaskSource {
  readonly team: string;
  readonly decisionId: string;
  /** The decision's newest version. */
  readonly version: number;
  /** RFC 3339; the deadline of a nullify runs from here. */
  readonly countedFrom: string;
  /** In whose name it is recorded. */
  readonly personOf: (id: string) => Promise<Participant | undefined>;
  /** What a task that wrote has recorded, for its nullify. */
  readonly contentOf: (task: TrackedTask) => Promise<RecordContent>;
  readonly setting: PlanningSetting;
}

/** Makes the task of what is to be added; it has taken no step yet. */
export async function draftTask(addition: Addition<DigestedDuty>, source: TaskSource): Promise<NewTask> {
  if (addition.operation === 'nullify') return draftNullify(addition, source);
  const { duty, operation } = addition;
  const { content, withheld, ...facts } = duty;
  return {
    task: {
      ...facts,
      ...freshTask(source),
      operation,
      ...(withheld === undefined ? { state: 'waiting' } : { state: 'withheld', reason: withheld }),
    },
    content,
    ...recorderDigests(await source.personOf(duty.recorder), source.setting),
  };
}

/** A nullify takes who, how and whom from the task that wrote (`contract/README.md`, Task). */
async function draftNullify({ written, after }: Nullify, source: TaskSource): Promise<NewTask> {
  const { setting, countedFrom, contentOf, personOf } = source;
  const { system, endpoint, record, channel, recorder, onBehalfOf, visibleToClient, rule, contentDigest } =
    written;
  return {
    task: {
      ...{ system, endpoint, record, channel, recorder, onBehalfOf, visibleToClient, rule, contentDigest },
      ...freshTask(source),
      operation: 'nullify',
      after,
      state: 'waiting',
      dueAt: dueAt(countedFrom, { record, channel }, setting.practice.deadlines),
    },
    content: await contentOf(written),
    ...recorderDigests(await personOf(recorder), setting),
  };
}

const freshTask = ({ team, decisionId, version, setting }: TaskSource) => ({
  id: newTaskId(),
  team,
  decisionId,
  version,
  practiceVersion: setting.practice.version,
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
