import type { Decision } from '#domain';
import type { House } from './house.js';
import { isLifecare } from './house/gateway-client.js';
import type { DecisionView, JournalRow, TaskView } from './house/views.js';
import type { Waiting } from './house/wait-until.js';
import { waitUntil } from './house/wait-until.js';

const isConfirmed = ({ state }: TaskView): boolean => state === 'confirmed';

/** Waits until every Lifecare task of the decision that a write may come of is confirmed. */
export function untilRecorded(house: House, decision: Decision, waiting?: Waiting): Promise<DecisionView> {
  const holds = ({ tasks, version }: DecisionView): boolean =>
    version === decision.version &&
    tasks
      .filter(isLifecare)
      .every((task) => isConfirmed(task) || ['withheld', 'superseded'].includes(task.state));
  return house.until('is recorded in Lifecare', decision, holds, waiting);
}

/** Waits until nothing of the decision goes on by itself: written and confirmed, or waiting for a person. */
export function untilSettled(house: House, decision: Decision, waiting?: Waiting): Promise<DecisionView> {
  const holds = ({ tasks, version }: DecisionView): boolean =>
    version === decision.version &&
    tasks.every(({ channel, state }) =>
      (channel === 'manual' ? ['awaiting-person', 'cancelled', ...ENDED] : ENDED).includes(state),
    );
  return house.until('is settled', decision, holds, { withinMs: 60_000, ...waiting });
}

const ENDED = ['confirmed', 'withheld', 'superseded'];

/** As {@link untilRecorded} for many: one look at the ledger a round instead of one call a decision. */
export async function untilAllRecorded(
  house: House,
  decisions: readonly Decision[],
  waiting?: Waiting,
): Promise<void> {
  const ids = decisions.map(({ decisionId }) => decisionId);
  const look = (): Promise<{ state: string; count: number }[]> =>
    house.ledger.query(
      `select state, count(*)::int as count from task
       where system = 'lifecare' and decision_id = any($1) group by state`,
      [ids],
    );
  const expected = 2 * decisions.length;
  await waitUntil(
    `${decisions.length} decisions are recorded in Lifecare`,
    look,
    (states) => states.length === 1 && states[0]?.state === 'confirmed' && states[0].count === expected,
    { everyMs: 50, ...waiting },
  );
}

/**
 * Nothing was recorded twice, and no older version came after a newer one: one row per key and version, and
 * each key's versions rise.
 */
export function expectNoDoubles(journal: readonly JournalRow[]): void {
  const newest = new Map<string, { id: string; version: number }>();
  for (const { key, id, version } of journal) {
    const before = newest.get(key);
    expect({ key, id, version }).toEqual({
      key,
      id: before?.id ?? id,
      version: String((before?.version ?? 0) + 1),
    });
    newest.set(key, { id, version: Number(version) });
  }
}

/** The journal holds the two records of each of these decisions, consent first, and nothing else. */
export function expectExactlyTheirRecords(
  journal: readonly JournalRow[],
  decisions: readonly Decision[],
): void {
  const told = journal.map(({ client, record, operation, version }) =>
    [client, record, operation, version].join(' '),
  );
  const expected = decisions.flatMap(({ client }) => [
    `${clientOf(client)} consent create 1`,
    `${clientOf(client)} recommendation create 1`,
  ]);
  expect(told.toSorted()).toEqual(expected.toSorted());
  for (const { client } of decisions) {
    const records = journal.filter((row) => row.client === clientOf(client)).map(({ record }) => record);
    expect(records).toEqual(['consent', 'recommendation']);
  }
}

export const clientOf = (client: Decision['client']): string =>
  client?.personalIdentityCode ?? client?.temporaryId?.value ?? '';

/** After a write without a clear answer comes a look-up, never another write (ground rule 4). */
export async function expectNoBlindRepeat(house: House): Promise<void> {
  const rows = await house.ledger.query<{ task: string; kind: string; outcome: string | null }>(
    'select task, kind, outcome from attempt order by task, number',
  );
  for (const [index, { task, kind, outcome }] of rows.entries()) {
    const following = rows[index + 1];
    if (kind !== 'write' || outcome !== 'unknown' || following?.task !== task) continue;
    expect({ task, following: following.kind }).toEqual({ task, following: 'look-up' });
  }
}
