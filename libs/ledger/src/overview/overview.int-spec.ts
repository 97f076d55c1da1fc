import type { Decision, Evidence, TaskId, TrackedTask } from '#domain';
import { aTask } from '#domain/testing';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aDecision, openTestLedger, PERSON, storeDecision } from '../../testing/index.js';
import type { TestLedger } from '../../testing/index.js';
import type { DecisionFilter } from './decision-filter.js';

let test: TestLedger;
let database: pg.Client;
beforeEach(async () => {
  test = await openTestLedger();
  database = new pg.Client({ connectionString: test.databaseUrl });
  await database.connect();
});
afterEach(async () => {
  await database.end();
  await test.stop();
});

const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const FAR = new Date('2120-01-01T00:00:00Z');
const SOON = new Date('2120-01-01T00:00:00Z');
const PAST = new Date('2021-01-01T00:00:00Z');

const evidence = (level: Evidence['level'], at = '2026-11-17T12:00:00.000Z'): { evidence: Evidence } => ({
  evidence: { level, targetId: 't', targetVersion: '1', at },
});
const aConfirmedTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ state: 'confirmed', attempts: 1, ...evidence('verified'), ...differences });
const anAttestedTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ state: 'attested', channel: 'manual', ...evidence('attested'), ...differences });
const anUnclearTask = (): TrackedTask => aTask({ state: 'needs-attention', reason: 'outcome-unknown' });

const own = (task: TrackedTask): TrackedTask => ({
  ...task,
  id: uuid() as TaskId,
  contentDigest: 'aabb',
  dueAt: SOON,
});

async function store(
  decisionId: string,
  tasks: readonly TrackedTask[],
  { takenAt, ...differences }: Partial<Decision> & { readonly takenAt?: Date } = {},
): Promise<void> {
  const begun = tasks.map(({ evidence: _later, reason: _why, ...task }) => ({
    ...task,
    state: 'queued' as const,
  }));
  await storeDecision(test.ledger, { ...aDecision(decisionId), ...differences }, begun);
  for (const { id, state, reason, attempts, evidence: known } of tasks) {
    await database.query(
      'update task set state = $2, reason = $3, attempts = $4, evidence_level = $5, evidence_at = $6 where id = $1',
      [id, state, reason ?? null, attempts, known?.level ?? null, known?.at ?? null],
    );
  }
  if (takenAt === undefined) return;
  await database.query('update decision set created_at = $1 where decision_id = $2', [takenAt, decisionId]);
}

const found = async (filter: DecisionFilter): Promise<string[]> => {
  const { decisions } = await test.ledger.overview.findDecisions(filter, { limit: 50 });
  return decisions.map(({ decisionId }) => decisionId);
};

const figuresOf = (filter: DecisionFilter = {}) =>
  test.ledger.overview.figures({ from: LONG_AGO, until: FAR, ...filter });

