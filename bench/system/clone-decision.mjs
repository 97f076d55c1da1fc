/** Tables in the order of their references, with the columns that tell their rows apart. */
const COPIES = [
  ['decision', 'id', { id: 'c.decision', decision_id: 'c.name' }],
  ['decision_version', 'decision', { decision: 'c.decision' }],
  ['event', 'decision', { id: 'c.event', decision: 'c.decision', event_id: 'c.name' }],
];

/**
 * Fills the ledger with copies of one decision that came in the usual way: every column as intake made it, but for ids.
 * All their automatic tasks are queued, and their jobs wanted. (Their texts cannot be read, since each is sealed under its
 * own row's id: for endpoints that are paused.)
 * @returns how many jobs are wanted in all
 */
export async function cloneDecision(system, decisionId, tasks) {
  const [original] = await system.query(
    `select d.id, count(t.*)::int as tasks from decision d join task t on t.decision = d.id
     where d.decision_id = $1 and t.channel = 'automatic' group by d.id`,
    [decisionId],
  );
  const client = await system.ledger.connect();
  try {
    await client.query('begin');
    await client.query(
      `create temp table clone on commit drop as
       select gen_random_uuid() as decision, gen_random_uuid() as event, 'clone-' || n as name
       from generate_series(1, $1::int) n`,
      [Math.ceil(tasks / original.tasks)],
    );
    for (const [table, key, changes] of COPIES) await copy(client, table, key, { changes, id: original.id });
    await copyTasks(client, original.id);
    await client.query('commit');
  } finally {
    client.release();
  }
  await system.query('analyze');
  const [{ jobs }] = await system.query('select count(*)::int as jobs from outbox');
  return jobs;
}

const copy = (client, table, key, { changes, id }) =>
  client.query(
    `insert into ${table} select r.* from clone c cross join ${table} o
     cross join lateral jsonb_populate_record(o, jsonb_build_object(${pairs(changes)})) r
     where o.${key} = $1`,
    [id],
  );

const pairs = (changes) =>
  Object.entries(changes)
    .map(([column, value]) => `'${column}', ${value}`)
    .join(', ');

async function copyTasks(client, id) {
  await client.query(
    `insert into task select r.* from clone c cross join task o
     cross join lateral jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'decision', c.decision,
       'event', c.event, 'decision_id', c.name, 'state', 'queued', 'generation', 1)) r
     where o.decision = $1 and o.channel = 'automatic'`,
    [id],
  );
  await client.query(
    `insert into outbox (task, endpoint, generation, due_at)
     select t.id, t.endpoint, t.generation, now() from task t join clone c on c.decision = t.decision`,
  );
}
