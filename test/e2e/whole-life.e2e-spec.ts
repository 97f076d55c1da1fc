import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JSONWebKeySet } from 'jose';
import type { AuditEntry } from '#audit';
import { isFinal, isSettled } from '#domain';
import type { AutomaticSystem, Decision, DecisionRef, TaskState } from '#domain';
import { Ledger } from '#ledger';
import { blindIndexOf, keyRingOf, verifyReceipt } from '#security';
import { LogCheck } from '../../apps/dispatcher/src/audit/self-check.js';
import { RECORD_SYSTEMS } from '../../apps/standalone/src/record-systems.js';
import { contractCases, wholeTask } from './contract-cases.js';
import type { CaseStep, ContractCase } from './contract-cases.js';
import { ownCases } from './own-cases.js';
import { aDecision, identityCode } from './decisions.js';
import { compareDisclosures } from './disclosures.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent } from './house/gateway-client.js';
import type { Answer } from './house/gateway-client.js';
import type { DecisionView, JournalRow, TaskView } from './house/views.js';
import { waitUntil } from './house/wait-until.js';
import { clientOf } from './recorded.js';

// Every public case with all its steps, from the signed events to the journals of all record systems; and once more
// with each step on the heels of the one before.

const SYSTEMS = RECORD_SYSTEMS.map(({ system }) => system);
type Journals = Readonly<Partial<Record<string, readonly JournalRow[]>>>;

let house: House;
/** Decisions that were taken, and whose they are. */
const taken = new Map<string, { readonly name: DecisionRef; readonly client: string }>();

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

const textOf = (rows: readonly JournalRow[] | undefined): string =>
  (rows ?? []).map(({ content }) => content).join('\n');

const hasSettled = ({ tasks }: DecisionView): boolean =>
  tasks.every(({ state }) => isSettled(state as TaskState));

const settled = (name: DecisionRef): Promise<DecisionView> => house.until('has settled', name, hasSettled);

function remember({ team, decisionId, client }: Decision): void {
  const name = { team, decisionId };
  const key = `${team}/${decisionId}`;
  if (client !== undefined || !taken.has(key)) taken.set(key, { name, client: clientOf(client) });
}

/** Sends a step and holds the answer against what it expects. @returns ids of the tasks that it added */
async function send({ event, expect: { status, problem, warnings = [] } }: CaseStep): Promise<string[]> {
  const { status: answered, body } = await house.gateway.send(anEvent(event.data, { type: event.type }));
  expect([answered, body.code]).toEqual([status, problem]);
  if (status !== 202) return [];
  remember(event.data);
  expect(body.warnings.toSorted()).toEqual([...warnings].toSorted());
  return body.tasks.map(({ id }) => id);
}

const place = ({ system, record, recorder, operation }: Partial<TaskView>): string =>
  `${system}/${record} ${operation} ${recorder}`;

function expectTasks(tasks: readonly TaskView[], { expect: { tasks: named = [] } }: CaseStep): void {
  expect(tasks.map(place).toSorted()).toEqual(named.map(place).toSorted());
  for (const task of named) {
    const isAutomatic = (task['channel'] ?? 'automatic') === 'automatic';
    const end = isAutomatic && task['state'] === undefined ? { state: 'confirmed' } : {};
    expect(tasks.find((one) => place(one) === place(task))).toMatchObject({ ...end, ...wholeTask(task) });
  }
}

/** What may have reached the systems of this client, and what must have. */
function expectTold({ event: { data }, expect: step }: CaseStep, before: Journals, after: Journals): void {
  const client = clientOf(data.client);
  for (const named of step.never ?? []) {
    const [system = '', record] = named.split(':');
    const rows = (after[system] ?? []).filter(
      (row) => row.client === client && (record === undefined || row.record === record),
    );
    expect({ named, rows: rows.length }).toEqual({ named, rows: 0 });
  }
  const since = (system: string): string => textOf(after[system]?.slice(before[system]?.length ?? 0));
  for (const system of SYSTEMS) {
    for (const text of step.neverText ?? []) expect(since(system)).not.toContain(text);
    for (const text of step.neverTextIn?.[system] ?? []) expect(since(system)).not.toContain(text);
    for (const text of step.mustTextIn?.[system] ?? []) expect(since(system)).toContain(text);
  }
}

