import type { AutomaticSystem, Decision } from '#domain';
import { RECORD_SYSTEMS } from '../../apps/standalone/src/record-systems.js';
import { contractCases, wholeTask } from './contract-cases.js';
import type { CaseStep } from './contract-cases.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent } from './house/gateway-client.js';
import type { JournalRow, TaskView } from './house/views.js';
import { Person } from './people.js';
import { clientOf, untilSettled } from './recorded.js';

// Every public case of one step, from the signed event to the journals of all record systems, and to the last
// acknowledgement of a person.

const MADE = 'fi.kuittaus.decision.made';
const SYSTEMS = RECORD_SYSTEMS.map(({ system }) => system);
type Journals = Readonly<Partial<Record<string, readonly JournalRow[]>>>;

let house: House;
/** What each system is to hold in the end, by the ledger. */
const recorded: { system: string; row: object }[] = [];
/** How many tasks people have attested. */
let handled = 0;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const standIn = (system: AutomaticSystem) => {
  const found = house.standIns[system];
  if (found === undefined) throw new Error(`there is no stand-in of ${system}`);
  return found;
};

async function journals(): Promise<Journals> {
  const read = SYSTEMS.map(async (system) => [system, await standIn(system).journal()] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** The rows that came since; the cases are played one after the other. */
const since = (before: Journals, after: Journals): Journals =>
  Object.fromEntries(
    SYSTEMS.map((system) => [system, after[system]?.slice(before[system]?.length ?? 0) ?? []]),
  );

const textOf = (rows: readonly JournalRow[] | undefined): string =>
  (rows ?? []).map(({ content }) => content).join('\n');

function expectTasks(tasks: readonly TaskView[], { expect: { tasks: named = [] } }: CaseStep): void {
  const place = ({ system, record, recorder }: Partial<TaskView>): string =>
    `${system}/${record} ${recorder}`;
  expect(tasks.map(place).toSorted()).toEqual(named.map(place).toSorted());
  for (const task of named) {
    const channel = task['channel'] ?? 'automatic';
    const state = channel === 'manual' ? 'awaiting-person' : 'confirmed';
    const evidence = { level: 'verified' };
    const end = { state, ...(state === 'confirmed' && task['state'] === undefined && { evidence }) };
    const found = tasks.find((candidate) => place(candidate) === place(task));
    expect(found).toMatchObject({ ...end, ...wholeTask(task) });
  }
}

/** Kanta's own document of a task that only confirms is the one that Lifecare archived. */
function remember(tasks: readonly TaskView[], { client }: Decision): void {
  for (const { system, record, operation, evidence, state } of tasks) {
    if (state !== 'confirmed') continue;
    const { targetId: id, targetVersion: version } = evidence ?? {};
    recorded.push({ system, row: { id, version, client: clientOf(client), record, operation } });
  }
}

/** What a person has to record by hand is theirs to read, holds what it must and may, and is attested by them. */
async function attestByHand(task: TaskView, data: Decision, { expect: expected }: CaseStep): Promise<void> {
  const person = await Person.of(task, data, house);
  const content = await person.read(task);
  const { record, operation, system } = task;
  expect(content).toMatchObject({ record, operation });
  const { personalIdentityCode, temporaryId } = content.client;
  expect(personalIdentityCode ?? temporaryId).toBe(clientOf(data.client));
  for (const text of expected.mustTextIn?.[system] ?? []) expect(content.text).toContain(text);
  const forbidden = [...(expected.neverText ?? []), ...(expected.neverTextIn?.[system] ?? [])];
  for (const text of forbidden) expect(content.text).not.toContain(text);
  const attested = await person.acknowledge(task, 'kirjaus 17');
  const evidence = { level: 'attested', targetId: task.id };
  expect(attested).toMatchObject({ id: task.id, state: 'attested', evidence });
}

const oneStep = contractCases
  .filter(({ steps }) => steps.length === 1)
  .map(({ name, steps }): [string, CaseStep | undefined] => [name, steps[0]])
  .filter((one): one is [string, CaseStep] => one[1]?.expect.status === 202 && one[1].event.type === MADE);

describe('a public case of one step', () => {
  it.each(oneStep)('%s is recorded everywhere it is to be, and nowhere else', async (_, step) => {
    const { data } = step.event;
    const before = await journals();
    const answer = await house.gateway.deliver(anEvent(data));
    expect(answer.warnings.toSorted()).toEqual((step.expect.warnings ?? []).toSorted());
    if ((step.expect.tasks ?? []).length > 0) {
      const { tasks } = await untilSettled(house, data);
      expectTasks(tasks, step);
      remember(tasks, data);
      const byHand = tasks.filter(({ state }) => state === 'awaiting-person');
      for (const task of byHand) await attestByHand(task, data, step);
      const { tasks: ended } = await house.gateway.decision(data.team, data.decisionId);
      const open = ended.filter(({ state }) => !['confirmed', 'attested', 'withheld'].includes(state));
      expect(open).toEqual([]);
      handled += byHand.length;
    }
    const told = since(before, await journals());
    for (const place of step.expect.never ?? []) {
      const [system = '', record] = place.split(':');
      const rows = (told[system] ?? []).filter((row) => record === undefined || row.record === record);
      expect({ place, rows: rows.length }).toEqual({ place, rows: 0 });
    }
    for (const text of step.expect.neverText ?? []) {
      for (const system of SYSTEMS) expect(textOf(told[system])).not.toContain(text);
    }
    for (const [system, texts] of Object.entries(step.expect.mustTextIn ?? {})) {
      for (const text of texts) expect(textOf(told[system])).toContain(text);
    }
    for (const [system, texts] of Object.entries(step.expect.neverTextIn ?? {})) {
      for (const text of texts) expect(textOf(told[system])).not.toContain(text);
    }
  });
});

describe('in the end', () => {
  it('people have attested what was theirs', () => {
    expect(handled).toBeGreaterThan(5);
  });

  it.each(SYSTEMS)('%s holds exactly what the ledger says was recorded there', async (system) => {
    const journal = await standIn(system).journal();
    const rows = journal.map(({ id, version, client, record, operation }) => ({
      id,
      version,
      client,
      record,
      operation,
    }));
    const ours = recorded.filter((one) => one.system === system).map(({ row }) => row);
    const byName = (one: object, other: object): number =>
      JSON.stringify(one).localeCompare(JSON.stringify(other));
    expect(rows.toSorted(byName)).toEqual(ours.toSorted(byName));
    expect(rows.length).toBeGreaterThan(0);
  });
});
