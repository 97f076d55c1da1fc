import type { RepairAct } from '#domain';
import { isTransient } from '#ledger';
import type { ActingPerson, Ledger } from '#ledger';
import type { Logger } from '#observability';
import type { Principal } from '#security';
import { actingPerson, personOf } from '../access/standing.js';
import { Problem } from '../http/problem.js';
import { dryRun } from './dry-run.js';
import type { DryRunOptions } from './dry-run.js';
import type { RepairDesk, RepairPage, RepairRequest } from './repair-desk.js';
import { failuresView, itemView, repairView } from './repair-view.js';
import type { FailuresView, RepairView } from './repair-view.js';

export interface RepairDeskOptions extends DryRunOptions {
  readonly ledger: Pick<Ledger, 'endpoints' | 'index' | 'repairs' | 'withDecision'>;
  /** Ids of the configured ones. */
  readonly endpoints: readonly string[];
  /** A plan of more tasks needs another person's approval. */
  readonly secondPersonAbove: number;
  readonly log: Logger;
}

/** The newest failing tasks; whoever has more has one cause for most of them. */
const EXAMINED = 1_000;
/** What is more is no repair any more, and could not be looked through by anybody. */
const MOST_TASKS = 10_000;
const PLANS = 100;
const PAGE_SIZE = 100;
const RETRY_WHEN_NOT_STORED_S = 5;

/** Repair plans over the ledger. */
export class LedgerRepairDesk implements RepairDesk {
  constructor(private readonly options: RepairDeskOptions) {}

  async failures(): Promise<FailuresView> {
    return failuresView(await this.options.ledger.repairs.findFailures(EXAMINED));
  }

  plan({ filter, reason, ratePerSecond }: RepairRequest, caller: Principal): Promise<RepairView> {
    const { ledger, endpoints, secondPersonAbove, log } = this.options;
    const person = this.personOf(caller);
    return stored(async () => {
      const found = await ledger.repairs.findTasks(filter, MOST_TASKS + 1);
      if (found.length > MOST_TASKS) throw new Problem('repair-too-large');
      const items = await dryRun(found, endpoints, this.options);
      if (items.length === 0) throw new Problem('repair-finds-nothing');
      const needsSecondPerson = items.length > secondPersonAbove;
      const plan = await ledger.repairs.plan({
        filter,
        reason,
        ratePerSecond,
        needsSecondPerson,
        person,
        items,
      });
      log.info('repair.planned', { plan, count: items.length });
      return this.viewOf(plan);
    });
  }

  async list(): Promise<readonly RepairView[]> {
    return (await this.options.ledger.repairs.list(PLANS)).map(repairView);
  }

  async read(id: string, after: number): Promise<RepairPage | undefined> {
    const { repairs } = this.options.ledger;
    const plan = await repairs.read(id);
    if (plan === undefined) return undefined;
    const items = await repairs.listItems(id, after, PAGE_SIZE + 1);
    const shown = items.slice(0, PAGE_SIZE);
    const last = shown.at(-1);
    return {
      ...repairView(plan),
      items: shown.map(itemView),
      ...(items.length > PAGE_SIZE && last !== undefined ? { next: last.place } : {}),
    };
  }

  act(act: RepairAct, id: string, caller: Principal): Promise<RepairView> {
    const person = this.personOf(caller);
    return stored(async () => {
      const refusal = await this.options.ledger.repairs.act(id, act, person);
      if (refusal === 'unknown') throw new Problem('not-found');
      if (refusal !== undefined) throw new Problem(refusal);
      this.options.log.info('repair.acted', { plan: id, code: act });
      return this.viewOf(id);
    });
  }

  /** No name on the log, no act. */
  private personOf(caller: Principal): ActingPerson {
    const person = personOf(caller);
    if (person === undefined) throw new Problem('wrong-role');
    return actingPerson(person, 'sysadmin', 'sysadmin', this.options.ledger.index);
  }

  private async viewOf(id: string): Promise<RepairView> {
    const plan = await this.options.ledger.repairs.read(id);
    if (plan === undefined) throw new Problem('not-found');
    return repairView(plan);
  }
}

/** @throws Problem while the ledger does not answer */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    if (!isTransient(failure)) throw failure;
    throw new Problem('not-now', { retryAfterSeconds: RETRY_WHEN_NOT_STORED_S });
  }
}
