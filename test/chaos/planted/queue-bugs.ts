import type { PlantedBug } from './bug.js';

export const QUEUE_BUGS: readonly PlantedBug[] = [
  {
    name: 'outbox-by-cursor',
    breaks: 'the outbox is claimed by state, never by what was last seen',
    scene: 'one decision commits after another that came later',
    foundAs: ['I8'],
    patches: [
      {
        file: 'libs/ledger/src/outbox.js',
        search: '        if (due.length === 0)\n            return 0;',
        replace: `        const seen = (global.chaosCursor ??= new Map());
        const newest = Math.max(0, ...seen.values());
        const dues = await tx.selectFrom('outbox').select(['task', 'due_at']).where('task', 'in', [...due.map((job) => job.taskId), '00000000-0000-0000-0000-000000000000']).execute();
        const passed = dues.filter((row) => row.due_at.getTime() >= newest);
        for (const row of passed) seen.set(row.task, row.due_at.getTime());
        due.splice(0, due.length, ...due.filter((job) => passed.some((row) => row.task === job.taskId)));
        if (due.length === 0)
            return 0;`,
      },
    ],
  },
  {
    name: 'flushall-not-noticed',
    breaks: 'an emptied Redis is filled again from the ledger at once',
    scene: 'Redis is emptied',
    foundAs: ['I8'],
    patches: [
      {
        file: 'apps/dispatcher/src/reconcile-tasks.js',
        search: '        if (await queues.hasEpoch())\n            return;',
        replace: '        if (queues !== undefined)\n            return;',
      },
    ],
  },
  {
    name: 'job-lost-while-redis-is-away',
    breaks: 'a job is marked relayed only once it is in its queue',
    scene: 'Redis is away for a while',
    foundAs: ['I8'],
    patches: [
      {
        file: 'apps/dispatcher/src/relay.js',
        search: 'await queues.enqueue(jobs);',
        replace: 'void queues.enqueue(jobs).catch(() => undefined);',
      },
      {
        file: 'apps/dispatcher/src/reconcile-tasks.js',
        search: 'const count = await ledger.rewantRelayed(0);',
        replace: 'const count = 0;',
      },
    ],
  },
  {
    name: 'done-task-recorded-again',
    breaks: 'that a job is no second one, the ledger decides: not Redis alone',
    scene: 'somebody puts jobs of done tasks into the queue',
    foundAs: ['I5', 'I6', 'I2'],
    patches: [
      {
        file: 'libs/domain/src/task-state/open-attempt.js',
        search: "        case 'retrying':\n",
        replace: "        case 'retrying':\n        case 'confirmed':\n",
      },
      {
        file: 'libs/domain/src/task-state/open-attempt.js',
        search: "        case 'confirmed':\n        case 'attested':",
        replace: "        case 'attested':",
      },
    ],
  },
  {
    name: 'stale-generation-taken',
    breaks: 'a job of an older generation is left alone',
    scene: 'somebody puts an old job into the queue',
    foundAs: ['I5'],
    patches: [
      {
        file: 'libs/domain/src/task-state/open-attempt.js',
        search: 'if (task.generation !== facts.generation)',
        replace: 'if (task.generation < facts.generation)',
      },
    ],
  },
  {
    name: 'lease-never-taken-over',
    breaks: 'an attempt whose worker died is found',
    scene: 'an adapter dies in the middle of a write',
    foundAs: ['I8'],
    patches: [
      {
        file: 'apps/dispatcher/src/reconcile-tasks.js',
        search: 'const lost = await this.options.ledger.findLostLeases(LEASES_A_ROUND);',
        replace: 'const lost = [];',
      },
    ],
  },
];