describe('the list of decisions', () => {
  beforeEach(async () => {
    await store('done-1', [own(aConfirmedTask()), own(anAttestedTask({ system: 'kela', endpoint: 'kela' }))]);
    await store('open-1', [own(aConfirmedTask()), own(aTask())], { team: 'turku' });
    await store('late-1', [{ ...own(aTask({ system: 'typ', endpoint: 'typ-sote' })), dueAt: PAST }]);
    await store('bad_1', [own(anUnclearTask()), own(aTask())]);
    await store('none-1', [], {
      client: { ...aDecision('any').client!, personalIdentityCode: '010594Y9033' },
    });
  });

  it('tells how far the records of each have come, newest first', async () => {
    const { decisions, next } = await test.ledger.overview.findDecisions({}, { limit: 50 });
    expect(next).toBeUndefined();
    expect(
      decisions.map(({ decisionId, rollUp, tasks, recorded, open, overdue }) => [
        decisionId,
        rollUp,
        tasks,
        recorded,
        open,
        overdue,
      ]),
    ).toEqual([
      ['none-1', 'nothing-to-record', 0, 0, 0, 0],
      ['bad_1', 'needs-attention', 2, 0, 2, 0],
      ['late-1', 'open', 1, 0, 1, 1],
      ['open-1', 'open', 2, 1, 1, 0],
      ['done-1', 'completed', 2, 2, 0, 0],
    ]);
    expect(decisions.at(-1)?.newestEvidence?.at).toEqual(new Date('2026-11-17T12:00:00.000Z'));
    expect(decisions[0]).not.toHaveProperty('newestEvidence');
  });

  it.each<[string, DecisionFilter, string[]]>([
    ['team', { team: 'turku' }, ['open-1']],
    ['the beginning of the id', { decisionId: 'la' }, ['late-1']],
    ['an id that looks like a pattern', { decisionId: 'bad_' }, ['bad_1']],
    ['nothing by a pattern', { decisionId: '%' }, []],
    ['system', { system: 'kela' }, ['done-1']],
    ['state of a task', { state: 'queued' }, ['bad_1', 'late-1', 'open-1']],
    ['evidence', { evidence: 'attested' }, ['done-1']],
    ['being overdue', { isOverdue: true }, ['late-1']],
    ['one task that is both', { system: 'typ', state: 'confirmed' }, []],
    ['roll-up', { rollUp: 'open' }, ['late-1', 'open-1']],
    ['having come before', { until: LONG_AGO }, []],
  ])('is filtered by %s', async (_, filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it('ends its periods before their end', async () => {
    const at = new Date('2026-11-02T00:00:00.000Z');
    await store('edge-1', [], { takenAt: at });
    expect(await found({ from: LONG_AGO, until: at })).toEqual([]);
    expect(await found({ from: at, until: new Date(at.getTime() + 1) })).toEqual(['edge-1']);
  });

  it('is of one client by the key that their identifier gives, and knows no others', async () => {
    const { overview } = test.ledger;
    const system = '1.2.246.21';
    const clientKey = await overview.findClient({ system, value: PERSON.code });
    expect(clientKey).toBeDefined();
    expect(await found({ clientKey: clientKey! })).toEqual(['bad_1', 'late-1', 'open-1', 'done-1']);
    expect(await overview.findClient({ system, value: '010594Y9043' })).toBeUndefined();
  });

  it('is read page by page: each decision once, those of one moment too', async () => {
    await database.query('update decision set created_at = $1', [new Date('2026-11-02T00:00:00.000Z')]);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await test.ledger.overview.findDecisions({}, { after, limit: 2 });
      seen.push(...page.decisions.map(({ decisionId }) => decisionId));
      after = page.next;
    } while (after !== undefined);
    expect(seen.toSorted()).toEqual(['bad_1', 'done-1', 'late-1', 'none-1', 'open-1']);
  });
});

describe('the figures', () => {
  it('put each task into one of on time, late, open, overdue and unrecorded', async () => {
    const at = new Date('2026-11-16T22:30:00Z');
    await store(
      'd-1',
      [
        own(aConfirmedTask()),
        { ...own(aConfirmedTask()), dueAt: PAST },
        own(aTask()),
        { ...own(aTask()), dueAt: PAST },
        own(aTask({ state: 'withheld', reason: 'consent-missing' })),
      ],
      { takenAt: at },
    );
    await store('d-2', [own(anAttestedTask({ system: 'kela', endpoint: 'kela' }))], { takenAt: at });
    const { decisions, weeks } = await figuresOf();
    expect(decisions).toBe(2);
    // Half past midnight in Finland: the week began.
    expect(weeks).toEqual([
      {
        week: '2026-11-16',
        system: 'kela',
        onTime: 1,
        late: 0,
        open: 0,
        overdue: 0,
        unrecorded: 0,
        verified: 0,
        found: 0,
        accepted: 0,
        attested: 1,
        attempts: [0, 0, 0, 0],
      },
      {
        week: '2026-11-16',
        system: 'lifecare',
        onTime: 1,
        late: 1,
        open: 1,
        overdue: 1,
        unrecorded: 1,
        verified: 2,
        found: 0,
        accepted: 0,
        attested: 0,
        attempts: [3, 2, 0, 0],
      },
    ]);
  });

  it('count a week from Monday in Finland on', async () => {
    await store('d-1', [own(aTask())], { takenAt: new Date('2026-11-15T21:59:59Z') });
    await store('d-2', [own(aTask())], { takenAt: new Date('2026-11-15T22:00:00Z') });
    const { weeks } = await figuresOf();
    expect(weeks.map(({ week }) => week)).toEqual(['2026-11-09', '2026-11-16']);
  });

  it('are of the filter’s decisions and tasks alone', async () => {
    await store('d-1', [own(aConfirmedTask()), own(aTask({ system: 'typ', endpoint: 'typ' }))]);
    await store('d-2', [own(aTask())], { team: 'turku' });
    expect((await figuresOf({ team: 'turku' })).weeks.map(({ system, open }) => [system, open])).toEqual([
      ['lifecare', 1],
    ]);
    const { decisions, weeks, backlog } = await figuresOf({ system: 'typ' });
    expect([decisions, weeks.length, backlog.length]).toEqual([1, 1, 1]);
    expect((await figuresOf({ until: LONG_AGO })).decisions).toBe(0);
  });

  it('tell the median, the ninth decile and the time that there was, from the decision on', async () => {
    const hours = (count: number): string =>
      new Date(Date.parse(aDecision('any').decidedAt) + count * 3_600_000).toISOString();
    const confirmed = (count: number): TrackedTask => ({
      ...own(aConfirmedTask(evidence('verified', hours(count)))),
      dueAt: new Date(hours(48)),
    });
    await store('d-1', [1, 2, 3, 4, 11].map(confirmed));
    await store('d-2', [{ ...confirmed(500), operation: 'nullify' }]);
    const HOUR = 3_600_000;
    expect((await figuresOf()).times).toEqual([
      { system: 'lifecare', tasks: 5, medianMs: 3 * HOUR, p90Ms: 29_520_000, allowedMs: 48 * HOUR },
    ]);
  });

  it('tell how old the open tasks are', async () => {
    await store('d-1', [own(aTask()), own(aTask()), own(aTask()), own(aConfirmedTask())]);
    const { rows } = await database.query<{ id: string }>(
      "select id from task where state = 'queued' order by id",
    );
    for (const [place, age] of ['2 days', '8 days'].entries()) {
      await database.query('update task set created_at = now() - $1::interval where id = $2', [
        age,
        rows[place]?.id,
      ]);
    }
    expect((await figuresOf()).backlog).toEqual([
      { system: 'lifecare', underDay: 1, underThreeDays: 1, underWeek: 0, older: 1 },
    ]);
  });

  it('tell of organisations by name, and never of so few acknowledgements that a person shows', async () => {
    const by = (id: string, name: string): Decision['participants'][number] => ({
      id,
      role: 'kela-specialist',
      name: `Nimi ${id}`,
      organisation: { name },
    });
    const participants = [by('k', 'Kela'), by('s', 'Pieni Säätiö')];
    const attested = (recorder: string): TrackedTask =>
      own(anAttestedTask({ system: 'kela', endpoint: 'kela', recorder }));
    await store('d-1', [...Array.from({ length: 5 }, () => attested('k')), attested('s'), attested('s')], {
      participants,
    });
    const { acknowledgements } = await figuresOf();
    expect(
      acknowledgements.map(({ organisation, acknowledgements: count }) => [organisation, count]),
    ).toEqual([
      ['Kela', 5],
      [undefined, 2],
    ]);
  });
});
