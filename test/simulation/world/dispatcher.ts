import type { TaskId } from '#domain';
import type { DecisionBook } from './decision-book.js';
import { POLICY } from './policy.js';
import type { World } from './world.js';
import type { Job } from './world-view.js';

/** As libs/ledger/src/outbox.ts: due jobs go into their queues, and stay wanted until they are begun. */
export function relay(world: World): Job[] {
  const relayed: Job[] = [];
  for (const book of world.books) {
    for (const [taskId, wanted] of book.wanted) {
      if (wanted.relayed || wanted.dueAt > world.now) continue;
      book.wanted.set(taskId, { ...wanted, relayed: true });
      relayed.push({ book, taskId, generation: wanted.generation });
    }
  }
  world.jobs.push(...relayed);
  return relayed;
}

/** Jobs that are in their queues and were not begun yet. */
export function dueJobs(world: World): Job[] {
  relay(world);
  return world.books.flatMap((book) =>
    [...book.wanted]
      .filter(([, wanted]) => wanted.relayed)
      .map(([taskId, { generation }]) => ({ book, taskId, generation })),
  );
}

/** As apps/dispatcher/src/reconcile-tasks.ts: lost leases, and jobs of which none was ever wanted. */
export function reconcile(world: World): void {
  for (const book of world.books) {
    for (const task of book.tasks) {
      if (task.leaseUntil === undefined || task.leaseUntil > world.now) continue;
      const deaths = (world.deaths.get(task.id) ?? 0) + 1;
      world.deaths.set(task.id, deaths);
      book.save([world.domain.afterDeath(task, { alone: deaths, all: deaths }, POLICY, world)]);
    }
    for (const taskId of missingJobs(world, book)) {
      const generation = book.taskOf(taskId)?.generation ?? 0;
      book.wanted.set(taskId, { generation, dueAt: world.now, relayed: false });
    }
  }
}

const BY_ADAPTER = ['queued', 'retrying', 'unknown', 'unconfirmed'];
const LOOKED_UP = ['unknown', 'unconfirmed'];

function missingJobs(world: World, book: DecisionBook): TaskId[] {
  return book.tasks
    .filter(
      ({ id, state, leaseUntil, channel, endpoint }) =>
        BY_ADAPTER.includes(state) &&
        leaseUntil === undefined &&
        (channel === 'automatic' || LOOKED_UP.includes(state)) &&
        world.isInstalled(endpoint) &&
        !book.wanted.has(id),
    )
    .map(({ id }) => id);
}

/** @returns when something is due next, in ms; undefined when nothing is */
export function nextDue(world: World): number | undefined {
  const times = world.books.flatMap((book) => [
    ...[...book.wanted.values()].filter(({ relayed }) => !relayed).map(({ dueAt }) => dueAt.getTime()),
    ...book.tasks.flatMap(({ leaseUntil }) => leaseUntil?.getTime() ?? []),
  ]);
  return times.length === 0 ? undefined : Math.min(...times);
}
