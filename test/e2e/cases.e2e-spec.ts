import type { Decision } from '#domain';
import { contractCases, stepOf, wholeTask } from './contract-cases.js';
import type { CaseStep } from './contract-cases.js';
import { aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent, isLifecare } from './house/gateway-client.js';
import type { IntakeAnswer, JournalRow, TaskView } from './house/views.js';
import { clientOf, expectNoDoubles, untilRecorded, untilSettled } from './recorded.js';

let house: House;
/** Every decision that was taken, with the newest state of its tasks once they were settled. */
const taken: { data: Decision; tasks: readonly TaskView[] }[] = [];

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

async function play(step: CaseStep): Promise<{ answer: IntakeAnswer; tasks: readonly TaskView[] }> {
  const answer = await house.gateway.deliver(anEvent(step.event.data, { type: step.event.type }));
  const { tasks } = await untilSettled(house, step.event.data);
  const added = tasks.filter(({ id }) => answer.tasks.some((task) => task.id === id));
  taken.push({ data: step.event.data, tasks: added });
  return { answer, tasks: added };
}

/** Exactly the named tasks, in any order; each named field as named. */
function expectTasks(tasks: readonly TaskView[], { expect: { tasks: named = [] } }: CaseStep): void {
  const place = ({ system, record, recorder }: Partial<TaskView>): string =>
    `${system}/${record} ${recorder}`;
  expect(tasks.map(place).toSorted()).toEqual(named.map(place).toSorted());
  for (const task of named) {
    expect(tasks.find((candidate) => place(candidate) === place(task))).toMatchObject(wholeTask(task));
  }
}

/** The records of a decision in the journal's order; each was begun only when the one before was confirmed. */
async function recordedInOrder({ event: { data } }: CaseStep): Promise<string[]> {
  const rows = await house.ledger.query<{ target: string; record: string; begun: Date; confirmed: Date }>(
    `select t.target_id as target, t.record, min(a.begun_at) as begun, t.evidence_at as confirmed
     from task t join attempt a on a.task = t.id
     where t.decision_id = $1 and t.system = 'lifecare' group by t.id order by begun`,
    [data.decisionId],
  );
  for (const [index, { begun }] of rows.entries()) {
    const before = rows[index - 1];
    if (before !== undefined) expect(begun.getTime()).toBeGreaterThanOrEqual(before.confirmed.getTime());
  }
  const journal = await house.lifecare.journal();
  const inJournal = journal.filter(({ id }) => rows.some(({ target }) => target === id));
  return inJournal.map(({ record }) => record);
}

const rowsOf = async (task: TaskView | undefined): Promise<JournalRow[]> =>
  (await house.lifecare.journal()).filter(({ id }) => id === task?.evidence?.targetId);

describe('a decision of Kaarina', () => {
  it.each([
    'kaarina-typ-client',
    'kaarina-not-typ-client',
    'kaarina-two-physicians',
    'consent-does-not-cover-employment',
  ])('%s is recorded in Lifecare and verified there, consent first', async (name) => {
    const step = stepOf(name);
    const { answer, tasks } = await play(step);

    expect(answer.duplicate).toBe(false);
    expect(answer.warnings.toSorted()).toEqual((step.expect.warnings ?? []).toSorted());
    expectTasks(tasks, step);
    const inLifecare = tasks.filter(isLifecare);
    for (const task of inLifecare) {
      expect(task).toMatchObject({ state: 'confirmed', attempts: 1, evidence: { level: 'verified' } });
    }
    expect(await recordedInOrder(step)).toEqual(['consent', 'recommendation']);
  });

  it('is done by hand where nobody else can: the person’s task waits for that person', async () => {
    const { tasks } = await house.gateway.decision('kaarina', 'KAA-2026-0142');
    expect(tasks.find(({ system }) => system === 'kela')).toMatchObject({
      channel: 'manual',
      state: 'awaiting-person',
      attempts: 0,
    });
  });
});

