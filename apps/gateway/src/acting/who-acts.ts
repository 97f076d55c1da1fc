import type { Decision, TrackedTask } from '#domain';
import type { ActingPerson } from '#ledger';
import type { BlindIndex, Principal } from '#security';
import { actingPerson, personOf } from '../access/standing.js';
import type { Standing } from '../access/standing.js';
import { Problem } from '../http/problem.js';
import { participantAt } from './address-of.js';

/** @throws Problem when the token names nobody: no name on the log, no act */
export function whoActs(
  standing: Standing,
  caller: Principal,
  {
    task,
    version,
    index,
  }: {
    readonly task: TrackedTask;
    readonly version: Decision | undefined;
    readonly index: BlindIndex;
  },
): ActingPerson {
  const person = personOf(caller);
  if (person === undefined) throw new Problem('wrong-role');
  return actingPerson(person, standing, byOf(standing, caller, task, version), index);
}

function byOf(
  standing: Standing,
  { participant }: Principal,
  task: TrackedTask,
  version: Decision | undefined,
): string {
  if (standing === 'recorder') return task.recorder;
  if (standing !== 'handed-to' || participant === undefined) return standing;
  return participantAt(participant, version)?.id ?? standing;
}
