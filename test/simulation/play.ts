import { isAutomaticSystem, isFinal } from '#domain';
import type { TrackedTask } from '#domain';
import type { ActName, History, Step } from './histories/history.js';
import { ENDPOINTS } from './histories/teams.js';
import type { SimulatedDomain } from './simulated-domain.js';
import { begin, die, send, settle } from './world/attempts.js';
import { picked } from './world/chance.js';
import type { DecisionBook } from './world/decision-book.js';
import { dueJobs, nextDue, reconcile } from './world/dispatcher.js';
import { cancel, changeCaseManager, takeVersion, withdraw } from './world/intake.js';
import { act, actable } from './world/people.js';
import type { ReadFault, WriteFault } from './world/record-system.js';
import { World } from './world/world.js';
import type { Attempt, Job, Noted } from './world/world-view.js';

/**
 * Plays a history to its end, and on until everything is settled.
 * @throws Violation
 */
export function play(history: History, domain: SimulatedDomain, noted: Noted = {}): void {
  const world = new World(domain, history, noted);
  for (const book of world.books) takeVersion(world, book, world.draft);
  world.watch.afterStep();
  for (const step of history.steps) {
    take(world, step);
    world.watch.afterStep();
  }
  settleAll(world);
  world.watch.atEnd();
}

function take(world: World, step: Step): void {
  switch (step.do) {
    case 'version':
      world.draft = { ...world.draft, ...step.changes };
      withPicked(world.books, step.of, (book) => takeVersion(world, book, world.draft));
      break;
    case 'cancel':
      withPicked(world.books, step.of, (book) => cancel(world, book));
      break;
    case 'withdraw':
      withPicked(world.books, step.of, (book) => withdraw(world, book, step.sectors));
      break;
    case 'case-manager':
      withPicked(world.books, step.of, (book) => changeCaseManager(world, book, step.person));
      break;
    case 'other-practice':
      world.changePractice();
      break;
    case 'install':
      world.install(step.endpoint);
      break;
    case 'act':
      withPicked(fitFor(step.act, world), step.task, ({ book, task }) => act(world, book, task, step.act));
      break;
    case 'work':
    case 'job-again':
    case 'go-on':
    case 'die':
    case 'run-all':
    case 'reconcile':
    case 'wait':
    case 'turn':
      run(world, step);
  }
}

type Running = Exclude<
  Step,
  { readonly do: 'version' | 'cancel' | 'withdraw' | 'case-manager' | 'other-practice' | 'install' | 'act' }
>;

/** What happens to jobs, workers, systems and the clock. */
function run(world: World, step: Running): void {
  switch (step.do) {
    case 'work':
      withPicked(dueJobs(world), step.job, (job) => work(world, job, step));
      break;
    case 'job-again':
      withPicked(world.jobs, step.job, (job) => work(world, job, NO_FAULT));
      break;
    case 'go-on':
      withPicked(world.attempts, step.attempt, (attempt) => goOn(world, attempt, step));
      break;
    case 'die':
      withPicked(world.attempts, step.attempt, (attempt) => die(world, attempt));
      break;
    case 'run-all':
      runAll(world);
      break;
    case 'reconcile':
      reconcile(world);
      break;
    case 'wait':
      wait(world, step.ms);
      break;
    case 'turn':
      world.tell(() => `${step.endpoint} is ${step.to}`);
      world.system(step.endpoint).condition = step.to;
  }
}

/** Where there is nothing to pick, nothing happens. */
function withPicked<T>(list: readonly T[], pick: number, then: (one: T) => void): void {
  const one = picked(list, pick);
  if (one !== undefined) then(one);
}

interface Faults {
  readonly write: WriteFault;
  readonly read: ReadFault;
}

const NO_FAULT = { write: 'none', read: 'none', until: 'settled' } as const;

function work(
  world: World,
  job: Job,
  { until, ...faults }: Faults & { readonly until: 'begun' | 'written' | 'settled' },
): void {
  const begun = begin(world, job);
  if (begun === undefined || until === 'begun') return;
  const sent = begun.kind === 'write' ? send(world, begun, faults.write) : begun;
  if (until === 'settled') settle(world, sent, faults.read);
}

function goOn(world: World, attempt: Attempt, faults: Faults): void {
  if (attempt.kind === 'write' && attempt.write === undefined) send(world, attempt, faults.write);
  else settle(world, attempt, faults.read);
}

/** A job that cannot be begun, since its endpoint has no adapter, is left where it is. */
function runAll(world: World): void {
  for (let round = 0; round < 40; round += 1) {
    const jobs = dueJobs(world).filter(({ book, taskId }) => isServed(world, book.taskOf(taskId)));
    if (jobs.length === 0) return;
    for (const job of jobs) work(world, job, NO_FAULT);
  }
}

const isServed = (world: World, task: TrackedTask | undefined): boolean =>
  task !== undefined && world.isInstalled(task.endpoint);

/** 0 ms: until something is due. */
function wait(world: World, ms: number): void {
  const due = nextDue(world);
  const at = ms === 0 ? (due ?? world.now.getTime()) : world.now.getTime() + ms;
  world.advanceTo(new Date(at));
}

/** The tasks that an act is made for; where there are none of them, any. */
function fitFor(name: ActName, world: World) {
  const all = world.books.flatMap((book) => actable(world, book).map((task) => ({ book, task })));
  const fit = all.filter(({ task }) => isFor(name, task, world));
  return fit.length === 0 ? all : fit;
}

function isFor(name: ActName, task: TrackedTask, world: World): boolean {
  switch (name) {
    case 'recorded':
    case 'cannot-record':
      return task.state === 'awaiting-person' || task.state === 'needs-attention';
    case 'undo':
      return world.said.has(task.id);
    case 'hand-over':
      return task.channel === 'manual';
    case 'give-back':
      return task.channel === 'manual' && isAutomaticSystem(task.system);
    case 'take-over':
    case 'retry':
      return task.channel === 'automatic';
    case 'close':
      return true;
  }
}

const ROUNDS = 60;
/** Rounds for which people leave it to the adapter. */
const PATIENCE = 5;

/** Faults end, everything is served, and all persons act: then everything comes to an end. */
function settleAll(world: World): void {
  world.tell(() => 'faults end, and everybody acts');
  for (const { id } of ENDPOINTS) world.install(id);
  for (const system of world.systems.values()) system.condition = 'up';
  for (const attempt of world.attempts) goOn(world, attempt, NO_FAULT);
  for (let round = 0; round < ROUNDS; round += 1) {
    reconcile(world);
    runAll(world);
    world.watch.afterStep();
    if (world.books.every(({ tasks }) => tasks.every(({ state }) => isFinal(state)))) return;
    for (const book of world.books) for (const { id } of book.tasks) helped(world, book, id, round);
    const due = nextDue(world);
    if (due !== undefined) world.advanceTo(new Date(due));
  }
}

/** What a person does about a task that is theirs, or that needs attention. */
function helped(world: World, book: DecisionBook, id: TrackedTask['id'], round: number): void {
  const task = book.taskOf(id);
  if (task === undefined) return;
  if (task.state === 'awaiting-person') act(world, book, task, 'recorded');
  if (task.state !== 'needs-attention') return;
  const isTheirs = task.channel === 'manual';
  if (task.reason === 'person-cannot-record') {
    // Nothing may be recorded any more, and nothing is: two administrators end it.
    act(world, book, task, round < ROUNDS / 2 && !book.cancelled ? 'hand-over' : 'close');
  } else if (isTheirs || task.sent) act(world, book, task, 'recorded');
  else act(world, book, task, round < PATIENCE ? 'retry' : 'take-over');
}
