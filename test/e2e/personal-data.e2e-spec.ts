import { randomUUID } from 'node:crypto';
import type { Decision } from '#domain';
import { identityCode } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent } from './house/gateway-client.js';
import type { Sending } from './house/gateway-client.js';
import type { CloudEvent } from './house/views.js';
import {
  canaries,
  canaryClient,
  canaryDecision,
  canaryEnvelope,
  canaryText,
} from './personal-data/canaries.js';
import { findLeaks } from './personal-data/leak-scanner.js';
import type { Sink } from './personal-data/leak-scanner.js';
import {
  gatewayAnswers,
  ledgerColumns,
  lifecareJournal,
  metrics,
  processLogs,
  redisFiles,
  redisKeys,
  RedisListener,
} from './personal-data/sinks.js';
import { untilRecorded } from './recorded.js';

/**
 * Nothing of a person may be anywhere but in the ledger's encrypted columns and in the record system: canary
 * decisions go through every path that there is, good and bad, then everything else is searched.
 */
let house: House;
let person = 0;

const newDecision = (changes: Partial<Decision> = {}): Decision => canaryDecision(person++, changes);
const canaryEvent = (data: object, type?: string): CloudEvent => ({
  ...anEvent(data, type === undefined ? {} : { type }),
  ...canaryEnvelope,
});
const deliver = (decision: Decision) => house.gateway.deliver(canaryEvent(decision));

async function record(decision: Decision): Promise<void> {
  await deliver(decision);
  await untilRecorded(house, decision);
}

async function goGoodWays(): Promise<void> {
  const first = newDecision();
  await record(first);
  await record({
    ...first,
    version: 2,
    correctionReason: canaryText.correction,
    summary: `${canaryText.summary} taas`,
  });
  expect((await house.gateway.send(canaryEvent(first))).status).toBe(409);
  for (const team of ['sote-akseli', 'raisio', 'keski-suomi', 'naantali']) {
    const { visit: _none, caseManager: _nobody, ...rest } = newDecision({ team });
    await deliver(rest);
  }
  await deliver(newDecision({ consent: { ...first.consent!, covers: ['social'] } }));
  const view = await house.gateway.decision(first.team, first.decisionId);
  for (const { id } of view.tasks) await house.gateway.task(id);
}

/** Each is refused, and its answer must not repeat what it refuses. */
async function goRefusedWays(): Promise<void> {
  const known = newDecision();
  await record(known);
  const code = identityCode(5_000);
  const refused = async (event: CloudEvent, sending?: Sending): Promise<void> => {
    const { status } = await house.gateway.send(event, sending);
    expect(status).toBeGreaterThanOrEqual(400);
  };
  const fresh = (changes: object): CloudEvent => canaryEvent({ ...newDecision(), ...changes });
  const client = canaryClient(0);
  const raw = (event: CloudEvent, change: (json: string) => string): Sending => ({
    rawBody: Buffer.from(change(JSON.stringify(event))),
  });

  await refused(fresh({}), {
    headers: { 'webhook-signature': `v1,${Buffer.from(canaryText.summary).toString('base64')}` },
  });
  await refused(fresh({}), { headers: { 'webhook-id': code } });
  await refused({ ...fresh({}), id: code }, { headers: { 'webhook-timestamp': '1' } });
  await refused(fresh({}), { headers: { 'content-type': `text/${code}` } });
  await refused(fresh({ [code]: canaryText.summary }));
  await refused(fresh({ [canaryText.service]: 1, visit: canaryText.visit }));
  await refused(fresh({ client: { ...client, personalIdentityCode: `${code.slice(0, -1)}*` } }));
  await refused(fresh({ client: { ...client, language: canaryText.familyName } }));
  await refused(
    fresh({ caseManager: canaryText.secretary, handledOn: code, participants: canaryText.chair }),
  );
  await refused(fresh({ summary: `${canaryText.summary}${'x'.repeat(300 * 1024)}` }));
  await refused(fresh({ summary: `${canaryText.summary}\u0000` }));
  await refused(fresh({ team: canaryText.givenName }));
  await refused(fresh({ team: canaryText.givenName.toLowerCase() }));
  await refused(fresh({ team: 'rovaniemi' }));
  await refused(fresh({ version: 7, correctionReason: canaryText.correction }));
  await refused(canaryEvent({ ...known, summary: canaryText.visit }));
  await refused(
    canaryEvent({ ...known, version: 2, correctionReason: canaryText.correction, client: canaryClient(0) }),
  );
  await refused({ ...fresh({}), type: `fi.kuittaus.${canaryText.givenName}` });
  await refused({ ...fresh({}), time: canaryText.followUp });
  const cut = fresh({});
  await refused(
    cut,
    raw(cut, (json) => json.slice(0, -20)),
  );
  const doubled = fresh({});
  await refused(
    doubled,
    raw(doubled, (json) => json.replace('{', `{"${code}":1,"${code}":2,`)),
  );
  const deep = fresh({});
  await refused(
    deep,
    raw(deep, (json) =>
      json.replace('"data":', `"${code}":${'['.repeat(99)}"${code}"${']'.repeat(99)},"data":`),
    ),
  );
  await refused(
    canaryEvent(
      {
        team: known.team,
        decisionId: known.decisionId,
        version: 2,
        reason: canaryText.cancellation,
        cancelledAt: known.decidedAt,
      },
      'fi.kuittaus.decision.cancelled',
    ),
  );
}

