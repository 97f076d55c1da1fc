import { UNDO_WINDOW_MS, holdsRight, isAutomaticSystem, isFinal } from '#domain';
import type { ActResult, ActSetting, TrackedTask, Transition } from '#domain';
import type { ActName } from '../histories/history.js';
import { participant } from '../histories/draft.js';
import { PEOPLE_COUNT } from '../histories/draft.js';
import { consentGate } from './attempts.js';
import type { DecisionBook } from './decision-book.js';
import type { HeldRecord, RecordSystem } from './record-system.js';
import type { World } from './world.js';

/** A person acts on a task, and does in the record system what they say. */
export function act(world: World, book: DecisionBook, task: TrackedTask, name: ActName): void {
  const honest = honestAct(world, { book, task, name });
  if (honest === 'recorded' && isWithheldAtReading(world, book, task)) return;
  const result = judged(world, { book, task, name: honest });
  const refused = result.kind === 'refused' ? `: ${result.code}` : '';
  world.tell(() => `a person: ${honest} of ${task.id} (${task.state})${refused}`);
  world.count(`act ${honest}: ${result.kind === 'refused' ? result.code : 'done'}`);
  if (result.kind === 'refused') return;
  const undoes = perform(world, { book, task, name: honest });
  book.save(result.transitions);
  if (honest === 'undo') world.watch.undone(book, book.taskOf(task.id) ?? task);
  remember(world, task, { name: honest, undoes });
}

/**
 * As apps/gateway/src/acting/read-content.ts: nobody records without the text, and the first reading of it is the
 * moment of the write by hand.
 */
function isWithheldAtReading(world: World, book: DecisionBook, task: TrackedTask): boolean {
  const isToBeRecorded = !task.sent && (task.state === 'awaiting-person' || task.state === 'needs-attention');
  const reason = consentGate(world, book, task);
  const isRead = world.read.has(task.id);
  if (isToBeRecorded && reason !== undefined && !isRead) {
    world.tell(() => `a person wants to read the text of ${task.id}`);
    const withheld: Transition = {
      task: { ...task, state: 'withheld', reason },
      event: 'task.withheld',
    };
    const tasks = book.tasks.map((other) => (other.id === task.id ? withheld.task : other));
    book.save([withheld, ...world.domain.releaseWaiting(tasks, world.isInstalled, world)]);
    return true;
  }
  world.read.add(task.id);
  return false;
}

interface Acting {
  readonly book: DecisionBook;
  readonly task: TrackedTask;
  readonly name: ActName;
}

/**
 * People look before they speak, long after any write is late: they do not say that what is there cannot be
 * recorded, and record nothing new by themselves where the consent or the decision is gone.
 */
function honestAct(world: World, { book, task, name }: Acting): ActName {
  if (name !== 'recorded' && name !== 'cannot-record') return name;
  const system = world.system(task.endpoint);
  system.landAll();
  const isThere = found(book, task, system) !== 'absent';
  if (name === 'cannot-record') return isThere ? 'recorded' : name;
  const looks = (task.state === 'needs-attention' || task.sent) && task.operation !== 'nullify';
  return looks && isForbidden(world, book, task) && !isThere ? 'cannot-record' : name;
}

const isForbidden = (world: World, book: DecisionBook, task: TrackedTask): boolean =>
  book.cancelled || world.watch.isFenced(book, task);

/** What a person sees who looks for what the task's write has done. */
function found(
  book: DecisionBook,
  task: TrackedTask,
  system: RecordSystem,
): 'equal' | 'different' | 'absent' {
  const active = system.activeOf(book.seriesName(task));
  if (task.operation === 'nullify') return active.length === 0 ? 'equal' : 'absent';
  const own = active.find(({ versionKey }) => versionKey === task.id && task.sent);
  if (own === undefined) return 'absent';
  return own.digest === task.contentDigest ? 'equal' : 'different';
}

