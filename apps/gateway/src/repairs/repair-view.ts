import type { FailureGroup, Failures, RepairItem, RepairPlan } from '#ledger';

export interface RepairView {
  readonly id: string;
  readonly state: RepairPlan['state'];
  readonly filter: unknown;
  readonly reason: string;
  readonly tasks: number;
  readonly ratePerSecond: number;
  readonly needsSecondPerson: boolean;
  /** RFC 3339, as all times. */
  readonly createdAt: string;
  readonly approvedAt?: string;
  readonly startedAt?: string;
  readonly stoppedAt?: string;
  readonly endedAt?: string;
  /** Of the dry run: how many tasks have each. */
  readonly verdicts: RepairPlan['verdicts'];
  readonly results: RepairPlan['results'];
  /** The states, now, of the tasks that were tried again. */
  readonly retriedStates: RepairPlan['retriedStates'];
}

export function repairView(plan: RepairPlan): RepairView {
  const { id, state, reason, tasks, ratePerSecond, needsSecondPerson } = plan;
  const { verdicts, results, retriedStates } = plan;
  const filter: unknown = JSON.parse(plan.filter);
  return {
    id,
    state,
    filter,
    reason,
    tasks,
    ratePerSecond,
    needsSecondPerson,
    createdAt: plan.createdAt.toISOString(),
    ...(plan.approvedAt === null ? {} : { approvedAt: plan.approvedAt.toISOString() }),
    ...(plan.startedAt === null ? {} : { startedAt: plan.startedAt.toISOString() }),
    ...(plan.stoppedAt === null ? {} : { stoppedAt: plan.stoppedAt.toISOString() }),
    ...(plan.endedAt === null ? {} : { endedAt: plan.endedAt.toISOString() }),
    verdicts,
    results,
    retriedStates,
  };
}

export interface RepairItemView {
  readonly taskId: string;
  readonly verdict: RepairItem['verdict'];
  /** Of the task, now. */
  readonly state: RepairItem['state'];
  readonly result?: string;
  /** Why it was skipped. */
  readonly judged?: string;
  readonly at?: string;
}

export const itemView = ({ taskId, verdict, state, result, judged, at }: RepairItem): RepairItemView => ({
  taskId,
  verdict,
  state,
  ...(result === null ? {} : { result }),
  ...(judged === null ? {} : { judged }),
  ...(at === null ? {} : { at: at.toISOString() }),
});

export interface FailuresView {
  /** So many of the newest failing tasks were looked at. */
  readonly examined: number;
  readonly items: readonly FailureView[];
}

interface FailureView {
  readonly system: string;
  readonly endpoint: string;
  readonly reason?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly sampleTaskIds: readonly string[];
}

export const failuresView = ({ examined, groups }: Failures): FailuresView => ({
  examined,
  items: groups.map(failureView),
});

function failureView(group: FailureGroup): FailureView {
  const { system, endpoint, reason, outcome, code, count, firstSeen, lastSeen, sampleTaskIds } = group;
  return {
    system,
    endpoint,
    ...(reason === null ? {} : { reason }),
    ...(outcome === null ? {} : { outcome }),
    ...(code === null ? {} : { code }),
    count,
    firstSeen: firstSeen.toISOString(),
    lastSeen: lastSeen.toISOString(),
    sampleTaskIds,
  };
}