/** A new case manager, a consent that ends, a decision that is taken back: all of them tell of persons. */
async function goLaterWays(): Promise<void> {
  const known = newDecision();
  await record(known);
  const { team, decisionId, decidedAt, participants } = known;
  const later = async (type: string, data: object): Promise<void> => {
    const { status } = await house.gateway.send(canaryEvent({ team, decisionId, ...data }, type));
    expect(status).toBe(202);
  };
  await later('fi.kuittaus.case-manager.changed', {
    caseManager: participants[0],
    changedAt: decidedAt,
    reason: canaryText.correction,
  });
  await later('fi.kuittaus.consent.withdrawn', {
    consentId: known.consent?.id,
    withdrawnAt: decidedAt,
    covers: ['benefits'],
  });
  await later('fi.kuittaus.decision.cancelled', {
    version: 1,
    reason: canaryText.cancellation,
    cancelledAt: decidedAt,
  });
  await house.until('taken back', known, ({ status }) => status === 'cancelled');
}

/** What people and machines may ask, with a canary wherever one fits. */
async function askWithCanaries(): Promise<void> {
  const code = identityCode(5_001);
  const name = encodeURIComponent(canaryText.familyName);
  const headers = {
    'user-agent': canaryText.visit.normalize('NFD').replace(/[^ -~]/g, ''),
    traceparent: `00-${code}`,
    cookie: `session=${code}`,
  };
  const paths = [
    `/v1/decisions/kaarina/${code}`,
    `/v1/decisions/${name}/${code}`,
    `/v1/recording-tasks/${code}`,
    `/v1/recording-tasks/${randomUUID()}?participant=${name}`,
    `/${name}/${code}?q=${code}`,
    `/v1/decisions/kaarina/%E0%A4%A?${code}`,
  ];
  for (const path of paths) {
    expect((await house.gateway.get(path, 'sysadmin', headers)).status).toBe(404);
    expect(
      (await house.gateway.get(path, undefined, { ...headers, authorization: `Bearer ${code}` })).status,
    ).toBeGreaterThanOrEqual(401);
  }
}

const FAULTS = [
  { mode: 'down' },
  { mode: 'latency', value: 3_000 },
  { mode: 'status', value: 500 },
  { mode: 'status', value: 503 },
  { mode: 'status', value: 429 },
  { mode: 'status', value: 422 },
  { mode: 'status', value: 412 },
  { mode: 'drop-before' },
  { mode: 'drop-after' },
  { mode: 'not-stored' },
  { mode: 'wrong-client' },
  { mode: 'unknown-client' },
  { mode: 'no-rights' },
];

