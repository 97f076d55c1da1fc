import type { TaskShown } from './task-views.js';

/** Writes each task's way as it goes on: `lifecare/consent: queued -> recording -> confirmed (verified)`. */
export class TaskProgress {
  private readonly ways = new Map<string, string[]>();

  /** @returns a line for each task whose state is another than when last seen */
  linesFor(tasks: readonly TaskShown[]): string[] {
    return tasks.flatMap((task) => {
      const way = this.ways.get(task.id) ?? [];
      if (way.at(-1) === task.state) return [];
      way.push(task.state);
      this.ways.set(task.id, way);
      return [`${nameOf(task)}: ${way.join(' -> ')}${remarkOf(task)}`];
    });
  }
}

export const nameOf = ({ system, record }: TaskShown): string => `${system}/${record}`;

function remarkOf({ reason, evidence }: TaskShown): string {
  const remark = reason ?? evidence?.level;
  return remark === undefined ? '' : ` (${remark})`;
}

/**
 * Tasks that stay where they are because an adapter is not here yet: their own endpoint's, or that of a record
 * that they wait for.
 */
export function tasksHeld(tasks: readonly TaskShown[], installed: ReadonlySet<string>): TaskShown[] {
  const held = tasks.filter(
    ({ channel, state, endpoint }) =>
      channel === 'automatic' && state === 'queued' && !installed.has(endpoint),
  );
  for (let before = -1; before < held.length;) {
    before = held.length;
    const names = new Set(held.map(nameOf));
    const followers = tasks.filter(
      (task) =>
        task.state === 'waiting' && !held.includes(task) && task.after.some((name) => names.has(name)),
    );
    held.push(...followers);
  }
  return held;
}
