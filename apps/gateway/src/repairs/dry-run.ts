import { judgeRepair } from '#domain';
import type { TaskId } from '#domain';
import { readRevisions } from '#ledger';
import type { FoundTask, Ledger, LockedDecision, PlannedItem } from '#ledger';
import type { ConsentGate, IsInstalled } from '#recording';

export interface DryRunOptions {
  readonly ledger: Pick<Ledger, 'endpoints' | 'withDecision'>;
  readonly consentGate: ConsentGate;
  readonly isInstalled: IsInstalled;
}

/** Decisions that are judged side by side: fewer than the ledger has connections, so that intake goes on. */
const AT_ONCE = 4;

/**
 * Says of each task what trying it again would do, judged as the run will judge it: under its decision's lock, by the
 * same act, with the consent of today. Nothing is changed.
 * @returns in the order of what was found
 */
export async function dryRun(
  found: readonly FoundTask[],
  endpoints: readonly string[],
  options: DryRunOptions,
): Promise<PlannedItem[]> {
  const { states } = await options.ledger.endpoints.read(endpoints);
  const paused = new Set(states.filter(({ pause }) => pause !== undefined).map(({ endpoint }) => endpoint));
  const judged = new Map<TaskId, PlannedItem>();
  const decisions = [...byDecision(found).values()];
  for (let start = 0; start < decisions.length; start += AT_ONCE) {
    const items = await Promise.all(
      decisions.slice(start, start + AT_ONCE).map((taskIds) => judgeTasks(taskIds, paused, options)),
    );
    for (const item of items.flat()) judged.set(item.taskId, item);
  }
  return found.flatMap(({ taskId }) => judged.get(taskId) ?? []);
}

function byDecision(found: readonly FoundTask[]): Map<string, TaskId[]> {
  const decisions = new Map<string, TaskId[]>();
  for (const { taskId, decision } of found) {
    decisions.set(decision, [...(decisions.get(decision) ?? []), taskId]);
  }
  return decisions;
}

async function judgeTasks(
  taskIds: readonly TaskId[],
  paused: ReadonlySet<string>,
  options: DryRunOptions,
): Promise<PlannedItem[]> {
  const [first] = taskIds;
  if (first === undefined) return [];
  const items = await options.ledger.withDecision({ taskId: first }, (decision) =>
    judgeUnderLock(decision, taskIds, { ...options, paused }),
  );
  return items ?? [];
}

async function judgeUnderLock(
  decision: LockedDecision,
  taskIds: readonly TaskId[],
  { consentGate, isInstalled, paused }: DryRunOptions & { readonly paused: ReadonlySet<string> },
): Promise<PlannedItem[]> {
  const newest = await decision.readNewest();
  const revisions = await readRevisions(decision.tx, taskIds);
  return decision.tasks.flatMap((task) => {
    const revision = taskIds.includes(task.id) ? revisions.get(task.id) : undefined;
    if (revision === undefined) return [];
    const { verdict } = judgeRepair(task, {
      ...decision,
      isInstalled,
      consent: newest === undefined ? undefined : consentGate(task, newest, decision.now),
      isPaused: paused.has(task.endpoint),
    });
    return [{ taskId: task.id, revision, verdict }];
  });
}