/** Every fault of the record system, until it was felt at least once. */
async function goThroughFaults(): Promise<void> {
  for (const fault of FAULTS) {
    await house.lifecare.fault(fault);
    const { team, decisionId } = await newlyDelivered();
    await house.until('felt the fault', { team, decisionId }, ({ tasks }) =>
      tasks.some(
        ({ state, attempts, evidence }) =>
          ['unknown', 'retrying', 'needs-attention', 'unconfirmed'].includes(state) ||
          (attempts > 0 && evidence !== undefined),
      ),
    );
    await house.lifecare.clearFaults();
  }
  // A text that FHIR cannot hold: the adapter itself refuses it.
  const { visit: _none, ...unsayable } = newDecision({
    team: 'keski-suomi',
    plan: { goals: [`${canaryText.goal}\u0007`] },
  });
  await deliver(unsayable);
  await house.until('is not encodable', unsayable, ({ tasks }) =>
    tasks.some(({ reason }) => reason === 'not-encodable'),
  );
}

async function newlyDelivered(): Promise<Decision> {
  const decision = newDecision();
  await deliver(decision);
  return decision;
}

/** Processes and engines that go away in the middle of the work. */
async function goThroughOutages(): Promise<void> {
  await house.lifecare.fault({ mode: 'latency', value: 2_000 });
  const decision = await newlyDelivered();
  await house.until('is being written', decision, ({ tasks }) =>
    tasks.some(({ state }) => state === 'recording'),
  );
  await house.restart('lifecare');
  await house.lifecare.clearFaults();
  await untilRecorded(house, decision);

  await house.ledger.takeAway();
  const event = canaryEvent(newDecision());
  expect((await house.gateway.send(event)).status).toBe(503);
  await house.ledger.bringBack();
  await house.gateway.sendUntilTaken(event);
}

const collected: Record<
  'duringWork' | 'monitor' | 'keys' | 'files' | 'ledger' | 'logs' | 'metrics' | 'answers',
  Sink[]
> = {
  duringWork: [],
  monitor: [],
  keys: [],
  files: [],
  ledger: [],
  logs: [],
  metrics: [],
  answers: [],
};

beforeAll(async () => {
  house = await startHouse({ retryDelaysMs: [50, 100] });
  const listener = await RedisListener.open(house);
  await goGoodWays();
  await goRefusedWays();
  await goLaterWays();
  await askWithCanaries();
  await goThroughFaults();
  await goThroughOutages();
  // With nobody to take the jobs, they stay to be seen.
  house.app('lifecare').freeze();
  const last = await newlyDelivered();
  const jobs = (): Promise<Sink[]> => redisKeys(house);
  collected.duringWork = await jobs();
  house.app('lifecare').thaw();
  await untilRecorded(house, last);
  collected.monitor = [await listener.close(house)];

  await house.redis.stop();
  const afterwards = await newlyDelivered();
  await house.redis.start();
  await untilRecorded(house, afterwards);

  collected.keys = await redisKeys(house);
  collected.files = await redisFiles(house);
  collected.ledger = await ledgerColumns(house);
  collected.metrics = await metrics(house);
  collected.answers = gatewayAnswers(house);
  collected.logs = await processLogs(house);
}, 180_000);
afterAll(() => house.stop());

describe('names, texts and identity codes', () => {
  it('did go through to the record system: what is looked for can be found', async () => {
    const found = new Set(findLeaks([await lifecareJournal(house)], canaries).map(({ canary }) => canary));
    expect([...found]).toEqual(
      expect.arrayContaining(['recommendation', 'service', 'identity code 0', 'chair']),
    );
  });

  it('were sent in every way that was meant to be tried', () => {
    expect(person).toBeGreaterThan(40);
    expect(person).toBeLessThanOrEqual(60);
    expect(collected.monitor[0]?.content.length).toBeGreaterThan(10_000);
    expect(collected.duringWork.length).toBeGreaterThan(2);
    expect(collected.ledger.length).toBeGreaterThan(60);
    expect(collected.files.some(({ content }) => content.length > 1_000)).toBe(true);
  });

  it.each([
    ['Redis, while jobs wait', 'duringWork'],
    ['what is said to Redis', 'monitor'],
    ['Redis, in the end', 'keys'],
    ['the files of Redis', 'files'],
    ['any column of the ledger', 'ledger'],
    ['the log of any process', 'logs'],
    ['the metrics', 'metrics'],
    ['any answer of the gateway', 'answers'],
  ] as const)('are not in %s', (_, place) => {
    expect(collected[place].length).toBeGreaterThan(0);
    expect(findLeaks(collected[place], canaries)).toEqual([]);
  });
});
