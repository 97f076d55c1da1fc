import { openReceiptSigner } from '#security';
import { generateKeyPairSync } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { TaskId } from '#domain';
import { cosign, parseVerifierKey, signatureLine, signCheckpoint } from '#audit';
import type { AuditBundle } from '#audit';
import { aSigningKey } from '#audit/testing';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { verifyBundle, verifyLines } from '../../../../libs/audit/verify/kuittaus-verify.mjs';
import { call, NOW, startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { LedgerReceipts } from '../receipt/receipts.js';
import { LedgerAuditDesk } from './ledger-audit-desk.js';

const logKey = aSigningKey('log', 'kuittaus.example/audit');
const witnessKey = aSigningKey('witness', 'witness.example');
const keys = [logKey.text, witnessKey.text];
const receiptPem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
const auditor = { authorization: `Bearer ${tokenOf({ roles: ['auditor'], subject: 'anna' })}` };

let test: TestLedger;
let gateway: GatewayUnderTest;
let app: NestFastifyApplication;
let decisionId: string;
let isSignerThere: boolean;

/** What the dispatcher, the signer and the witness do. */
async function step(): Promise<void> {
  const { audit } = test.ledger;
  await audit.sequence({ limit: 1_000, groundsOf: () => ({ purpose: 'support', legalBasis: 'consent' }) });
  const tree = await audit.tree();
  if (!isSignerThere) return;
  const note = signCheckpoint(logKey, tree);
  await audit.addCheckpoint({ size: tree.size, note, signedAt: NOW });
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const line = signatureLine(cosign(witnessKey, text, NOW));
  await audit.addCosignature({ size: tree.size, witness: witnessKey.name, line, at: NOW });
}

beforeEach(async () => {
  test = await openTestLedger();
  isSignerThere = true;
  const signer = openReceiptSigner({ keys: [receiptPem.toString()] });
  const receipts = new LedgerReceipts(test.ledger, signer, () => NOW);
  gateway = await startGateway({
    receipts,
    audit: new LedgerAuditDesk({
      audit: test.ledger.audit,
      index: test.ledger.index,
      receipts,
      keys: keys.map(parseVerifierKey),
      pause: step,
    }),
  });
  app = gateway.app;
  decisionId = uuid();
  await store(decisionId);
  await store(uuid());
  await step();
});
afterEach(async () => {
  await app.close();
  await test.stop();
});

const store = (id: string): Promise<void> =>
  storeDecision(test.ledger, aDecision(id), [aTask({ id: uuid() as TaskId, contentDigest: 'aabb' })]);

const get = (path: string) => call(app, 'GET', `/v1/audit/${path}`, { headers: auditor });
const post = (path: string, body: object) =>
  call(app, 'POST', `/v1/audit/${path}`, {
    headers: { ...auditor, 'content-type': 'application/json' },
    payload: Buffer.from(JSON.stringify(body)),
  });

describe('an export', () => {
  it.each([
    ['a decision', () => `decision=kaarina/${decisionId}`, 3],
    ['a system', () => 'system=lifecare', 2],
    ['all', () => 'whole=true', 5],
    ['a period', () => 'from=2020-01-01T00:00:00Z&to=2120-01-01T00:00:00Z', 5],
  ])('of %s verifies offline, and stands on the log itself', async (_, selection, entries) => {
    const { status, text } = await get(`export?purpose=supervision&${selection()}`);
    expect(status).toBe(200);
    const bundle: AuditBundle = JSON.parse(text);
    const { receiptKeys } = bundle;
    const { fault, facts } = verifyBundle(bundle, { keys, receiptKeys });
    expect({ fault, entries: facts?.['entries'] }).toEqual({ fault: undefined, entries });
    const exported = await test.ledger.audit.readLeaves({ kind: 'audit.exported' }, { from: 0, limit: 9 });
    expect(JSON.parse(exported[0]!.body)).toMatchObject({
      who: { type: 'person', role: 'auditor' },
      facts: { export: bundle.manifest.export, purpose: 'supervision' },
    });
  });

  it('of a past period shows by its neighbours that nothing is left out', async () => {
    const cut = new Date();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await store(uuid());
    await step();
    const { text } = await get(`export?purpose=x1&from=2020-01-01T00:00:00Z&to=${cut.toISOString()}`);
    const bundle: AuditBundle = JSON.parse(text);
    expect(bundle.neighbours).toHaveLength(2);
    expect(verifyBundle(bundle, { keys }).fault).toBeUndefined();
    const cutShort = { ...bundle, neighbours: bundle.neighbours.slice(1) };
    expect(verifyBundle(cutShort, { keys }).fault?.code).toBe('entry-left-out');
  });

  it('of a client opens the commitments of that client, and is asked by a body alone', async () => {
    const { status, text } = await post('export', {
      purpose: 'client-request',
      personalIdentityCode: PERSON.code,
    });
    expect(status).toBe(200);
    const bundle: AuditBundle = JSON.parse(text);
    expect(verifyBundle(bundle, { keys, receiptKeys: bundle.receiptKeys }).fault).toBeUndefined();
    expect(bundle.manifest.selection).toMatchObject({ type: 'client', decisions: [{ decisionId }, {}] });
    expect(text).not.toMatch(new RegExp(`${PERSON.code}|${PERSON.family}|${PERSON.text}`));
    const asked = await get(`export?purpose=client-request&personalIdentityCode=${PERSON.code}`);
    expect(asked).toMatchObject({ status: 422, body: { errors: [{ path: '/*', code: 'unknown-field' }] } });
    expect(asked.text + gateway.logLines.join('')).not.toContain(PERSON.code);
  });

  it('as CSV has a row for each entry', async () => {
    const { text, headers } = await get('export?purpose=supervision&whole=true&format=csv');
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="kuittaus-audit-[0-9a-f-]+\.csv"$/);
    expect(text.trim().split('\r\n')).toHaveLength(6);
  });

  it('as XLSX and as FHIR is what its media type says, and tells of nobody by name', async () => {
    const xlsx = await get('export?purpose=supervision&whole=true&format=xlsx');
    expect(xlsx.headers['content-type']).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect(xlsx.text.startsWith('PK')).toBe(true);
    const fhir = await post('export', {
      purpose: 'client-request',
      personalIdentityCode: PERSON.code,
      format: 'fhir',
    });
    expect(fhir.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
    expect(fhir.body).toMatchObject({
      resourceType: 'Bundle',
      type: 'collection',
      entry: expect.arrayContaining([
        { fullUrl: expect.any(String), resource: expect.objectContaining({ resourceType: 'AuditEvent' }) },
      ]),
    });
    expect(fhir.text).not.toMatch(new RegExp(`${PERSON.code}|${PERSON.family}|${PERSON.text}`));
    expect((await get('export?purpose=supervision&whole=true&format=pdf')).status).toBe(422);
    expect((await get('export?whole=true&format=xlsx')).status).toBe(422);
  });

  it.each([
    ['all', 'whole=true'],
    ['a period', 'from=2020-01-01T00:00:00Z&to=2120-01-01T00:00:00Z'],
    ['a system', 'system=lifecare'],
  ])('of %s in lines verifies as its one object does', async (_, selection) => {
    const lines = await get(`export?purpose=supervision&format=lines&${selection}`);
    expect(lines.headers['content-type']).toMatch(/^application\/x-ndjson/);
    const result = await verifyLines(lines.text.trimEnd().split('\n'), { keys });
    expect(result.fault).toBeUndefined();
    const whole: AuditBundle = JSON.parse((await get(`export?purpose=supervision&${selection}`)).text);
    // Only the second one has the entry of the first.
    const own = selection.startsWith('system') ? 0 : 1;
    expect(whole.entries.length - Number(result.facts?.['entries'])).toBe(own);
    const cutShort = lines.text.trimEnd().split('\n').slice(0, -1);
    expect((await verifyLines(cutShort, { keys })).fault?.code).toBe('cut-short');
  });

  it('that is too large for one object is given in lines, with all of it', async () => {
    const database = new pg.Client({ connectionString: test.databaseUrl });
    await database.connect();
    await database.query(
      `insert into audit_entry (at, kind, actor, facts)
       select now(), 'audit.read', 'test', '{}' from generate_series(1, 20001)`,
    );
    await database.end();
    for (let round = 0; round < 21; round++) await step();
    const { status, body } = await get('export?purpose=supervision&whole=true');
    expect({ status, errors: body['errors'] }).toEqual({
      status: 422,
      errors: [{ path: '', code: 'too-many-entries' }],
    });
    for (const selection of ['whole=true', 'from=2020-01-01T00:00:00Z&to=2120-01-01T00:00:00Z']) {
      const { text } = await get(`export?purpose=supervision&format=lines&${selection}`);
      const { fault, facts } = await verifyLines(text.trimEnd().split('\n'), { keys });
      expect(fault).toBeUndefined();
      expect(facts?.['entries']).toBeGreaterThan(20_005);
    }
  }, 120_000);

  it('of a decision or a client is never given in lines', async () => {
    const { status, body } = await get(
      `export?purpose=supervision&format=lines&decision=kaarina/${decisionId}`,
    );
    expect({ status, errors: body['errors'] }).toEqual({
      status: 422,
      errors: [{ path: '/format', code: 'not-in-lines' }],
    });
  });

  it('waits for a checkpoint, and is asked for later when none comes', async () => {
    isSignerThere = false;
    const { status, headers } = await get('export?purpose=supervision&whole=true');
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('10');
  });

  it('is refused without a purpose, without or with two selections, and of what there is not', async () => {
    const codes = async (query: string) => {
      const { status, body } = await get(`export?${query}`);
      return { status, errors: body['errors'] };
    };
    expect(await codes('whole=true')).toEqual({
      status: 422,
      errors: [{ path: '/purpose', code: 'required' }],
    });
    for (const query of ['', '&whole=true&system=typ', '&whole=true&decision=kaarina/x']) {
      expect(await codes(`purpose=supervision${query}`)).toEqual({
        status: 422,
        errors: [{ path: '', code: 'one-selection' }],
      });
    }
    expect((await codes('purpose=supervision&decision=kaarina/nowhere')).status).toBe(404);
    expect((await codes('purpose=Matti%20Meik&whole=true')).status).toBe(422);
    expect((await post('export', { purpose: 'x1', personalIdentityCode: '010594Y9021' })).status).toBe(404);
  });
});

describe('reading the log', () => {
  it('gives the entries page by page, and is itself an entry', async () => {
    const { status, body } = await get(`entries?decision=kaarina/${decisionId}&kind=task.planned`);
    expect(status).toBe(200);
    expect(body['items']).toMatchObject([{ kind: 'task.planned', decision: { id: decisionId } }]);
    await step();
    const all = await test.ledger.audit.readLeaves({ kind: 'audit.read' }, { from: 0, limit: 9 });
    expect(JSON.parse(all[0]!.body)).toMatchObject({
      decision: { id: decisionId, ordinal: 3 },
      facts: { count: 1, ofKind: 'task.planned' },
    });
    expect((await get('entries?cursor=3')).body['items']).toHaveLength(2);
    expect((await get('entries?cursor=x&who=me')).status).toBe(422);
  });

  it('gives the checkpoint as a signed note, and proofs under it', async () => {
    const { text } = await get('checkpoint');
    expect(text).toMatch(/^kuittaus\.example\/audit\n4\n\S{44}\n\n— kuittaus\.example.*\n— witness\.example/);
    expect((await get('proof?index=2')).body).toMatchObject({ index: 2, size: 4, proof: { length: 2 } });
    expect((await get('consistency?fromSize=2')).body).toMatchObject({
      from: 2,
      to: 4,
      proof: { length: 1 },
    });
    for (const path of ['proof?index=4', 'proof?index=0&size=9', 'consistency?fromSize=9']) {
      expect((await get(path)).status).toBe(404);
    }
  });

  it('tells one client’s disclosures and uses, and notes that it did', async () => {
    const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb' });
    await storeDecision(test.ledger, aDecision(uuid()), [task]);
    const attempt = uuid();
    await test.ledger.withDecision({ taskId: task.id }, (decision) =>
      decision.save({
        actor: 'lifecare',
        transitions: [{ task: { ...task, state: 'recording', epoch: 1 }, event: 'attempt.begun' }],
        begun: { id: attempt, taskId: task.id, kind: 'write', epoch: 1, worker: 'lifecare', deadlineMs: 1 },
      }),
    );
    await test.ledger.withDecision({ taskId: task.id }, (decision) =>
      decision.save({
        actor: 'lifecare',
        transitions: [{ task: { ...task, state: 'unconfirmed', epoch: 1 }, event: 'attempt.ended' }],
        ended: [{ id: attempt, taskId: task.id, outcome: 'recorded', code: 'created' }],
      }),
    );
    await step();
    const asked = { purpose: 'client-request', personalIdentityCode: PERSON.code };
    const { status, body, text } = await post('disclosures', asked);
    expect(status).toBe(200);
    expect(body['items']).toMatchObject([
      {
        type: 'disclosed',
        kind: 'attempt.ended',
        who: { type: 'app', id: 'lifecare' },
        to: { system: 'lifecare', endpoint: 'lifecare-varha' },
        record: 'recommendation',
        outcome: 'recorded',
        purpose: 'support',
        legalBasis: 'consent',
      },
    ]);
    expect(text).not.toMatch(new RegExp(`${PERSON.code}|${PERSON.family}`));
    await step();
    const again = await post('disclosures', asked);
    const used = { type: 'used', kind: 'audit.disclosures-read', purpose: 'client-request' };
    expect(again.body['items']).toMatchObject([used, used, used, { type: 'disclosed' }]);
    expect((await post('disclosures', { purpose: 'x1' })).status).toBe(422);
  });
});
