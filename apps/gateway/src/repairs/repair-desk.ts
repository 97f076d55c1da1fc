import type { RepairAct } from '#domain';
import type { RepairFilter } from '#ledger';
import type { Principal } from '#security';
import type { FailuresView, RepairItemView, RepairView } from './repair-view.js';

export interface RepairRequest {
  readonly filter: RepairFilter;
  readonly reason: string;
  readonly ratePerSecond: number;
}

/** A plan with one page of its items. */
export interface RepairPage extends RepairView {
  readonly items: readonly RepairItemView[];
  /** The place of the last item; absent on the last page. */
  readonly next?: number;
}

/** What administrators do in bulk: look at what fails, plan, run, follow. */
export interface RepairDesk {
  failures(): Promise<FailuresView>;
  /** @throws Problem */
  plan(request: RepairRequest, caller: Principal): Promise<RepairView>;
  /** Newest first. */
  list(): Promise<readonly RepairView[]>;
  /** @param after the place of the last item of the page before */
  read(id: string, after: number): Promise<RepairPage | undefined>;
  /** @throws Problem */
  act(act: RepairAct, id: string, caller: Principal): Promise<RepairView>;
}
