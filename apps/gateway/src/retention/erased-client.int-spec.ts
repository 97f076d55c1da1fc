import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { AuditBundle } from '#audit';
import { createLogger } from '#observability';
import { startExportingGateway } from '../../testing/exporting-gateway.js';
import type { ExportingGateway } from '../../testing/exporting-gateway.js';
import { call, tokenOf } from '../../testing/gateway-under-test.js';
import type { Answer } from '../../testing/gateway-under-test.js';
import { IntakeBench } from '../../testing/intake-bench.js';
import { corrected, kaarina, MATTI } from '../../testing/team-decisions.js';
import { LedgerTaskActs } from '../acting/ledger-task-acts.js';
import { LedgerReaderAdapter } from '../ledger-adapters/ledger-reader.adapter.js';

const MADE = 'fi.kuittaus.decision.made';
const CODE = MATTI.personalIdentityCode!;
const ADMIN = tokenOf({ roles: ['sysadmin'], subject: 'sysadmin' });
const SECOND = tokenOf({ roles: ['sysadmin'], subject: 'sysadmin-2' });
const AUDITOR = tokenOf({ roles: ['auditor'], subject: 'anna' });
const CHAIR = tokenOf({ roles: ['deputy'], subject: 'd', organisation: 'Varsinais-Suomen hyvinvointialue' });

let bench: IntakeBench;
let gateway: ExportingGateway;
beforeEach(async () => {
  bench = await IntakeBench.start();
  const { ledger } = bench.test;
  gateway = await startExportingGateway(ledger, {
    ledger: new LedgerReaderAdapter(ledger, []),
    acts: new LedgerTaskActs({
      ledger,
      log: createLogger({ app: 'test', level: 'error' }),
      isInstalled: () => true,
      consentGate: () => undefined,
      undoWindowMs: 1,
    }),
  });
});
afterEach(async () => {
  await gateway.app.close();
  await bench.stop();
});

const post = (path: string, token: string, body?: object, headers: object = {}): Promise<Answer> =>
  call(gateway.app, 'POST', path, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: Buffer.from(JSON.stringify(body)) }),
  });
const codeOf = ({ status, body }: Answer): string =>
  `${String(status)} ${typeof body['code'] === 'string' ? body['code'] : ''}`.trim();

/** Taken, and recorded to its end. */
async function recorded(decisionId: string) {
  const decision = kaarina(decisionId);
  await bench.take(MADE, decision, `event-${decisionId}`);
  await bench.work();
  return decision;
}

async function erase(subject: object = { personalIdentityCode: CODE }): Promise<void> {
  const asked = await post('/v1/erasures', ADMIN, { ...subject, reason: 'Asiakkaan pyyntö' });
  expect(codeOf(asked)).toBe('201');
  expect(codeOf(await post(`/v1/erasures/${String(asked.body['id'])}/approve`, SECOND))).toBe('200');
}

async function exported(query: string): Promise<AuditBundle> {
  const { status, text } = await gateway.get(`/v1/audit/export?purpose=supervision&${query}`, AUDITOR);
  expect(status).toBe(200);
  return JSON.parse(text);
}

