import { SECTORS, clientIdentifier, contentBytes, dueAt, helsinkiDay, seriesOf } from '#domain';
import type {
  Addition,
  ConsentWithdrawal,
  Decision,
  Duty,
  PlannedChanges,
  Sector,
  TaskId,
  TrackedTask,
  Transition,
} from '#domain';
import { decisionOf, participant } from '../histories/draft.js';
import type { Draft } from '../histories/draft.js';
import { ENDPOINTS } from '../histories/teams.js';
import type { DigestedDuty } from '../simulated-domain.js';
import type { DecisionBook } from './decision-book.js';
import { tellAdded } from './telling.js';
import type { World } from './world.js';

/** Takes a version as apps/gateway/src/intake/accept-decision does, all in one step of the world. */
export function takeVersion(world: World, book: DecisionBook, draft: Draft): void {
  if (book.cancelled) return;
  const decision = decisionOf(draft, {
    team: book.team,
    decisionId: book.decisionId,
    version: book.versions.length + 1,
    decidedAt: world.now.toISOString(),
  });
  world.count('taken: version');
  world.tell(() => `version ${String(decision.version)} of ${book.decisionId}`);
  const planned = world.domain.planDuties(planningInput(world, decision));
  const duties = planned.duties.map(digested(world, decision));
  const { tasks } = book;
  const leftBehind = world.domain.stillLeftBehind(tasks, book.change, decision.caseManager);
  book.leftBehind = leftBehind;
  const changes = world.domain.planChanges({ tasks, leftBehind, now: world.now }, duties);
  book.versions.push(decision);
  book.plan = { practice: world.practice, duties, warnings: planned.warnings };
  world.watch.planned(book, changes);
  applyChanges(world, book, { changes, countedFrom: decision.decidedAt });
}

export function cancel(world: World, book: DecisionBook): void {
  const { newest } = book;
  if (newest === undefined || book.cancelled) return;
  world.count('taken: cancellation');
  world.tell(() => `cancellation of ${book.decisionId}`);
  const changes = world.domain.planCancellation(book.tasks, { now: world.now, isCopied: () => false });
  book.cancelled = true;
  applyChanges(world, book, { changes, countedFrom: world.now.toISOString() });
}

/** A withdrawal counts for every decision whose newest version names the consent. */
export function withdraw(world: World, book: DecisionBook, sectors: number): void {
  const consentId = book.newest?.consent?.id;
  if (consentId === undefined) return;
  const covers = SECTORS.filter((_sector, place) => (sectors >> place) % 2 === 1);
  const withdrawal: ConsentWithdrawal = {
    at: world.now.toISOString(),
    ...(covers.length === 0 ? {} : { covers }),
  };
  world.count('taken: withdrawal');
  world.tell(() => `withdrawal of ${consentId}: ${covers.length === 0 ? 'whole' : covers.join(', ')}`);
  world.withdrawals.set(consentId, [...world.withdrawalsOf(consentId), withdrawal]);
  for (const counted of world.books) {
    const isNamed = counted.newest?.consent?.id === consentId;
    if (!isNamed || counted.cancelled) continue;
    withdrawIn(world, counted, withdrawal);
  }
}

function withdrawIn(world: World, book: DecisionBook, { covers }: ConsentWithdrawal): void {
  const { newest, plan } = book;
  if (newest === undefined || plan === undefined) return;
  const now = world.now;
  const cancelled = world.domain.planWithdrawal(book.tasks, { covers, sectorOf, now });
  const duties = world.practice.consent.recordsWithdrawal ? consentDuties(world, newest) : [];
  const tasks = withChanged(book.tasks, cancelled);
  const changes = world.domain.planRecordChange({ tasks, now }, duties);
  const others = plan.duties.filter(({ record }) => record !== 'consent' || duties.length === 0);
  book.plan = { ...plan, duties: [...others, ...duties] };
  applyChanges(world, book, {
    changes: { additions: changes.additions, transitions: [...cancelled, ...changes.transitions] },
    countedFrom: now.toISOString(),
  });
}

function consentDuties(world: World, newest: Decision): DigestedDuty[] {
  const { duties } = world.domain.planDuties(planningInput(world, newest));
  return duties.filter(({ record }) => record === 'consent').map(digested(world, newest));
}

