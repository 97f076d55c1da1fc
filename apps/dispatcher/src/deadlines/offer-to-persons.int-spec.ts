import type { ConsentReason, TrackedTask } from '#domain';
import { v7 as uuid } from 'uuid';
import { ToldLedger } from '../../testing/told-ledger.js';
import { offerRound } from './offer-to-persons.js';

const HOUR = 3_600_000;
const LEAD = 4 * HOUR;

let told: ToldLedger;
beforeAll(async () => {
  told = await ToldLedger.open();
});
afterAll(() => told.stop());

const round = (consent?: ConsentReason): Promise<boolean> =>
  offerRound({
    ledger: told.ledger,
    offerBeforeMs: LEAD,
    consentGate: () => consent,
    isInstalled: () => true,
    log: told.log,
  })();
const later = (ms: number): Date => new Date(Date.now() + ms);

/** A task that fails and fails, three hours before its deadline; it came days ago. */
const STUCK: Partial<TrackedTask> = { state: 'retrying', failures: 9, dueAt: later(3 * HOUR) };

async function decided(tasks: readonly Partial<TrackedTask>[], ageMs = 48 * HOUR): Promise<TrackedTask[]> {
  const made = await told.decision(uuid(), tasks);
  for (const [index, task] of made.entries()) {
    const { state = 'queued', ...changes } = tasks[index] ?? {};
    await told.move(task, { ...changes, state });
  }
  await told.query('update task set created_at = now() - make_interval(secs => $2) where id = any($1)', [
    made.map(({ id }) => id),
    ageMs / 1000,
  ]);
  return made;
}

const stateOf = async (task: TrackedTask | undefined): Promise<string> => {
  const found = await told.ledger.findTask(task?.id ?? '');
  return `${found?.task.state}/${found?.task.channel}`;
};

describe('a task that its system keeps refusing', () => {
  it('is a person’s before its deadline, as if somebody had taken it over, and is wanted by no queue', async () => {
    const [retrying, queued] = await decided([STUCK, { ...STUCK, record: 'plan', state: 'queued' }]);
    await round();
    expect([await stateOf(retrying), await stateOf(queued)]).toEqual([
      'awaiting-person/manual',
      'awaiting-person/manual',
    ]);
    expect(await told.query('select 1 from outbox where task = $1', [retrying!.id])).toEqual([]);
    const entries = await told.query<{ kind: string; actor: string }>(
      'select kind, actor from audit_entry where task = $1 order by id desc limit 1',
      [retrying!.id],
    );
    expect(entries[0]?.actor).toBe('dispatcher');
  });

  it.each<[string, Partial<TrackedTask>, number]>([
    ['days before its deadline', { dueAt: later(48 * HOUR) }, 48 * HOUR],
    ['that came late, and has not had its time', { dueAt: later(-48 * HOUR) }, HOUR],
    ['of which nothing failed yet', { failures: 0, state: 'queued' }, 48 * HOUR],
    ['that may be in its system', { state: 'unknown', sent: true }, 48 * HOUR],
    ['that waits for another record', { state: 'waiting' }, 48 * HOUR],
    ['in the middle of an attempt', { state: 'recording', sent: true }, 48 * HOUR],
  ])('stays the adapter’s when it is one %s', async (_what, differences, ageMs) => {
    const [task] = await decided([{ ...STUCK, ...differences }], ageMs);
    const before = await stateOf(task);
    await round();
    expect(await stateOf(task)).toBe(before);
    expect(before).toContain('/automatic');
  });

  it('is a person’s also where the endpoint’s breaker never let it begin', async () => {
    const [open, closed] = await decided([
      { ...STUCK, state: 'queued', failures: 0, endpoint: 'pegasos-sote', system: 'pegasos' },
      { ...STUCK, state: 'queued', failures: 0, endpoint: 'typ-sote', system: 'typ' },
    ]);
    await told.query(
      `insert into endpoint_state (endpoint, breaker) values ('pegasos-sote', '{"phase":"open"}'),
       ('typ-sote', '{"phase":"closed"}')`,
    );
    await round();
    expect([await stateOf(open), await stateOf(closed)]).toEqual([
      'awaiting-person/manual',
      'queued/automatic',
    ]);
  });

  it('stays the adapter’s while a person has the record before it', async () => {
    const [first, second] = await decided([
      { record: 'consent', channel: 'manual', state: 'awaiting-person' },
      { ...STUCK, after: ['lifecare/consent'] },
    ]);
    await round();
    expect([await stateOf(first), await stateOf(second)]).toEqual([
      'awaiting-person/manual',
      'retrying/automatic',
    ]);
  });

  it('is offered to nobody when its consent forbids it by now', async () => {
    const [task] = await decided([STUCK]);
    await round('consent-withdrawn');
    expect(await stateOf(task)).toBe('retrying/automatic');
    await round();
    expect(await stateOf(task)).toBe('awaiting-person/manual');
  });

  it('stays the adapter’s when a person gave it back', async () => {
    const [task] = await decided([STUCK]);
    await told.query(
      `insert into task_act (id, task, kind, at, person, role, details)
       values (gen_random_uuid(), $1, 'give-back', now(), 'x', 'recorder', 'x')`,
      [task!.id],
    );
    await round();
    expect(await stateOf(task)).toBe('retrying/automatic');
  });
});