function expectOpen({ tasks }: DecisionView, { expect: { openTasksAfter } }: CaseStep): void {
  if (openTasksAfter === undefined) return;
  expect(tasks.filter(({ state }) => !isFinal(state as TaskState))).toHaveLength(openTasksAfter);
}

async function play(step: CaseStep, isLast: boolean): Promise<void> {
  for (const [system, fault] of Object.entries(step.before?.faults ?? {})) {
    await standIn(system as AutomaticSystem).fault(fault);
  }
  const before = await journals();
  const ids = await send(step);
  if (step.expect.status !== 202) return;
  if (step.before?.settle === false && !isLast) return;
  const decision = await settled(step.event.data);
  expectTasks(
    decision.tasks.filter(({ id }) => ids.includes(id)),
    step,
  );
  expectOpen(decision, step);
  expectTold(step, before, await journals());
}

const tell = (how: string, name: string, steps: number): void => {
  process.stdout.write(`    ${how} ${name}: ${String(steps)} step${steps === 1 ? '' : 's'}\n`);
};

const byName = (cases: readonly ContractCase[]) =>
  cases.map((one): [string, ContractCase] => [one.name, one]);

async function playAll(name: string, { steps }: ContractCase): Promise<void> {
  for (const [index, step] of steps.entries()) await play(step, index === steps.length - 1);
  for (const system of SYSTEMS) await standIn(system).clearFaults();
  tell('settled', name, steps.length);
}

describe('a public case, each step when the one before has settled', () => {
  it.each(byName(contractCases))('%s', playAll);
});

describe('a case of our own, each step when the one before has settled', () => {
  it.each(byName(ownCases))('%s', playAll);
});

/** The same case for another client, under other ids. */
function anew({ name, steps }: ContractCase, n: number): ContractCase {
  const text = JSON.stringify(steps)
    .replaceAll(/"(decisionId|continues|consentId)":"([^"]+)"/gu, '"$1":"$2-Q"')
    .replaceAll(/"consent":\{"id":"([^"]+)"/gu, '"consent":{"id":"$1-Q"')
    .replaceAll(/"personalIdentityCode":"[^"]+"/gu, `"personalIdentityCode":"${identityCode(n)}"`);
  return { name, steps: JSON.parse(text) as CaseStep[] };
}

const severalSteps = contractCases.filter(
  ({ steps }) => steps.length > 1 && steps.every(({ before }) => before === undefined),
);

describe('a public case, each step on the heels of the one before', () => {
  it.each(severalSteps.map((one, n): [string, ContractCase] => [one.name, anew(one, 5_000 + n)]))(
    '%s ends as it should',
    async (name, { steps }) => {
      const before = await journals();
      for (const step of steps) await send(step);
      const last = steps.filter(({ expect: { status } }) => status === 202).at(-1);
      for (const { event, expect: expected } of steps) {
        if (expected.status === 202) await settled(event.data);
      }
      if (last !== undefined) expectOpen(await settled(last.event.data), last);
      const after = await journals();
      for (const {
        event,
        expect: { never = [], neverText = [], neverTextIn = {} },
      } of steps) {
        expectTold({ event, expect: { status: 202, never, neverText, neverTextIn } }, before, after);
      }
      tell('at once', name, steps.length);
    },
  );
});

