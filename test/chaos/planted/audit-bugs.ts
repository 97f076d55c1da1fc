import type { PlantedBug } from './bug.js';

const SAVE_CHANGES = 'libs/ledger/src/save-changes.js';

export const AUDIT_BUGS: readonly PlantedBug[] = [
  {
    name: 'audit-outside-the-transaction',
    breaks: 'no change without its entry, whoever dies in between',
    scene: 'an adapter dies under load',
    foundAs: ['I6'],
    patches: [
      {
        file: SAVE_CHANGES,
        search: 'from jsonb_to_recordset(${json(auditRows(changes))}) as e(',
        replace: 'from jsonb_to_recordset(${json([])}) as e(',
      },
      {
        file: SAVE_CHANGES,
        search: '  `.execute(tx);',
        replace: `  \`.execute(tx);
    const { Client } = require('pg');
    setTimeout(async () => {
        const client = new Client({ connectionString: process.env.DATABASE_URL });
        client.on('error', () => undefined);
        await client.connect();
        await client.query(\`insert into audit_entry (at, kind, actor, decision, version, task, attempt, facts)
            select now(), e.kind, $1, $2, e.version, e.task, e.attempt, e.facts from jsonb_to_recordset($3) as e(
            kind text, version int, task uuid, attempt uuid, facts jsonb)\`, [changes.actor, scope.id, json(auditRows(changes))]);
        await client.end();
    }, 400);`,
      },
    ],
  },
  {
    name: 'audit-forgets-attempts',
    breaks: 'the end of each attempt is on the log',
    scene: 'a quiet day',
    foundAs: ['I6'],
    patches: [{ file: SAVE_CHANGES, search: 'return [...ended, ...moved];', replace: 'return moved;' }],
  },
  {
    name: 'personal-data-in-a-log',
    breaks: 'no line of a log tells of a person',
    scene: 'an answer is lost',
    foundAs: ['I7'],
    patches: [
      {
        file: 'libs/recording/src/attempt-runner.js',
        search: "(0, _observability_1.faultPoint)('attempt.performed');",
        replace:
          "if (performed.write?.kind === 'unknown') console.error('no answer for', JSON.stringify(opened.order.client));",
      },
    ],
  },
  {
    name: 'personal-data-in-an-error',
    breaks: 'what is thrown in a job stays out of Redis',
    scene: 'an answer is lost',
    foundAs: ['I7'],
    patches: [
      {
        file: 'libs/recording/src/attempt-runner.js',
        search: "(0, _observability_1.faultPoint)('attempt.settled');",
        replace:
          "if (performed.write?.kind === 'unknown') throw new Error('no answer for ' + JSON.stringify(opened.order.client));",
      },
      {
        file: 'libs/queue/src/endpoint-worker.js',
        search: "this.options.onFault('run-failed', error);",
        replace: 'throw error;',
      },
    ],
  },
];