describe('after a client was erased', () => {
  it('the decision says so, keeps its states, and gives a receipt', async () => {
    const { decisionId } = await recorded('E-1');
    await erase();
    const { status, body } = await gateway.get(`/v1/decisions/kaarina/${decisionId}`, AUDITOR);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { status: 'completed', erasedAt: expect.any(String) },
    });
    expect((await gateway.get(`/v1/decisions/kaarina/${decisionId}/receipt`, AUDITOR)).status).toBe(200);
    expect((await gateway.get('/v1/recording-tasks', ADMIN)).body['items']).toHaveLength(4);
    expect((await gateway.get('/v1/recording-tasks', CHAIR)).status).toBe(200);
  });

  it('nobody is given a text, nobody acts, and the answer is why', async () => {
    const decision = await recorded('E-1');
    const [task] = await bench.tasks(decision);
    const path = `/v1/recording-tasks/${String(task?.id)}`;
    expect((await gateway.get(`${path}/content`, CHAIR)).status).toBe(200);
    await erase();
    expect(codeOf(await gateway.get(`${path}/content`, CHAIR))).toBe('410 erased');
    const tag = String((await gateway.get(path, AUDITOR)).headers['etag']);
    expect(codeOf(await post(`${path}/retry`, ADMIN, undefined, { 'if-match': tag }))).toBe('410 erased');
  });

  it('events of its decisions are answered: repeats as before, anything new with why not', async () => {
    const decision = await recorded('E-1');
    await erase();
    expect(await bench.take(MADE, decision, 'event-E-1')).toMatchObject({
      duplicate: true,
      tasks: { length: 4 },
    });
    expect(await bench.take(MADE, decision, 'event-E-1-again')).toMatchObject({ duplicate: true });
    expect(await bench.codeOf(MADE, corrected(decision))).toBe('409 decision-erased');
    const { team, decisionId } = decision;
    const cancelled = { team, decisionId, version: 1, reason: 'x', cancelledAt: '2026-11-18T09:00:00+02:00' };
    expect(await bench.codeOf('fi.kuittaus.decision.cancelled', cancelled)).toBe('409 decision-erased');
    const changed = {
      ...{ team, decisionId, reason: 'x', changedAt: '2026-11-18T09:00:00+02:00' },
      caseManager: decision.participants[1],
    };
    expect(await bench.codeOf('fi.kuittaus.case-manager.changed', changed)).toBe('409 decision-erased');
    const withdrawn = {
      ...{ team, decisionId, consentId: 'S-E-1', withdrawnAt: '2026-11-18T09:00:00+02:00' },
    };
    expect(await bench.codeOf('fi.kuittaus.consent.withdrawn', withdrawn)).toBe('202');
    await bench.work();
    expect(await bench.tasks(decision)).toHaveLength(4);
    expect(await recorded('E-2')).toBeDefined();
  });

  it('an export of before verifies, a later one too and says whom it cannot tell, and no client is found', async () => {
    const decision = await recorded('E-1');
    const before = await exported('decision=kaarina/E-1');
    const held = await gateway.checkpoint();
    await erase({ decision: `kaarina/${decision.decisionId}` });
    expect((await gateway.verify(before)).exitCode).toBe(0);
    for (const query of ['decision=kaarina/E-1', `whole=true&knownSizes=${String(before.manifest.size)}`]) {
      const bundle = await exported(query);
      const { exitCode, text } = await gateway.verify(bundle, [held]);
      expect(text).toMatch(/the client was erased and the salt destroyed: kaarina\/E-1 20/);
      expect(exitCode).toBe(0);
      expect(JSON.stringify(bundle)).not.toMatch(new RegExp(`${CODE}|${MATTI.familyName}|Asiakkaan pyyntö`));
    }
    const asked = { purpose: 'client-request', personalIdentityCode: CODE };
    expect(codeOf(await post('/v1/audit/export', AUDITOR, asked))).toBe('404 not-found');
    expect(codeOf(await post('/v1/audit/disclosures', AUDITOR, asked))).toBe('404 not-found');
  });

  it('the service’s own work goes on: rereads, reconciling, closing, follow-ups, replays', async () => {
    const decision = await recorded('E-1');
    const { ledger } = bench.test;
    await ledger.chooseRereads('2026-11-22', 1);
    await erase();
    expect(await bench.query('select from record_reread')).toEqual([]);
    expect(await ledger.chooseRereads('2026-11-23', 1)).toBe(0);
    await ledger.wantMissingJobs(['lifecare-varha']);
    await bench.work();
    expect(await ledger.findFollowUpsDue(['kaarina'], 9)).toEqual([]);
    const day = { day: '2026-11-22', from: new Date(0), until: new Date('2100-01-01') };
    expect(await ledger.closeDay(day)).toMatchObject({ findings: 0 });
    for await (const batch of ledger.replayDecisions(new Date(0))) expect(batch).toEqual([]);
    expect((await bench.lines(decision)).every((line) => line.endsWith(': confirmed'))).toBe(true);
  });
});