export function changeCaseManager(world: World, book: DecisionBook, person: number): void {
  const { newest, plan } = book;
  const caseManager = participant(person, world.draft);
  if (newest === undefined || plan === undefined || caseManager === undefined || book.cancelled) return;
  world.count('taken: change of case manager');
  world.tell(() => `case manager of ${book.decisionId} is now ${caseManager.id}`);
  const changedAt = world.now.toISOString();
  const input = { ...planningInput(world, newest), caseManager, changedAt };
  const duties = world.domain.planCaseManagerChange(input).duties.map(digested(world, newest));
  const left = world.domain.leftBehindBy(book.tasks, duties);
  const leftDuties = world.domain.leftBehindDuties(left, input).map(digested(world, newest));
  const state = { tasks: book.tasks, now: world.now };
  const changes = world.domain.planCaseManagerRecords(state, duties, leftDuties);
  const version = book.versions.length;
  book.change = { person: caseManager.id, leftBehind: left.map(seriesOf), version };
  // Where the practice has no such record any more, what is recorded stays as it is.
  const stay = book.tasks.filter(({ record }) => record === 'case-manager').map(seriesOf);
  book.leftBehind = new Set(duties.length === 0 ? stay : book.change.leftBehind);
  const others = plan.duties.filter(({ record }) => record !== 'case-manager');
  book.plan = { ...plan, duties: [...others, ...duties, ...leftDuties] };
  applyChanges(world, book, { changes, countedFrom: changedAt });
}

const planningInput = (world: World, decision: Decision) => ({
  decision,
  practice: world.practice,
  endpoints: ENDPOINTS,
  today: helsinkiDay(world.now),
  withdrawals: world.withdrawalsOf(decision.consent?.id),
});

export const sectorOf = (endpoint: string): Sector | undefined =>
  ENDPOINTS.find(({ id }) => id === endpoint)?.content.sector;

/** Contents are compared by their bytes; the world has a short name for each. */
const digested =
  (world: World, { client }: Decision) =>
  (duty: Duty): DigestedDuty => ({
    ...duty,
    contentDigest:
      client === undefined ? '' : world.nameOf(contentBytes(duty.content, clientIdentifier(client))),
  });

function withChanged(tasks: readonly TrackedTask[], transitions: readonly Transition[]): TrackedTask[] {
  const changed = new Map(transitions.map(({ task }) => [task.id, task]));
  return tasks.map((task) => changed.get(task.id) ?? task);
}

interface ToApply {
  readonly changes: PlannedChanges<DigestedDuty>;
  readonly countedFrom: string;
}

/** As apps/gateway/src/intake/task-changes: new tasks take their first step together with those that were there. */
function applyChanges(world: World, book: DecisionBook, { changes, countedFrom }: ToApply): void {
  const { additions, transitions } = changes;
  const drafts = additions.map((addition) => draftOf(addition, { world, book, countedFrom }));
  const all = [...withChanged(book.tasks, transitions), ...drafts];
  const released = world.domain.releaseWaiting(all, world.isInstalled, { now: world.now });
  const steps = new Map(released.map((transition) => [transition.task.id, transition]));
  const newIds = new Set(drafts.map(({ id }) => id));
  const added = drafts.map((draft) => withFirstStep(draft, steps.get(draft.id)));
  book.save([...transitions, ...released.filter(({ task }) => !newIds.has(task.id))]);
  book.add(added);
  for (const { task } of added) {
    world.tell(() => tellAdded(task));
    world.watch.added(book, task);
  }
}

function withFirstStep(task: TrackedTask, step: Transition | undefined) {
  if (step?.wakeAt === undefined) return { task: step?.task ?? task };
  return { task: { ...step.task, generation: 1 }, wakeAt: step.wakeAt };
}

interface DraftSource {
  readonly world: World;
  readonly book: DecisionBook;
  readonly countedFrom: string;
}

function draftOf(addition: Addition<DigestedDuty>, source: DraftSource): TrackedTask {
  const fresh = freshTask(source);
  if (addition.operation === 'nullify') {
    const { written, after } = addition;
    const { system, endpoint, record, channel, recorder, onBehalfOf } = written;
    const { visibleToClient, rule, contentDigest } = written;
    return {
      ...{ system, endpoint, record, channel, recorder, onBehalfOf, visibleToClient, rule, contentDigest },
      ...fresh,
      operation: 'nullify',
      after,
      state: 'waiting',
      dueAt: dueAt(source.countedFrom, { record, channel }, source.world.practice.deadlines),
    };
  }
  const { content: _content, withheld, ...facts } = addition.duty;
  return {
    ...facts,
    ...fresh,
    operation: addition.operation,
    ...(withheld === undefined ? { state: 'waiting' } : { state: 'withheld', reason: withheld }),
  };
}

function freshTask({ world, book }: DraftSource) {
  return {
    id: `#${String((world.taskCount += 1))}` as TaskId,
    team: book.team,
    decisionId: book.decisionId,
    version: book.versions.length,
    practiceVersion: world.practice.version,
    attempts: 0,
    generation: 0,
    epoch: 0,
    failures: 0,
    absences: 0,
    sent: false,
  };
}