function judged(world: World, { book, task, name }: Acting): ActResult {
  const { domain } = world;
  const setting = settingOf(world, book, task);
  const said = world.said.get(task.id);
  switch (name) {
    case 'recorded':
    case 'cannot-record':
      return domain.acknowledge(
        task,
        { outcome: name, by: task.recorder, consent: consentGate(world, book, task) },
        setting,
      );
    case 'undo':
      return domain.undoAcknowledgement(task, undoFacts(world, book, task), setting);
    case 'hand-over':
      return domain.handOver(task, setting);
    case 'take-over':
      return domain.takeOver(task, setting);
    case 'give-back':
      return domain.giveBack(
        task,
        { holdsRight: recorderHoldsRight(world, task), mayBeRecorded: false },
        setting,
      );
    case 'retry':
      return domain.retryNow(task, setting);
    case 'close':
      return domain.closeUnrecorded(
        task,
        said?.what === 'closing-wished' ? 'of-another-person' : 'none',
        setting,
      );
  }
}

function settingOf(world: World, book: DecisionBook, { id }: TrackedTask): ActSetting {
  const { tasks, cancelled } = book;
  const nextAttemptAt = book.wanted.get(id)?.dueAt;
  return {
    now: world.now,
    tasks,
    cancelled,
    isInstalled: world.isInstalled,
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
  };
}

/** Nobody takes back what they only found done. */
function undoFacts(world: World, book: DecisionBook, task: TrackedTask) {
  const said = world.said.get(task.id);
  const isTheirs = said?.what === 'acknowledged' && said.undoes !== undefined;
  return {
    undoWindowMs: UNDO_WINDOW_MS,
    consent: consentGate(world, book, task),
    ...(isTheirs ? { acknowledged: { at: said.at, bySamePerson: true } } : {}),
  };
}

function recorderHoldsRight(world: World, { recorder, system }: TrackedTask): boolean {
  const people = Array.from({ length: PEOPLE_COUNT }, (_none, number) => participant(number, world.draft));
  const person = people.find((one) => one?.id === recorder);
  return person !== undefined && isAutomaticSystem(system) && holdsRight(person, system);
}

/** @returns how to take it back; undefined when nothing was done */
function perform(world: World, { book, task, name }: Acting): (() => void) | undefined {
  if (name === 'undo') world.said.get(task.id)?.undoes?.();
  if (name === 'cannot-record') return () => undefined;
  if (name !== 'recorded') return undefined;
  const system = world.system(task.endpoint);
  const series = book.seriesName(task);
  const before = system.held;
  const seen = found(book, task, system);
  if (seen === 'equal') return undefined;
  if (seen === 'different' && isForbidden(world, book, task)) {
    // It may not be corrected any more: they say that it is recorded, but changed.
    world.watch.leftAsItIs(series);
    return undefined;
  }
  world.watch.byHand(book, task);
  // Who is asked to make a record makes one; who is told of a doubt, looks and corrects what is there.
  const isAskedToMake = task.operation === 'create' && task.state === 'awaiting-person' && !task.sent;
  if (isAskedToMake) system.enterByHand(series, task.contentDigest);
  else system.byHand(series, task.operation === 'nullify' ? undefined : task.contentDigest);
  return () => {
    system.held = restored(system.held, before, series);
  };
}

const restored = (
  now: readonly HeldRecord[],
  before: readonly HeldRecord[],
  series: string,
): HeldRecord[] => [
  ...now.filter((record) => record.series !== series),
  ...before.filter((record) => record.series === series),
];

function remember(
  world: World,
  task: TrackedTask,
  { name, undoes }: { readonly name: ActName; readonly undoes: (() => void) | undefined },
): void {
  const at = world.now;
  world.said.delete(task.id);
  if (name === 'recorded' || name === 'cannot-record') {
    world.said.set(task.id, { at, what: 'acknowledged', ...(undoes === undefined ? {} : { undoes }) });
  }
  if (name === 'close') world.said.set(task.id, { at, what: 'closing-wished' });
}

/** What a person can act on, first what there was trouble with: what is open, and what they may take back. */
export function actable(world: World, book: DecisionBook): TrackedTask[] {
  const open = book.tasks.filter(
    ({ id, state }) => !isFinal(state) || world.said.get(id)?.what === 'acknowledged',
  );
  const isTrouble = ({ id, state, epoch }: TrackedTask): boolean =>
    state === 'needs-attention' || epoch > 0 || world.said.has(id);
  return [...open.filter(isTrouble), ...open.filter((task) => !isTrouble(task))];
}
