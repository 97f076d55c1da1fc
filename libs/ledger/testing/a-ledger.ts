import { randomBytes } from 'node:crypto';
import { blindIndexOf, keyRingOf } from '#security';
import { v7 as uuid } from 'uuid';
import { organisationName } from '#domain';
import type { Decision, TrackedTask } from '#domain';
import { createTestDatabase } from '../../../test/setup/database.js';
import { addTasks, insertVersion, Ledger } from '../src/index.js';
import type { NewTask } from '../src/index.js';

export interface TestLedger {
  readonly ledger: Ledger;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** A ledger with keys and a database of its own. */
export async function openTestLedger(): Promise<TestLedger> {
  const database = await createTestDatabase();
  const ledger = new Ledger({
    databaseUrl: database.url,
    maxConnections: 8,
    applicationName: 'kuittaus-test',
    onConnectionLost: () => undefined,
    keyRing: keyRingOf(new Map([[1, randomBytes(32)]])),
    index: blindIndexOf(randomBytes(32)),
  });
  return {
    ledger,
    databaseUrl: database.url,
    stop: async () => {
      await ledger.close();
      await database.drop();
    },
  };
}

export const PERSON = { code: '010594Y9032', family: 'Meikäläinen', text: 'SALAINEN-TEKSTI' } as const;

export function aDecision(decisionId: string): Decision {
  return {
    team: 'kaarina',
    decisionId,
    version: 1,
    handling: 'meeting',
    handledOn: '2026-11-17',
    decidedAt: '2026-11-17T12:30:00+02:00',
    client: {
      personalIdentityCode: PERSON.code,
      givenName: 'Matti',
      familyName: PERSON.family,
      typClient: false,
    },
    participants: [
      { id: 'chair', role: 'physician', name: 'Liisa Lääkäri', organisation: { name: 'Hyvinvointialue' } },
    ],
    summary: PERSON.text,
  };
}

/** Stores version 1 of a decision with these tasks, the way intake does; queued ones are wanted at once. */
export async function storeDecision(
  ledger: Ledger,
  decision: Decision,
  tasks: readonly TrackedTask[],
): Promise<void> {
  const at = new Date();
  await ledger.transaction(async (tx) => {
    const clientKey = await ledger.vault.keyOfClient(tx, {
      system: '1.2.246.21',
      value: decision.client?.personalIdentityCode ?? '',
    });
    const decisionRow = uuid();
    const event = {
      id: uuid(),
      sender: 'sample',
      eventId: uuid(),
      bodyDigest: ledger.index.of('event-body', decision.decisionId),
      type: 'fi.kuittaus.decision.made',
      takenAt: at,
    };
    await insertVersion(tx, ledger.vault, event, {
      decisionRow,
      decision,
      dataDigest: ledger.index.of('decision-data', JSON.stringify(decision)),
      practiceVersion: '1',
      warnings: [],
      clientKey,
    });
    const origin = { decisionRow, event: event.id, clientKey, actor: 'test', at, firstOrdinal: 0 };
    await addTasks(
      tx,
      ledger.vault,
      origin,
      tasks.map((task) => newTask(ledger, task, decision, at)),
    );
  });
}

function newTask(ledger: Ledger, task: TrackedTask, decision: Decision, at: Date): NewTask {
  const recorder = decision.participants.find(({ id }) => id === task.recorder);
  return {
    task: { ...task, team: decision.team, decisionId: decision.decisionId },
    ...(recorder === undefined
      ? {}
      : {
          recorderOrganisation: ledger.index.of('organisation', organisationName(recorder.organisation)),
        }),
    ...(recorder?.email === undefined
      ? {}
      : { recorderIndex: ledger.index.of('participant-address', recorder.email.toLowerCase()) }),
    content: {
      record: 'recommendation',
      handledOn: '2026-11-17',
      recommendations: [{ service: 'Kuntoutus', text: PERSON.text }],
      measures: [],
    },
    ...(task.state === 'queued' ? { wakeAt: at } : {}),
  };
}