describe('while the answer of a write is lost', () => {
  const at = '2026-11-18T09:00:00+02:00';
  const linesOf = ({ tasks }: DecisionView): string[] =>
    tasks.map(({ system, record, operation, state, reason }) =>
      [`${system}/${record}`, operation, state, ...(reason === undefined ? [] : [reason])].join(' '),
    );

  /** Lifecare loses the answer of the first write, and the later event comes before it was looked up. */
  async function lose(n: number, mode: string, event: (decision: Decision) => [string, object]) {
    const decision = aDecision(n);
    await standIn('lifecare').fault({ mode, count: 1 });
    await house.gateway.deliver(anEvent(decision));
    remember(decision);
    await house.until('has lost an answer', decision, ({ tasks }) =>
      tasks.some(({ state }) => state === 'unknown'),
    );
    const [type, data] = event(decision);
    await house.gateway.deliver(anEvent(data, { type }));
    await standIn('lifecare').clearFaults();
    return linesOf(await settled(decision)).filter((line) => line.startsWith('lifecare'));
  }

  const cancelled = ({ team, decisionId }: Decision): [string, object] => [
    'fi.kuittaus.decision.cancelled',
    { team, decisionId, version: 1, reason: 'Väärä asiakas.', cancelledAt: at },
  ];
  const withdrawn = ({ team, decisionId, consent }: Decision): [string, object] => [
    'fi.kuittaus.consent.withdrawn',
    { team, decisionId, consentId: consent?.id, withdrawnAt: at },
  ];

  it('a cancellation nullifies what was written after all', async () => {
    expect(await lose(6_001, 'drop-after', cancelled)).toEqual([
      'lifecare/consent create confirmed',
      'lifecare/recommendation create cancelled decision-cancelled',
      'lifecare/consent nullify confirmed',
    ]);
  });

  it('a cancellation finds nothing to nullify where nothing was written', async () => {
    expect(await lose(6_002, 'drop-before', cancelled)).toEqual([
      'lifecare/consent create cancelled decision-cancelled',
      'lifecare/recommendation create cancelled decision-cancelled',
      'lifecare/consent nullify cancelled nothing-to-nullify',
    ]);
  });

  it('a withdrawal is told in the record that was written after all', async () => {
    expect(await lose(6_003, 'drop-after', withdrawn)).toEqual([
      'lifecare/consent create confirmed',
      'lifecare/recommendation create cancelled consent-withdrawn',
      'lifecare/consent replace confirmed',
    ]);
  });

  it('a withdrawal is told in the only record where nothing was written', async () => {
    expect(await lose(6_004, 'drop-before', withdrawn)).toEqual([
      'lifecare/consent create superseded newer-version',
      'lifecare/recommendation create cancelled consent-withdrawn',
      'lifecare/consent create confirmed',
    ]);
  });
});

