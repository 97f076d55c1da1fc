import type { Decision, Participant, TrackedTask } from '#domain';
import { caseManagerInForce, findTaskAccess, readActs } from '#ledger';
import type { ActKind, LockedDecision, PastAct, TaskAccess } from '#ledger';
import type { Principal } from '#security';
import { personOf, standingsOf } from '../../access/standing.js';
import { actFactsOf, actSettingOf } from '../../acting/act-facts.js';
import { RECORDING } from '../../acting/act-rules.js';
import type { ActingOptions } from '../../acting/acting-options.js';
import { participantAt } from '../../acting/address-of.js';
import { judgeAct } from '../../acting/judge-act.js';
import type { ActFacts } from '../../acting/judge-act.js';
import { STATES_WITH_TEXT } from '../../acting/read-content.js';
import type { ActRequest } from '../../acting/task-acts.js';
import { whoActs } from '../../acting/who-acts.js';
import { entityTag } from '../entity-tag.js';
import { taskView } from '../task-view.js';
import { consentFacts } from './consent-facts.js';
import type { ActorView, ActView, Colleague, NamedPerson, WorklistTask } from './worklist.js';

/** One of each kind that a person who records may ask; what it says besides does not decide whether it is taken. */
const REQUESTS: readonly ActRequest[] = [
  { kind: 'acknowledgement', outcome: 'recorded' },
  { kind: 'undo' },
  { kind: 'hand-over', to: '' },
  { kind: 'take-over' },
  { kind: 'give-back' },
  { kind: 'retry' },
];

/** @returns undefined for a task that is not the caller's to record */
export async function describeTask(
  decision: LockedDecision,
  { taskId, caller }: { readonly taskId: string; readonly caller: Principal },
  options: Omit<ActingOptions, 'log'>,
): Promise<WorklistTask | undefined> {
  const { index, vault } = options.ledger;
  const task = decision.tasks.find(({ id }) => id === taskId);
  const access = task === undefined ? undefined : await findTaskAccess(decision.tx, task.id);
  if (task === undefined || access === undefined) return undefined;
  const standing = standingsOf(caller, access, index).find((one) => RECORDING.includes(one));
  if (standing === undefined) return undefined;

  const version = await decision.readDecision(task.version);
  const newest = await decision.readNewest();
  const isNamed = personOf(caller) !== undefined;
  const person = isNamed ? whoActs(standing, caller, { task, version, index }) : undefined;
  const facts = person && (await actFactsOf(decision, { task, access, person }, options));
  const acts =
    facts && !decision.erased ? takenActs(task, facts, actSettingOf(decision, access, options)) : [];
  const caseManager = newest && (await caseManagerInForce(decision, newest.decision));
  const history = await readActs(decision, vault, task.id);
  return {
    task: taskView(task),
    entityTag: entityTag(task.id, access.revision),
    asOf: decision.now,
    acts,
    hasText: !decision.erased && STATES_WITH_TEXT.includes(task.state),
    ...forbiddenOf(task, access, facts),
    ...(version && { handling: version.handling, handledOn: version.handledOn }),
    ...(facts?.recorder && { recorder: named(facts.recorder) }),
    ...(caseManager && { caseManager: named(caseManager) }),
    ...(newest?.decision.consent && {
      consent: consentFacts(newest.decision.consent, newest.withdrawals, decision.tasks),
    }),
    colleagues: colleaguesOf(version, caller),
    history: history.map((act) => actView(act, version)),
    ...(acts.includes('undo') && access.acknowledged
      ? { undoUntil: new Date(access.acknowledged.at.getTime() + options.undoWindowMs) }
      : {}),
    isErased: decision.erased,
  };
}

const takenActs = (
  task: TrackedTask,
  facts: ActFacts,
  setting: ReturnType<typeof actSettingOf>,
): readonly ActKind[] =>
  REQUESTS.filter((request) => judgeAct(task, request, facts, setting).kind === 'done').map(
    ({ kind }) => kind,
  );

/** As the first reading of the text judges it: what was read before was recorded, or may have been. */
function forbiddenOf(
  { state, sent }: TrackedTask,
  { isContentRead }: TaskAccess,
  facts: ActFacts | undefined,
): Pick<WorklistTask, 'forbidden'> {
  const isToBeRecorded = !sent && (state === 'awaiting-person' || state === 'needs-attention');
  return facts?.consent === undefined || isContentRead || !isToBeRecorded ? {} : { forbidden: facts.consent };
}

const named = ({ name, organisation, phone }: Participant): NamedPerson => ({
  name,
  organisation: organisation.name,
  ...(phone === undefined ? {} : { phone }),
});

const colleaguesOf = (version: Decision | undefined, { participant }: Principal): readonly Colleague[] =>
  (version?.participants ?? [])
    .filter(({ email }) => email !== undefined && email.toLowerCase() !== participant)
    .map((each) => ({ id: each.id, ...named(each) }));

function actView(
  { kind, at, role, details = { person: '' } }: PastAct,
  version: Decision | undefined,
): ActView {
  const { person, organisation, outcome, reference, note, reason } = details;
  return {
    kind,
    at,
    by: { role, ...nameOf(person, organisation, version) },
    said: {
      ...(outcome === undefined ? {} : { outcome }),
      ...(reference === undefined ? {} : { reference }),
      ...(note === undefined ? {} : { note }),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

/** Somebody without an address is known by the issuer's own name for them, which says nothing to people. */
function nameOf(
  person: string,
  organisation: string | undefined,
  version: Decision | undefined,
): Omit<ActorView, 'role'> {
  const participant = participantAt(person, version);
  if (participant !== undefined) {
    return { name: participant.name, organisation: participant.organisation.name };
  }
  return {
    ...(person.includes('@') ? { name: person } : {}),
    ...(organisation === undefined ? {} : { organisation }),
  };
}
