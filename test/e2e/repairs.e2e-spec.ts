import type { Decision } from '#domain';
import { aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { kuittaus } from './house/command-line.js';
import type { Called } from './house/command-line.js';
import { anEvent } from './house/gateway-client.js';
import { waitUntil } from './house/wait-until.js';
import { expectExactlyTheirRecords, expectNoDoubles, untilRecorded } from './recorded.js';

const ALONE_AT_MOST = 3;
const WHY = 'Lifecaren oikeudet olivat väärin';
const PLANNED = /^Suunnitelma ([0-9a-f-]{36}): suunniteltu, (\d+) tehtävää/m;

let house: House;
let next = 0;
const recorded: Decision[] = [];
beforeAll(async () => {
  house = await startHouse({}, { KUITTAUS_REPAIR_SECOND_PERSON_ABOVE: String(ALONE_AT_MOST) });
});
afterAll(() => house.stop());

/** Two administrators, by their addresses. */
const ONE = 'yksi@hyvinvointialue.example';
const ANOTHER = 'toinen@hyvinvointialue.example';

async function repair(args: readonly string[], who = ONE, role = 'sysadmin'): Promise<Called> {
  const token = await house.gateway.token(role, { participant: who });
  return kuittaus(['repair', ...args], { gateway: house.addresses.gateway, token });
}

/** As {@link repair}, for what must go well. */
async function repaired(args: readonly string[], who = ONE): Promise<string> {
  const { code, out, err } = await repair(args, who);
  if (code !== 0) throw new Error(`repair ${args.join(' ')} ended with ${String(code)}: ${err}`);
  return out;
}

interface TaskRow {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
}

const consentsOf = (decisions: readonly Decision[]): Promise<TaskRow[]> =>
  house.ledger.query<TaskRow>(
    `select id, state, attempts from task
     where decision_id = any($1) and system = 'lifecare' and record = 'consent' order by id`,
    [decisions.map(({ decisionId }) => decisionId)],
  );

/** So many decisions whose consent Lifecare refuses, all for the one cause, until somebody mends it. */
async function refusedDecisions(count: number): Promise<{ decisions: Decision[]; consents: TaskRow[] }> {
  await house.lifecare.fault({ mode: 'status', value: 422 });
  const decisions = Array.from({ length: count }, () => aDecision(next++));
  await Promise.all(decisions.map((decision) => house.gateway.deliver(anEvent(decision))));
  const consents = await waitUntil(
    'every consent is refused',
    () => consentsOf(decisions),
    (tasks) => tasks.length === count && tasks.every(({ state }) => state === 'needs-attention'),
  );
  recorded.push(...decisions);
  return { decisions, consents };
}

async function plan(...more: readonly string[]): Promise<{ id: string; tasks: number; out: string }> {
  const filter = ['--state', 'needs-attention', '--endpoint', 'lifecare-varha'];
  const out = await repaired(['plan', '--why', WHY, ...filter, ...more]);
  const [, id = '', tasks = ''] = PLANNED.exec(out) ?? [];
  return { id, tasks: Number(tasks), out };
}

const until = (what: string, id: string, shown: RegExp): Promise<string> =>
  waitUntil(
    what,
    () => repaired(['show', id]),
    (out) => shown.test(out),
    { everyMs: 200 },
  );

async function expectAllRecordedOnce(): Promise<void> {
  for (const decision of recorded) await untilRecorded(house, decision);
  const journal = await house.lifecare.journal();
  expectNoDoubles(journal);
  expectExactlyTheirRecords(journal, recorded);
}

describe('tasks that fail for one cause, repaired from the command line,', () => {
  let id: string;
  let consents: TaskRow[];

  it('are shown as one group, under what Lifecare said', async () => {
    ({ consents } = await refusedDecisions(ALONE_AT_MOST));
    const out = await repaired(['failures']);
    expect(out).toMatch(/^ +3 {2}lifecare-varha {2}rejected-by-system {2}rejected {2}\S+ /m);
    const [, code = ''] = /rejected-by-system {2}rejected {2}(\S+)/.exec(out) ?? [];
    // Found by this very cause, and not by another one.
    expect((await repair(['plan', '--why', WHY, '--code', 'no-such-code'])).code).toBe(1);
    expect((await plan('--code', code)).tasks).toBe(3);
  });

  it('are frozen in a plan that says of each what would happen, and that runs nothing', async () => {
    const planned = await plan();
    ({ id } = planned);
    expect(planned.tasks).toBe(3);
    expect(planned.out).toMatch(/Koeajo:\n +3 {2}kirjoitettaisiin\nTilanne:\n +3 {2}ajamatta/);
    expect(planned.out).not.toContain('Toisen pääkäyttäjän');
    const lines = (await repaired(['show', id])).split('\n');
    for (const task of consents) {
      expect(lines).toContain(`${task.id}  kirjoitettaisiin  ajamatta  vaatii selvittämistä`);
    }
    expect(await consentsOf(recorded)).toEqual(consents);
    expect(await house.lifecare.journal()).toEqual([]);
  });

  it('are tried again when it is run, and confirmed once the cause is gone', async () => {
    await house.lifecare.clearFaults();
    await repaired(['run', id]);
    const out = await until(
      'the plan is done',
      id,
      /: valmis,[^]*Uudelleen yritetyt ovat nyt:\n +3 {2}vahvistettu/,
    );
    expect(out).toMatch(/Tilanne:\n +3 {2}yritetty uudelleen/);
    await expectAllRecordedOnce();
  });

  it('can be planned and run by nobody but an administrator', async () => {
    for (const role of ['auditor', 'participant', 'team-app']) {
      const { code, out, err } = await repair(['run', id], ONE, role);
      expect({ role, code, out }).toEqual({ role, code: 1, out: '' });
      expect(err).toContain('(wrong-role)');
    }
  });
});

describe('a plan of more tasks than one person may run alone', () => {
  // A command takes seconds to start on a busy machine: the plan must not be over by then.
  const COUNT = 20;
  let id: string;
  let ours: Decision[];

  const retried = async (): Promise<number> => {
    const [row] = await house.ledger.query<{ count: number }>(
      `select count(*)::int as count from repair_item where plan = $1 and result = 'retried'`,
      [id],
    );
    return row?.count ?? 0;
  };

  it('is not run before another administrator has approved it; its planner cannot', async () => {
    ({ decisions: ours } = await refusedDecisions(COUNT));
    const planned = await plan('--rate', '1');
    ({ id } = planned);
    expect(planned.tasks).toBe(COUNT);
    expect(planned.out).toContain('Toisen pääkäyttäjän on hyväksyttävä.');
    for (const [act, refusal] of [
      ['run', 'repair-not-approved'],
      ['approve', 'repair-same-person'],
    ] as const) {
      const { code, err } = await repair([act, id]);
      expect({ act, code }).toEqual({ act, code: 1 });
      expect(err).toContain(`(${refusal})`);
    }
    expect(await retried()).toBe(0);
    expect(await repaired(['approve', id], ANOTHER)).toContain(': hyväksytty,');
  });

  it('touches no further task once its stop is answered', async () => {
    await house.lifecare.clearFaults();
    expect(await repaired(['run', id])).toContain(': ajetaan,');
    await waitUntil('the first is tried', retried, (count) => count >= 1);
    expect(await repaired(['stop', id])).toContain(': keskeytetty,');
    const before = await retried();
    expect(before).toBeLessThan(COUNT);
    // By the database's clock, which the turns go by: several turns have passed.
    await waitUntil(
      'several turns have passed',
      () =>
        house.ledger.query<{ passed: boolean }>(
          `select stopped_at + interval '3 seconds' < clock_timestamp() as passed from repair_plan where id = $1`,
          [id],
        ),
      ([row]) => row?.passed === true,
    );
    expect(await retried()).toBe(before);
    const open = (await consentsOf(ours)).filter(({ state }) => state === 'needs-attention');
    expect(open).toHaveLength(COUNT - before);
  });

  it('goes on from there when it is run again, until each is confirmed', async () => {
    await repaired(['run', id]);
    const all = new RegExp(`: valmis,[^]*Uudelleen yritetyt ovat nyt:\\n +${String(COUNT)} {2}vahvistettu`);
    await until('the plan is done', id, all);
    await expectAllRecordedOnce();
    expect(await repaired(['list'])).toContain(`${id}  `);
  });

  it('leaves on the audit log who did what, and which tasks it was', async () => {
    const entries = await house.ledger.query<{ kind: string; facts: { person?: string } }>(
      `select kind, facts from audit_entry where kind like 'repair.%' and facts ->> 'plan' = $1 order by id`,
      [id],
    );
    expect(entries.map(({ kind }) => kind)).toEqual([
      'repair.planned',
      'repair.approved',
      'repair.started',
      'repair.stopped',
      'repair.started',
      'repair.done',
    ]);
    const text = JSON.stringify(entries);
    expect(text).not.toContain(ONE);
    expect(text).not.toContain(ANOTHER);
  });
});
