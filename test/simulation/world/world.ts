import { isAutomaticSystem } from '#domain';
import type { ConsentWithdrawal, Practice, TaskId, Transition } from '#domain';
import type { Draft } from '../histories/draft.js';
import type { History } from '../histories/history.js';
import { FIRST_DAY } from '../histories/draft.js';
import { ENDPOINTS, practiceOf } from '../histories/teams.js';
import type { SimulatedDomain } from '../simulated-domain.js';
import { Watch } from '../watch/watch.js';
import { chanceOf } from './chance.js';
import { DecisionBook } from './decision-book.js';
import { RecordSystem } from './record-system.js';
import { tellChange } from './telling.js';
import type { Attempt, Job, Noted, Said, WorldView } from './world-view.js';

/** A small model of everything round the pure domain: ledger, queues, workers, record systems, people, one clock. */
export class World implements WorldView {
  now = new Date(`${FIRST_DAY}T06:00:00Z`);
  readonly books: readonly DecisionBook[];
  readonly systems: ReadonlyMap<string, RecordSystem>;
  readonly withdrawals = new Map<string, readonly ConsentWithdrawal[]>();
  readonly watch = new Watch(this);
  readonly said = new Map<TaskId, Said>();
  /** Tasks of which somebody has read the text. */
  readonly read = new Set<TaskId>();
  /** Workers that died in attempts of a task. */
  readonly deaths = new Map<TaskId, number>();
  /** Every job that ever was in a queue: any of them may come again. */
  readonly jobs: Job[] = [];
  attempts: readonly Attempt[] = [];
  draft: Draft;
  taskCount = 0;
  private practiceNumber = 0;
  private readonly installed: Set<string>;
  private readonly names = new Map<string, string>();
  readonly random: () => number;

  constructor(
    readonly domain: SimulatedDomain,
    private readonly history: History,
    private readonly noted: Noted,
  ) {
    this.draft = history.first;
    this.random = chanceOf(history.seed);
    const onSaved = (book: DecisionBook, before: Parameters<Watch['saved']>[1], last: Transition): void => {
      this.tell(() => tellChange(before, last));
      this.watch.saved(book, before, last);
    };
    const team = this.practice.team;
    this.books = Array.from(
      { length: history.decisions },
      (_none, place) => new DecisionBook(team, `D-${String(place + 1)}`, onSaved),
    );
    this.systems = new Map(ENDPOINTS.map(({ id }) => [id, this.systemOf(id)]));
    const { notInstalled } = history;
    this.installed = new Set(ENDPOINTS.map(({ id }) => id).filter((id) => !notInstalled.includes(id)));
  }

  get practice(): Practice {
    return practiceOf(this.history.practices[this.practiceNumber % 2] ?? 0);
  }

  readonly isInstalled = (endpoint: string): boolean =>
    this.installed.has(endpoint) && isAutomaticSystem(this.endpointOf(endpoint).system);

  install(endpoint: string): void {
    this.installed.add(endpoint);
  }

  changePractice(): void {
    this.practiceNumber += 1;
    this.watch.known.practiceChanged = true;
    this.tell(() => `the practice is now that of ${this.practice.team}`);
  }

  endpointOf(endpoint: string) {
    return found(ENDPOINTS.find(({ id }) => id === endpoint));
  }

  system(endpoint: string): RecordSystem {
    return found(this.systems.get(endpoint));
  }

  withdrawalsOf(consentId: string | undefined): readonly ConsentWithdrawal[] {
    return consentId === undefined ? [] : (this.withdrawals.get(consentId) ?? []);
  }

  /** What is late is there by its time. */
  advanceTo(at: Date): void {
    if (at <= this.now) return;
    for (const system of this.systems.values()) system.landUntil(at.getTime());
    this.now = at;
  }

  /** A short name of a content; equal contents have one name. */
  nameOf(bytes: string): string {
    const known = this.names.get(bytes);
    if (known !== undefined) return known;
    const name = `content-${String(this.names.size + 1)}`;
    this.names.set(bytes, name);
    return name;
  }

  tell(line: () => string): void {
    if (this.noted.lines === undefined) return;
    this.noted.lines.push(`${this.now.toISOString().slice(5, 19)}  ${line()}`);
  }

  count(what: string): void {
    const { tally } = this.noted;
    tally?.set(what, (tally.get(what) ?? 0) + 1);
  }

  private systemOf(endpoint: string): RecordSystem {
    const nature = {
      isSearchable: !this.history.unsearchable.includes(endpoint),
      isConditional: !this.history.unconditional.includes(endpoint),
    };
    return new RecordSystem(endpoint, nature, (order, system) => {
      this.tell(() => `    ${endpoint} stores ${order.operation} of ${order.taskId}`);
      this.watch.stored(order, system);
    });
  }
}

export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the simulation looks for what is not there');
  return value;
}
