import type { AuditBundle } from '#audit';
import { USUAL_LOG_RETENTION } from '#audit';
import type { TaskId } from '#domain';
import { aTask } from '#domain/testing';
import { aDecision, aPastClock, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { startExportingGateway } from '../../testing/exporting-gateway.js';
import type { ExportingGateway } from '../../testing/exporting-gateway.js';
import { tokenOf } from '../../testing/gateway-under-test.js';

const AUDITOR = tokenOf({ roles: ['auditor'], subject: 'anna' });

let test: TestLedger;
let gateway: ExportingGateway;
/** The oldest decision, whose entries are all old but for those of its exports. */
let oldest: string;
let held: { readonly checkpoint: string; readonly bundle: AuditBundle };
beforeAll(async () => {
  test = await openTestLedger();
  const clock = await aPastClock(test.databaseUrl);
  gateway = await startExportingGateway(test.ledger);
  await clock.goBack(13);
  oldest = await store();
  await store();
  await gateway.step();
  await store();
  held = { bundle: await exported('whole=true'), checkpoint: await gateway.checkpoint() };
  await clock.goBack(0);
  await store();
  await gateway.step();
  const pruned = await test.ledger.retention.pruneLog({
    policy: USUAL_LOG_RETENTION,
    most: 1_000,
    actor: 'dispatcher',
  });
  expect(pruned).toEqual({ since: 0, until: 7 });
});
afterAll(async () => {
  await gateway.app.close();
  await test.stop();
});

/** A decision with its one task, which is done. */
async function store(): Promise<string> {
  const [id, task] = [uuid(), aTask({ id: uuid() as TaskId, contentDigest: 'aabb' })];
  await storeDecision(test.ledger, aDecision(id), [task]);
  const client = new pg.Client({ connectionString: test.databaseUrl });
  await client.connect();
  await client.query(
    `update task set state = 'confirmed', evidence_level = 'verified', evidence_at = now() where id = $1`,
    [task.id],
  );
  await client.end();
  return id;
}

async function exported(query: string): Promise<AuditBundle> {
  const { status, text } = await gateway.get(`/v1/audit/export?purpose=supervision&${query}`, AUDITOR);
  expect(status).toBe(200);
  return JSON.parse(text);
}

const PRUNED =
  /7 entries before index 7 were pruned at \S+ under the policy \(years\) .*use 12.*content not checked/;

it('a bundle from before the pruning still holds', async () => {
  expect(await gateway.verify(held.bundle, [held.checkpoint])).toMatchObject({ exitCode: 0 });
  expect(held.bundle.entries).toHaveLength(7);
});

describe('an export after a pruning', () => {
  it('of the whole log holds, against a checkpoint from before as well, and says what is gone', async () => {
    const size = held.bundle.manifest.size;
    const bundle = await exported(`whole=true&knownSizes=${String(size)},4`);
    expect(bundle.entries[0]?.index).toBe(7);
    expect(bundle.pruned).toMatchObject({ until: 7, subtrees: { length: 3 } });
    const { exitCode, text } = await gateway.verify(bundle, [held.checkpoint]);
    expect(text).toMatch(PRUNED);
    expect(text).toContain('1 checkpoint(s) held by the reader are of this same log');
    expect(exitCode).toBe(0);
  });

  it.each([
    ['a period', () => 'from=2000-01-01T00:00:00Z&to=2120-01-01T00:00:00Z', undefined],
    ['a past period', () => 'from=2000-01-01T00:00:00Z&to=2024-01-01T00:00:00Z', undefined],
    ['a system', () => 'system=lifecare', undefined],
    ['a decision', () => `decision=kaarina/${oldest}`, /the first entries of a decision, which were pruned/],
  ])('of %s holds, and says so', async (_, selection, more) => {
    const { exitCode, text } = await gateway.verify(await exported(selection()));
    expect(text).toMatch(PRUNED);
    if (more !== undefined) expect(text).toMatch(more);
    expect(exitCode).toBe(0);
  });

  it('does not hold when it says more is pruned than the log does, or other hashes, or nothing of it', async () => {
    const bundle = await exported('whole=true');
    const { pruned, ...rest } = bundle;
    const { until, entry, subtrees } = pruned!;
    const faults = async (changed: object): Promise<string> =>
      (await gateway.verify({ ...bundle, ...changed })).text;
    expect(await faults({ pruned: { entry, until: 8, subtrees: [subtrees[0]] } })).toContain('DOES NOT HOLD');
    expect(await faults({ pruned: { until, entry: entry + 1, subtrees } })).toMatch(/pruning-not-on-log/);
    expect(await faults({ pruned: { until, entry, subtrees: [...subtrees].reverse() } })).toMatch(
      /entries-not-of-root/,
    );
    expect(await faults({ pruned: { until, entry, subtrees: subtrees.slice(1) } })).toMatch(/pruned-form/);
    expect((await gateway.verify(rest)).text).toMatch(/entry-left-out/);
    const cut = bundle.entries.slice(1);
    expect(await faults({ entries: cut })).toMatch(/entry-left-out/);
  });

  it('of a decision does not hold when one of the entries that are left is taken out', async () => {
    await exported(`decision=kaarina/${oldest}`);
    const bundle = await exported(`decision=kaarina/${oldest}`);
    const left = bundle.entries.length;
    expect(left).toBeGreaterThan(1);
    for (let taken = 1; taken < left; taken++) {
      const entries = bundle.entries.filter((_, at) => at !== taken);
      expect((await gateway.verify({ ...bundle, entries })).exitCode).toBe(1);
    }
  });
});

it('entries that are left are read as before, and proofs of pruned ones are given still', async () => {
  const { body } = await gateway.get('/v1/audit/entries', AUDITOR);
  expect((body['items'] as { index: number }[])[0]?.index).toBe(7);
  const { status, body: proof } = await gateway.get('/v1/audit/proof?index=0&size=7', AUDITOR);
  expect({ status, proof }).toMatchObject({ status: 200, proof: { proof: { length: 3 } } });
});