describe('a correction', () => {
  it('replaces what it changes under the same id, in the next version, and leaves the rest', async () => {
    const [first, second] = [0, 1].map((index) => stepOf('kaarina-correction-and-cancellation', index));
    if (first === undefined || second === undefined) throw new Error('the case is not as expected');
    const before = await play(first);
    expectTasks(before.tasks, first);
    const { answer, tasks } = await play(second);

    expect(answer.decision.version).toBe(2);
    expectTasks(tasks, second);
    const old = before.tasks.find((task) => isLifecare(task) && task.record === 'recommendation');
    const replaced = tasks.find(isLifecare);
    expect(replaced?.evidence).toMatchObject({
      level: 'verified',
      targetId: old?.evidence?.targetId,
      targetVersion: '2',
    });
    const rows = await rowsOf(replaced);
    expect(rows.map(({ version, operation }) => [version, operation])).toEqual([
      ['1', 'create'],
      ['2', 'replace'],
    ]);
    expect(rows[0]?.content).toContain('Ammatillinen kuntoutusselvitys');
    expect(rows[1]?.content).toContain('Lääkinnällinen kuntoutus');
    expect(rows[1]?.content).not.toContain('Ammatillinen kuntoutusselvitys');
  });

  it('that comes while the first version is being written follows it, and never overtakes it', async () => {
    const first = aDecision(1);
    const second = {
      ...first,
      version: 2,
      correctionReason: 'Tiimi päätti toisin.',
      recommendations: [
        { id: 'r1', domain: 'health' as const, service: 'Toinen palvelu', text: 'Suositellaan toista.' },
      ],
    };
    await house.lifecare.fault({ mode: 'latency', value: 300 });
    await house.gateway.deliver(anEvent(first));
    await house.until('is being written', first, ({ tasks }) =>
      tasks.some((task) => task.record === 'recommendation' && task.state === 'recording'),
    );
    await house.gateway.deliver(anEvent(second));
    await house.lifecare.clearFaults();
    const { tasks } = await untilRecorded(house, second);
    const ofRecommendation = tasks.filter((task) => isLifecare(task) && task.record === 'recommendation');
    taken.push({ data: second, tasks });
    expect(ofRecommendation.map(({ version, operation, state }) => [version, operation, state])).toEqual([
      [1, 'create', 'confirmed'],
      [2, 'replace', 'confirmed'],
    ]);
    const rows = await rowsOf(ofRecommendation[1]);
    expect(rows.map(({ version, operation }) => [version, operation])).toEqual([
      ['1', 'create'],
      ['2', 'replace'],
    ]);
  });
});

/** First versions that nothing else here plays. */
const others = contractCases
  .filter(({ steps: [first] }) => first?.event.type === 'fi.kuittaus.decision.made')
  .map(({ name }): [string, CaseStep] => [name, stepOf(name)])
  .filter(([name]) => !name.startsWith('kaarina-') && name !== 'consent-does-not-cover-employment');

describe('the first decision of every other case', () => {
  it.each(others.filter(([, step]) => step.expect.status === 202))(
    '%s gives exactly the tasks and warnings that it lists',
    async (_, step) => {
      const { answer, tasks } = await play(step);
      expect(answer.warnings.toSorted()).toEqual((step.expect.warnings ?? []).toSorted());
      expectTasks(tasks, step);
      const inLifecare = (await Promise.all(tasks.filter(isLifecare).map(rowsOf))).flat();
      const told = inLifecare.map(({ content }) => content).join('\n');
      for (const text of step.expect.mustTextIn?.['lifecare'] ?? []) expect(told).toContain(text);
      for (const text of step.expect.neverTextIn?.['lifecare'] ?? []) expect(told).not.toContain(text);
    },
  );

  it.each(others.filter(([, step]) => step.expect.status !== 202))(
    '%s is refused as it says',
    async (_, step) => {
      const { status, body } = await house.gateway.send(anEvent(step.event.data));
      expect([status, body.code]).toEqual([step.expect.status, step.expect.problem]);
    },
  );
});

describe('in the end', () => {
  it('Lifecare holds exactly what the ledger says was recorded there, of the right clients, and nothing else', async () => {
    const recorded = taken.flatMap(({ data, tasks }) =>
      tasks
        .filter((task) => isLifecare(task) && task.state === 'confirmed')
        .map(({ record, operation, evidence }) => ({
          id: evidence?.targetId,
          version: evidence?.targetVersion,
          client: clientOf(data.client),
          record,
          operation,
        })),
    );
    const journal = await house.lifecare.journal();
    const rows = journal.map(({ id, version, client, record, operation }) => ({
      id,
      version,
      client,
      record,
      operation,
    }));
    const byName = (one: object, other: object): number =>
      JSON.stringify(one).localeCompare(JSON.stringify(other));
    expect(rows.toSorted(byName)).toEqual(recorded.toSorted(byName));
    expect(rows.length).toBeGreaterThanOrEqual(12);
    expectNoDoubles(journal);
  });
});
