import { UNDO_WINDOW_MS } from '#domain';
import type { ConsentReason, Decision, TaskId, TrackedTask, Transition } from '#domain';
import { createLogger } from '#observability';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { LedgerTaskActs } from '../src/acting/ledger-task-acts.js';
import { LedgerReaderAdapter } from '../src/ledger-adapters/ledger-reader.adapter.js';
import { LedgerWorklist } from '../src/reading/worklist/ledger-worklist.js';
import { call, startGateway, tokenOf } from './gateway-under-test.js';
import type { Answer, GatewayUnderTest } from './gateway-under-test.js';

export const KELA = 'kela@tiimi.example';
export const CHAIR = 'liisa.laakari@tiimi.example';
export const OTHER = 'toinen@tiimi.example';
export const COUNTY = 'Varsinais-Suomen hyvinvointialue';

/** Who calls, by what they are to the tasks of {@link teamDecision}. */
export const TOKENS = {
  kela: tokenOf({ roles: ['participant'], participant: KELA, subject: KELA }),
  chair: tokenOf({ roles: ['participant'], participant: CHAIR, subject: CHAIR }),
  other: tokenOf({ roles: ['participant'], participant: OTHER, subject: OTHER }),
  deputy: tokenOf({ roles: ['deputy'], subject: 'deputy', organisation: '0246246-0' }),
  countyDeputy: tokenOf({ roles: ['deputy'], subject: 'deputy', organisation: ` ${COUNTY.toUpperCase()}` }),
  sysadmin: tokenOf({ roles: ['sysadmin'], subject: 'sysadmin' }),
  secondSysadmin: tokenOf({ roles: ['sysadmin'], subject: 'sysadmin-2' }),
  auditor: tokenOf({ roles: ['auditor'], subject: 'auditor' }),
} as const;

/** Kela's specialist with an address, and a chair who holds the right to Lifecare. */
export const teamDecision = (decisionId: string): Decision => ({
  ...aDecision(decisionId),
  participants: [
    {
      id: 'kela',
      role: 'kela-specialist',
      name: 'Kaisa Kela',
      organisation: { name: 'Kansaneläkelaitos', businessId: '0246246-0' },
      email: KELA,
    },
    {
      id: 'chair',
      role: 'physician',
      name: 'Liisa Lääkäri',
      organisation: { name: COUNTY },
      email: CHAIR.toUpperCase(),
      rights: ['lifecare'],
    },
    { id: 'silent', role: 'other', name: 'Osmo Osoitteeton', organisation: { name: 'Muu Oy' } },
  ],
});

/** Kela's task, waiting for its person. */
export const kelaTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  newTask({
    system: 'kela',
    endpoint: 'kela',
    record: 'measures',
    channel: 'manual',
    recorder: 'kela',
    onBehalfOf: ['kela'],
    state: 'awaiting-person',
    ...differences,
  });

export const newTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ id: uuid() as TaskId, contentDigest: 'aabb', ...differences });

export interface ActingBench {
  readonly test: TestLedger;
  readonly gateway: GatewayUnderTest;
  /** What the test of consent says from now on. */
  consent: ConsentReason | undefined;
  /** Stores a decision with these tasks, in whatever state they are. */
  store(...tasks: readonly TrackedTask[]): Promise<void>;
  read(task: TrackedTask, token: string, path?: string, headers?: Record<string, string>): Promise<Answer>;
  /** Acts on the task as it is now, or as `seen`. */
  act(task: TrackedTask, act: string, token: string, body?: object, seen?: string): Promise<Answer>;
  /** The entity tag of the task as it is now. */
  tagOf(task: TrackedTask): Promise<string>;
  stateOf(task: TrackedTask): Promise<TrackedTask>;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** A gateway over a ledger of its own. */
export async function startActingBench(): Promise<ActingBench> {
  const test = await openTestLedger();
  const { ledger } = test;
  const log = createLogger({ app: 'test', level: 'error' });
  const options = {
    ledger,
    isInstalled: () => true,
    consentGate: () => bench.consent,
    undoWindowMs: UNDO_WINDOW_MS,
  };
  const gateway = await startGateway({
    ledger: new LedgerReaderAdapter(ledger, []),
    worklist: new LedgerWorklist(options),
    acts: new LedgerTaskActs({ ...options, log }),
  });
  const bench: ActingBench = {
    test,
    gateway,
    consent: undefined,
    store: (...tasks) => storeAs(test, tasks),
    read: (task, token, path = '', headers = {}) =>
      gateway.get(`/v1/recording-tasks/${task.id}${path}`, token, headers),
    act: async (task, act, token, body, seen) =>
      call(gateway.app, 'POST', `/v1/recording-tasks/${task.id}/${act}`, {
        headers: {
          authorization: `Bearer ${token}`,
          'if-match': seen ?? (await bench.tagOf(task)),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: Buffer.from(JSON.stringify(body)) }),
      }),
    tagOf: async (task) => String((await bench.read(task, TOKENS.auditor)).headers['etag']),
    stateOf: async (task) => {
      const found = await ledger.findTask(task.id);
      if (found === undefined) throw new TypeError('the task is gone');
      return found.task;
    },
    query: async (text, values = []) => {
      const client = new pg.Client({ connectionString: test.databaseUrl });
      await client.connect();
      try {
        return (await client.query(text, values)).rows;
      } finally {
        await client.end();
      }
    },
    stop: async () => {
      await gateway.app.close();
      await test.stop();
    },
  };
  return bench;
}

/** Tasks begin queued or waiting; what is further on is put there as the ledger would be. */
async function storeAs({ ledger }: TestLedger, tasks: readonly TrackedTask[]): Promise<void> {
  const decision = teamDecision(uuid());
  await storeDecision(
    ledger,
    decision,
    tasks.map(({ reason: _later, ...task }) => ({ ...task, state: 'waiting' })),
  );
  const [first] = tasks;
  if (first === undefined) return;
  await ledger.withDecision({ taskId: first.id }, (locked) =>
    locked.save({
      actor: 'test',
      transitions: tasks.map((task): Transition => ({
        task: { ...task, decisionId: decision.decisionId, team: decision.team },
        event: 'task.queued',
        ...(task.state === 'queued' || task.state === 'retrying' ? { wakeAt: locked.now } : {}),
      })),
    }),
  );
}
