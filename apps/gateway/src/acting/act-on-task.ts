import type { Decision } from '#domain';
import { findTaskAccess, saveAct } from '#ledger';
import type { ActDetails, LockedDecision, PersonsAct, TaskAccess } from '#ledger';
import type { BlindIndex, Principal } from '#security';
import { personOf, standingsOf } from '../access/standing.js';
import type { Standing } from '../access/standing.js';
import { Problem } from '../http/problem.js';
import { entityTag } from '../reading/entity-tag.js';
import { taskView } from '../reading/task-view.js';
import { actFactsOf, actSettingOf } from './act-facts.js';
import { ACT_STANDINGS } from './act-rules.js';
import { addressOf } from './address-of.js';
import { judgeAct } from './judge-act.js';
import type { ActingOptions } from './acting-options.js';
import type { ActedTask, ActRequest } from './task-acts.js';
import { whoActs } from './who-acts.js';

/** One act, asked of a decision that is locked. */
export interface AskedAct {
  readonly taskId: string;
  readonly request: ActRequest;
  readonly caller: Principal;
  readonly entityTags: readonly string[];
}

/**
 * An act under the decision's lock: whose the task is, whether it is the one that was seen, what the core says, and
 * all of it saved with its audit entries, or none.
 * @throws Problem
 */
export async function actOnTask(
  decision: LockedDecision,
  asked: AskedAct,
  options: ActingOptions,
): Promise<ActedTask> {
  const { ledger } = options;
  const { request, caller, entityTags } = asked;
  const task = decision.tasks.find(({ id }) => id === asked.taskId);
  const access = task === undefined ? undefined : await findTaskAccess(decision.tx, task.id);
  if (task === undefined || access === undefined) throw new Problem('not-found');
  const standing = standingFor(request, caller, access, ledger.index);
  if (!entityTags.includes(entityTag(task.id, access.revision))) throw new Problem('task-changed');
  if (decision.erased) throw new Problem('erased');

  const version = await decision.readDecision(task.version);
  const person = whoActs(standing, caller, { task, version, index: ledger.index });
  const facts = await actFactsOf(decision, { task, access, person }, options);
  const result = judgeAct(task, request, facts, actSettingOf(decision, access, options));
  if (result.kind === 'refused') throw new Problem(result.code);

  const { transitions } = result;
  const act: PersonsAct = {
    taskId: task.id,
    kind: request.kind,
    person,
    transitions,
    details: detailsOf(request, caller, version),
    ...handedTo(request, { caller, standing, version, access, index: ledger.index }),
    isAcknowledgement: request.kind === 'acknowledgement',
    isClosingWish: transitions[0]?.event === 'task.closing-wished',
  };
  await saveAct(decision, ledger.vault, act);
  const acted = transitions.findLast((transition) => transition.task.id === task.id)?.task ?? task;
  return { task: taskView(acted), entityTag: entityTag(task.id, access.revision + 1) };
}

/** The closest that the caller is to the task, of what the act may be done by. */
function standingFor(
  { kind }: ActRequest,
  caller: Principal,
  access: TaskAccess,
  index: BlindIndex,
): Standing {
  const standings = standingsOf(caller, access, index);
  if (standings.length === 0) throw new Problem('not-found');
  const standing = standings.find((one) => ACT_STANDINGS[kind].includes(one));
  if (standing === undefined) throw new Problem('wrong-role');
  return standing;
}

function detailsOf(request: ActRequest, caller: Principal, version: Decision | undefined): ActDetails {
  const { kind: _told, ...said } = request;
  const { organisation } = caller;
  return {
    person: personOf(caller) ?? '',
    ...(organisation === undefined ? {} : { organisation }),
    ...said,
    ...(request.kind === 'hand-over' ? { to: addressOf(request.to, version) } : {}),
  };
}

/** Handed back to the recorder it is as before. An operator hands nothing to themselves: they see no content. */
function handedTo(
  request: ActRequest,
  {
    caller,
    standing,
    version,
    access,
    index,
  }: {
    readonly caller: Principal;
    readonly standing: Standing;
    readonly version: Decision | undefined;
    readonly access: TaskAccess;
    readonly index: BlindIndex;
  },
): Pick<PersonsAct, 'handedToIndex'> {
  if (request.kind !== 'hand-over') return {};
  const address = addressOf(request.to, version);
  if (standing === 'sysadmin' && address === caller.participant) throw new Problem('not-to-yourself');
  const digest = index.of('participant-address', address);
  return { handedToIndex: access.recorderIndex?.equals(digest) === true ? null : digest };
}