describe('the receipts', () => {
  const receiptOf = async ({ team, decisionId }: DecisionRef): Promise<string> => {
    const { status, text } = await house.gateway.get(
      `/v1/decisions/${team}/${decisionId}/receipt`,
      'auditor',
    );
    expect(status).toBe(200);
    return text;
  };
  const keys = async () => (await house.gateway.get<JSONWebKeySet>('/.well-known/jwks.json')).body;

  it('of every decision list its tasks, and verify with the published keys alone', async () => {
    const published = await keys();
    for (const { name } of taken.values()) {
      const verified = await verifyReceipt(await receiptOf(name), published);
      if (!('payload' in verified)) throw new Error(`${name.decisionId}: ${verified.fault}`);
      const { duties } = JSON.parse(verified.payload.toString()) as {
        duties: { task: string; state: string }[];
      };
      const { tasks } = await house.gateway.decision(name.team, name.decisionId);
      expect(duties.map(({ task, state }) => [task, state])).toEqual(
        tasks.map(({ id, state }) => [id, state]),
      );
    }
  });

  it('verify on a machine without a database, and a changed byte is found', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kuittaus-receipts-'));
    try {
      writeFileSync(path.join(folder, 'jwks.json'), JSON.stringify(await keys()));
      for (const { steps } of contractCases) {
        const { team, decisionId } = steps[0]?.event.data ?? { team: '', decisionId: '' };
        const name = { team, decisionId };
        if (!taken.has(`${team}/${decisionId}`)) continue;
        const receipt = await receiptOf(name);
        const middle = Math.floor(receipt.length / 2);
        const other = receipt[middle] === 'A' ? 'B' : 'A';
        const changed = `${receipt.slice(0, middle)}${other}${receipt.slice(middle + 1)}`;
        expect([decisionId, verifyOffline(folder, receipt)]).toEqual([decisionId, 0]);
        expect([decisionId, verifyOffline(folder, changed)]).toEqual([decisionId, 1]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** @returns the exit code of the command line, as a process of its own with nothing of ours around it */
function verifyOffline(cwd: string, receipt: string): number | null {
  const program = path.resolve('dist/apps/cli/src/main.js');
  return spawnSync(process.execPath, [program, 'receipt', 'verify', '-', '--jwks', 'jwks.json'], {
    ...{ cwd, input: receipt, env: {} },
  }).status;
}

describe('in the end', () => {
  it.each(SYSTEMS)('%s holds exactly what the ledger says was recorded there', async (system) => {
    const recorded: object[] = [];
    for (const { name, client } of taken.values()) {
      const { tasks } = await house.gateway.decision(name.team, name.decisionId);
      for (const task of tasks) {
        if (task.system !== system || task.state !== 'confirmed') continue;
        const { targetId: id, targetVersion: version } = task.evidence ?? {};
        recorded.push({ id, version, client, record: task.record, operation: task.operation });
      }
    }
    const rows = (await standIn(system).journal()).map(({ id, version, client, record, operation }) => ({
      ...{ id, version, client, record, operation },
    }));
    const byName = (one: object, other: object): number =>
      JSON.stringify(one).localeCompare(JSON.stringify(other));
    expect(rows.toSorted(byName)).toEqual(recorded.toSorted(byName));
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('the audit log in the end', () => {
  const entries = async (): Promise<AuditEntry[]> => {
    const all: AuditEntry[] = [];
    for (let cursor: string | undefined = '0'; cursor !== undefined;) {
      const page: Answer<{ items: AuditEntry[]; nextCursor?: string }> = await house.gateway.get(
        `/v1/audit/entries?cursor=${cursor}`,
        'auditor',
      );
      expect(page.status).toBe(200);
      all.push(...page.body.items);
      cursor = page.body.nextCursor;
    }
    return all;
  };
  const whenAllHavePlaces = (): Promise<unknown> =>
    waitUntil(
      'every entry has its place',
      () => house.ledger.query<{ n: number }>('select count(*)::int as n from audit_pending'),
      ([row]) => row?.n === 0,
    );

  it('tells of every write that a system stored, and of none that it did not', async () => {
    await whenAllHavePlaces();
    const [log, stored] = [await entries(), await journals()];
    const { written, withoutEntry, withoutWrite, lostOnTheWay } = compareDisclosures(stored, log);
    expect({ withoutEntry, withoutWrite }).toEqual({ withoutEntry: [], withoutWrite: [] });
    expect(written).toBeGreaterThan(100);
    // What was lost before it arrived, twice above: nobody could know.
    expect(lostOnTheWay).toHaveLength(2);
    for (const line of lostOnTheWay) expect(line).toMatch(/lifecare\/consent create unknown$/);
    // The comparison itself: a kind that is left out, and a record that is taken away, show.
    const silent = compareDisclosures(
      stored,
      log.filter(({ kind }) => kind !== 'attempt.ended'),
    );
    expect(silent.withoutEntry).toHaveLength(written);
    const { typ = [], ...others } = stored;
    expect(compareDisclosures({ ...others, typ: typ.slice(1) }, log).withoutWrite).toHaveLength(1);
  });

  it('and the ledger tell the same of every decision’s tasks', async () => {
    const ledger = new Ledger({
      databaseUrl: house.ledger.url,
      maxConnections: 2,
      applicationName: 'kuittaus-test',
      onConnectionLost: () => undefined,
      keyRing: keyRingOf(new Map([[1, randomBytes(32)]])),
      index: blindIndexOf(randomBytes(32)),
    });
    try {
      const { audit } = ledger;
      const check = new LogCheck({ read: audit.selfCheck, keys: [], batch: 500 }, await audit.tree());
      while (await check.step());
      expect(check.differences).toEqual([]);
      const [tasks] = await house.ledger.query<{ n: number }>('select count(*)::int as n from task');
      expect(tasks?.n).toBeGreaterThan(100);
    } finally {
      await ledger.close();
    }
  });
});
