import { generateKeyPairSync } from 'node:crypto';
import { cosign, parseVerifierKey, signatureLine, signCheckpoint } from '#audit';
import type { AuditEntry } from '#audit';
import { aSigningKey } from '#audit/testing';
import type { TaskId } from '#domain';
import { aTask } from '#domain/testing';
import type { LogCheckResult } from '#ledger';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { openReceiptSigner } from '#security';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { getPage, NOW, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import { LedgerAuditDesk } from '../../audit/ledger-audit-desk.js';
import { LedgerReaderAdapter } from '../../ledger-adapters/ledger-reader.adapter.js';
import { LedgerReceipts } from '../../receipt/receipts.js';
import { openDesks } from './open-desks.js';

const logKey = aSigningKey('log', 'kuittaus.example/audit');
const witnessKey = aSigningKey('witness', 'witness.example');
const keys = [logKey.text, witnessKey.text].map(parseVerifierKey);
const receiptPem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
const auditor = signedIn({ roles: ['auditor'], subject: 'anna', language: 'fi' });
const sysadmin = signedIn({ roles: ['sysadmin'], subject: 'saku', language: 'fi' });

let test: TestLedger;
let app: NestFastifyApplication;
let logLines: string[];
let database: pg.Client;
let signer = logKey;

/** What the dispatcher, the signer and the witness do. */
async function sign(): Promise<void> {
  const { audit } = test.ledger;
  await sequence();
  const tree = await audit.tree();
  const note = signCheckpoint(signer, tree);
  await audit.addCheckpoint({ size: tree.size, note, signedAt: NOW });
  const line = signatureLine(cosign(witnessKey, note.slice(0, note.lastIndexOf('\n\n') + 1), NOW));
  await audit.addCosignature({ size: tree.size, witness: witnessKey.name, line, at: NOW });
}

const sequence = () =>
  test.ledger.audit.sequence({
    limit: 1_000,
    groundsOf: () => ({ purpose: 'support', legalBasis: 'consent' }),
  });

const store = (id: string): Promise<void> =>
  storeDecision(test.ledger, aDecision(id), [aTask({ id: uuid() as TaskId, contentDigest: 'aabb' })]);

beforeEach(async () => {
  signer = logKey;
  test = await openTestLedger();
  const { ledger } = test;
  const receipts = new LedgerReceipts(
    ledger,
    openReceiptSigner({ keys: [receiptPem.toString()] }),
    () => NOW,
  );
  const reader = new LedgerReaderAdapter(ledger, []);
  const { index, audit } = ledger;
  const gateway = await startGateway({
    receipts,
    audit: new LedgerAuditDesk({ audit, index, receipts, keys, pause: sign }),
    ...openDesks({
      ledger,
      reader,
      receipts,
      practices: new Map([['kaarina', { team: 'kaarina', name: 'Kaarina' }]]),
      keys,
      log: { debug: jest.fn(), info: jest.fn(), warn: alarm, error: alarm } as never,
    }),
  });
  logLines = [];
  ({ app } = gateway);
  database = new pg.Client({ connectionString: test.databaseUrl });
  await database.connect();
  await store('D-1');
  await store('D-2');
  await sign();
});
afterEach(async () => {
  await database.end();
  await app.close();
  await test.stop();
});

const alarm = (event: string): void => {
  logLines.push(event);
};

/** As somebody who got round everything that refuses it. */
async function tamper(statement: string): Promise<void> {
  await database.query('set session_replication_role = replica');
  await database.query(statement);
  await database.query('set session_replication_role = origin');
}

const get = (path: string, who = auditor) => getPage(app, path, who);
const post = (path: string, fields: Readonly<Record<string, string>>, who = auditor) =>
  postForm(app, path, fields, who);

/** Newest last: what readers left on the log. */
async function entriesOf(kind: string): Promise<AuditEntry[]> {
  await sequence();
  const leaves = await test.ledger.audit.readLeaves({ kind }, { from: 0, limit: 100 });
  return leaves.map(({ body }) => JSON.parse(body) as AuditEntry);
}

/** Presses the button, and looks again and again until the check has ended. */
async function checked(): Promise<{ readonly result: LogCheckResult; readonly text: string }> {
  const { headers } = await post('/console/log/verify', {});
  const path = String(headers['location']);
  for (;;) {
    const { text } = await get(path);
    const check = await test.ledger.audit.checks.find(path.split('/').at(-1) ?? '');
    if (check?.result !== undefined) return { result: check.result, text: (await get(path)).text };
    expect(text).toContain('Tarkistetaan');
  }
}

describe('every reading stands on the log', () => {
  it('a search with what it was by, and never with more', async () => {
    expect((await get('/console/decisions?team=kaarina&id=D-', sysadmin)).text).toContain('kaarina/D-2');
    const [entry] = await entriesOf('decision.searched');
    expect(entry).toMatchObject({
      who: { type: 'person', role: 'sysadmin' },
      facts: { ofTeam: 'kaarina', idBegins: 'D-', count: 2 },
    });
  });

  it('a search by identity code on each decision of the client, and when nobody was found', async () => {
    expect((await post('/console/decisions/client', { code: PERSON.code }, sysadmin)).text).toContain(
      'kaarina/D-1',
    );
    await post('/console/decisions/client', { code: '010594Y9021' }, sysadmin);
    const entries = await entriesOf('client.searched');
    expect(
      entries.map(({ decision, facts }) => `${decision?.id ?? ''} ${String(facts?.['count'])}`).toSorted(),
    ).toEqual([' 0', 'D-1 2', 'D-2 2']);
    expect(JSON.stringify(entries)).not.toMatch(/010594/);
  });

  it('a look at a decision, at its receipt and at its proofs', async () => {
    await get('/console/decisions/kaarina/D-1', sysadmin);
    await get('/console/decisions/kaarina/D-1/receipt.json', sysadmin);
    await get('/console/log/kaarina/D-1');
    const entries = await entriesOf('decision.read');
    expect(entries.map(({ decision, facts, who }) => [decision?.id, facts?.['part'], who.role])).toEqual([
      ['D-1', 'state', 'sysadmin'],
      ['D-1', 'receipt', 'sysadmin'],
      ['D-1', 'proof', 'auditor'],
      ['D-1', 'receipt', 'auditor'],
    ]);
  });

  it('a look at the figures, with the filters', async () => {
    const { text } = await get('/console/log?from=2020-01-01&until=2020-02-01&system=typ');
    expect(text).toContain('Haulla ei löytynyt päätöksiä.');
    const [entry] = await entriesOf('audit.read');
    expect(entry).toMatchObject({
      facts: { view: 'summary', ofSystem: 'typ', since: '2019-12-31T22:00:00.000Z' },
    });
  });

  it('and shows in what the client is told', async () => {
    await post('/console/decisions/client', { code: PERSON.code }, sysadmin);
    await sign();
    const { text } = await post('/console/log/person', { code: PERSON.code, purpose: 'client-request' });
    expect(text).toContain('<code>client.searched</code>');
    await post('/console/log/person', { code: '010594Y9021', purpose: 'client-request' });
    const entries = await entriesOf('audit.disclosures-read');
    expect(entries.at(-1)).toMatchObject({ facts: { purpose: 'client-request', count: 0 } });
  });
});

describe('the proof page', () => {
  it('holds each entry against the checkpoint, which signer and witness signed', async () => {
    const { status, text } = await get('/console/log/kaarina/D-1');
    expect(status).toBe(200);
    expect(text).toContain('kuittaus.example/audit');
    expect(text).toContain('witness.example');
    expect(text).toContain('Kuuluu allekirjoitettuun lokiin');
    expect(text).not.toContain('Ei täsmää allekirjoitettuun lokiin');
    await sequence();
    expect((await get('/console/log/kaarina/D-1')).text).toContain('Ei vielä allekirjoitettu');
  });

  it('shows an entry that is not the one that was signed', async () => {
    await tamper(
      `update audit_leaf set body = replace(body, '"kind":"decision.taken"', '"kind":"decision.repeated"')`,
    );
    expect((await get('/console/log/kaarina/D-1')).text).toContain('Ei täsmää allekirjoitettuun lokiin');
  });
});

describe('a check of the log', () => {
  it('of one that is what was signed finds nothing, and stands on the log with its result', async () => {
    const { result, text } = await checked();
    // The check's own entry may wait for its signature by then.
    expect(['intact', 'unsigned']).toContain(result.kind);
    expect(text).not.toContain('Poikkeama');
    const entries = await entriesOf('audit.checked');
    expect(entries.map(({ facts }) => facts?.['found'])).toEqual([undefined, result.kind]);
    expect(logLines).toEqual([]);
  });

  it('says when the newest entries are not signed yet', async () => {
    await store('D-3');
    await sequence();
    const { size } = await test.ledger.audit.tree();
    const { result } = await checked();
    expect(result).toEqual({ kind: 'unsigned', signed: 4 });
    expect(size).toBeGreaterThan(4);
  });

  it('finds an entry whose bytes were changed, with both hashes', async () => {
    await tamper(`update audit_leaf set body = body || ' ' where index = 2`);
    const { result, text } = await checked();
    expect(result).toMatchObject({ kind: 'differs', from: 2, until: 3 });
    expect(text).toContain('Poikkeama merkinnässä 2');
    expect(text).toContain('Odotettu tiiviste');
    expect(logLines).toEqual(['audit.check-found']);
  });

  it('finds a rewritten entry by the signed root, even with its hash rewritten', async () => {
    await tamper(`update audit_leaf set body = body || ' ',
      leaf_hash = sha256('\\x00'::bytea || convert_to(body || ' ', 'UTF8')) where index = 1`);
    expect((await checked()).result).toMatchObject({ kind: 'differs', from: 0, until: 4 });
  });

  it('finds that the entry itself is another one than the log has', async () => {
    await tamper(
      `update audit_entry set kind = 'decision.repeated' where id = (select entry from audit_leaf where index = 0)`,
    );
    expect((await checked()).result).toEqual({ kind: 'differs', from: 0, until: 1 });
  });

  it('finds entries that are gone, in the middle and at the end', async () => {
    await tamper('delete from audit_leaf where index in (1, 2)');
    const { result, text } = await checked();
    expect(result).toEqual({ kind: 'missing', from: 1, until: 3 });
    expect(text).toContain('Merkintöjä puuttuu väliltä 1–2');
    await tamper('update audit_tree set size = 1');
    expect((await checked()).result).toEqual({ kind: 'missing', from: 1, until: 4 });
  });

  it('finds a checkpoint that somebody else signed', async () => {
    signer = aSigningKey('log', 'kuittaus.example/audit');
    await store('D-3');
    await sign();
    expect((await checked()).result).toMatchObject({ kind: 'differs', from: 4 });
  });

  it('is one at a time: who asks meanwhile is shown the one that runs', async () => {
    const { checks } = test.ledger.audit;
    const running = await checks.begin(4);
    expect((await post('/console/log/verify', {})).headers['location']).toBe(
      `/console/log/verify/${running ?? ''}`,
    );
    await database.query(`update log_check set seen_at = now() - interval '1 minute'`);
    expect((await get(`/console/log/verify/${running ?? ''}`)).text).toContain('Tarkistus keskeytyi kesken.');
    const { result } = await checked();
    expect(result.kind).not.toBe('differs');
  });
});

it('an export of a decision goes by the form, and stands on the log with its purpose', async () => {
  const fields = { type: 'decision', team: 'kaarina', decisionId: 'D-1', purpose: 'supervisory-authority' };
  const { status, headers, text } = await post('/console/log/export', { ...fields, format: 'json' });
  expect(status).toBe(200);
  expect(headers['content-disposition']).toMatch(/^attachment; filename="kuittaus-audit-[\w-]+\.json"$/);
  expect(JSON.parse(text)).toMatchObject({ manifest: { purpose: 'supervisory-authority' } });
  expect((await entriesOf('audit.exported')).map(({ facts }) => facts?.['purpose'])).toEqual([
    'supervisory-authority',
  ]);
});