describe('holds and erasures', () => {
  it('are asked by administrators with a name, a reason and one subject', async () => {
    await recorded('E-1');
    const subject = { decision: 'kaarina/E-1', reason: 'x' };
    for (const path of ['/v1/holds', '/v1/erasures']) {
      expect(codeOf(await post(path, AUDITOR, subject))).toBe('403 wrong-role');
      expect(codeOf(await post(path, tokenOf({ roles: ['sysadmin'], subject: '' }), subject))).toBe(
        '403 wrong-role',
      );
      expect(codeOf(await post(path, ADMIN, { decision: 'kaarina/none', reason: 'x' }))).toBe(
        '404 not-found',
      );
      const faults: [object, string, string][] = [
        [{ decision: 'kaarina/E-1' }, '/reason', 'required'],
        [{ reason: 'x' }, '', 'one-selection'],
        [{ ...subject, personalIdentityCode: CODE }, '', 'one-selection'],
        [{ ...subject, reason: `Asiakas ${CODE}` }, '/reason', 'identity-code'],
        [{ ...subject, client: 'x' }, '/client', 'unknown-field'],
      ];
      for (const [body, place, code] of faults) {
        const answer = await post(path, ADMIN, body);
        expect([answer.status, answer.body['errors']]).toEqual([422, [{ path: place, code }]]);
        expect(answer.text).not.toContain(CODE);
      }
    }
    expect(codeOf(await post('/v1/holds/x/lift', ADMIN, { reason: 'x' }))).toBe('404 not-found');
    expect(codeOf(await post('/v1/erasures/x/approve', ADMIN))).toBe('404 not-found');
    expect(gateway.logLines.join('')).not.toContain(CODE);
  });

  it('need two: a hold is lifted and an erasure carried out by another person', async () => {
    await recorded('E-1');
    const asked = await post('/v1/erasures', ADMIN, { decision: 'kaarina/E-1', reason: 'Pyyntö' });
    expect(asked.body).toMatchObject({ state: 'requested', decisions: ['kaarina/E-1'], reason: 'Pyyntö' });
    const approve = `/v1/erasures/${String(asked.body['id'])}/approve`;
    expect(codeOf(await post(approve, ADMIN))).toBe('403 erasure-same-person');
    const hold = await post('/v1/holds', ADMIN, { personalIdentityCode: CODE, reason: 'Kantelu' });
    expect(codeOf(await post(approve, SECOND))).toBe('409 client-held');
    expect((await gateway.get('/v1/erasures', AUDITOR)).body).toMatchObject({
      items: [{ state: 'requested', hindrance: 'client-held' }],
    });
    expect((await gateway.get('/v1/holds', AUDITOR)).body).toMatchObject({
      items: [{ on: 'client', decisions: ['kaarina/E-1'], reason: 'Kantelu' }],
    });
    const lift = `/v1/holds/${String(hold.body['id'])}/lift`;
    expect(codeOf(await post(lift, ADMIN, { reason: 'x' }))).toBe('403 hold-same-person');
    expect(codeOf(await post(lift, SECOND, { reason: 'Ratkaistu' }))).toBe('200');
    expect((await post(approve, SECOND)).body).toMatchObject({ state: 'done' });
    expect(codeOf(await post(approve, SECOND))).toBe('409 erasure-done');
  });

  it('answer as described', async () => {
    await recorded('E-1');
    const ajv = new Ajv2020({ strict: false });
    addFormats(ajv);
    const { components } = (await gateway.get('/openapi.json')).body;
    ajv.addSchema({ $id: 'https://kuittaus.example/openapi.json', components });
    const faultsOf = (component: string, value: unknown): unknown => {
      const holds = ajv.getSchema(`https://kuittaus.example/openapi.json#/components/schemas/${component}`);
      return holds?.(value) === true ? [] : (holds?.errors ?? 'no such component');
    };
    const hold = await post('/v1/holds', ADMIN, { decision: 'kaarina/E-1', reason: 'x' });
    expect(faultsOf('HoldRef', hold.body)).toEqual([]);
    expect(faultsOf('Holds', (await gateway.get('/v1/holds', ADMIN)).body)).toEqual([]);
    await post(`/v1/holds/${String(hold.body['id'])}/lift`, SECOND, { reason: 'x' });
    await erase();
    expect(faultsOf('Erasures', (await gateway.get('/v1/erasures', ADMIN)).body)).toEqual([]);
    const decision = (await gateway.get('/v1/decisions/kaarina/E-1', ADMIN)).body;
    expect(faultsOf('DecisionState', decision)).toEqual([]);
  });
});
