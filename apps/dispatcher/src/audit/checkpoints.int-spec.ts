import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosignaturesIn, openSigningKey, verifyCheckpoint } from '#audit';
import type { KeyKind, SigningKey } from '#audit';
import { createLogger, createMetrics } from '#observability';
import { openTestLedger } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { aGrowServer } from '#audit/testing';
import type { GrowServer } from '#audit/testing';
import { checkpointRound } from './checkpoint-round.js';
import { growClient } from './grow-client.js';
import { publishRound } from './publish-checkpoint.js';

const aKey = (kind: KeyKind, name: string): SigningKey => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return openSigningKey(kind, name, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
};

let test: TestLedger;
let folder: string;
let signer: GrowServer;
let witness: GrowServer;
let falseSigner: GrowServer;
let falseWitness: GrowServer;
let now: Date;
let lines: string[];
const logKey = aKey('log', 'kuittaus.example/audit');
const witnessKey = aKey('witness', 'witness.example');

beforeEach(async () => {
  test = await openTestLedger();
  folder = mkdtempSync(join(tmpdir(), 'kuittaus-checkpoints-'));
  signer = await aGrowServer('signer', logKey);
  witness = await aGrowServer('witness', witnessKey);
  falseSigner = await aGrowServer('signer', aKey('log', logKey.name));
  falseWitness = await aGrowServer('witness', aKey('witness', witnessKey.name));
  now = new Date('2026-11-17T10:00:00Z');
  lines = [];
});
afterEach(async () => {
  await Promise.all([signer, witness, falseSigner, falseWitness, test].map((opened) => opened.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const log = createLogger({
  app: 'test',
  level: 'warn',
  destination: { write: (line) => lines.push(line) },
});
const metrics = createMetrics({ app: 'test' });
/** How many signatures were refused so far, by the signer and by the witness. */
const refusals = async (): Promise<number[]> => {
  const { text } = await metrics.exposition();
  return ['signer', 'witness'].map((by) =>
    Number(new RegExp(`checkpoints_refused_total\\{by="${by}".*\\} (\\d+)`).exec(text)?.[1]),
  );
};
const round = (withWitness = true) =>
  checkpointRound({
    audit: test.ledger.audit,
    signer: { ask: growClient(signer.address), keys: [logKey] },
    ...(withWitness ? { witness: { ask: growClient(witness.address), keys: [witnessKey] } } : {}),
    clock: () => now,
    log,
    metrics,
  })();

const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};
async function grow(count: number, kind: 'audit.read' | 'audit.exported' = 'audit.read'): Promise<void> {
  await test.ledger.audit.note(Array.from({ length: count }, () => ({ kind, actor: 'test', facts: {} })));
  await test.ledger.audit.sequence({
    limit: 10_000,
    groundsOf: () => ({ purpose: 'x', legalBasis: 'x' }),
  });
}
const newest = (isCosigned = false) => test.ledger.audit.newestCheckpoint({ isCosigned });

describe('a checkpoint', () => {
  it('is of the tree as it stands, signed by the log and cosigned by the witness', async () => {
    await grow(3);
    await round();
    const checkpoint = await newest(true);
    const note = `${checkpoint!.note}${checkpoint!.cosignatures.join('')}`;
    const verified = verifyCheckpoint(note, [logKey])!;
    expect({ size: verified.size, root: verified.root }).toEqual(await test.ledger.audit.tree());
    expect(cosignaturesIn(verified.note, [witnessKey])).toHaveLength(1);
    expect(lines).toEqual([]);
  });

  it('is made after five seconds, or after a thousand entries, and not while nothing is new', async () => {
    await grow(1);
    await round();
    await grow(1);
    await round();
    expect((await newest())?.size).toBe(1);
    later(5_000);
    await round();
    expect((await newest())?.size).toBe(2);
    later(60_000);
    await round();
    expect((await newest())?.signedAt).toEqual(new Date(now.getTime() - 60_000));
    await grow(1);
    await round();
    await grow(1_000);
    await round();
    expect((await newest())?.size).toBe(1_003);
  });

  it('is made at once for an export that waits', async () => {
    await grow(1);
    await round();
    await grow(1, 'audit.exported');
    await round();
    expect((await newest())?.size).toBe(2);
  });

  it('goes on from what the signer knows when our own note of it was lost', async () => {
    await grow(2);
    await round();
    await grow(3);
    const tree = await test.ledger.audit.tree();
    // Signed, and died before it was stored.
    await growClient(signer.address)({
      oldSize: 2,
      proof: await test.ledger.audit.consistencyProof(2, 5),
      checkpoint: `kuittaus.example/audit\n5\n${tree.root.toString('base64')}\n`,
    });
    await grow(1);
    later(5_000);
    await round();
    expect((await newest(true))?.size).toBe(6);
  });

  it('is not stored, and alarms, when the log forgot what was signed', async () => {
    const [before = 0] = await refusals();
    await grow(5);
    await round();
    const other = await openTestLedger();
    await other.ledger.audit.note([{ kind: 'audit.read', actor: 'forger', facts: {} }]);
    await other.ledger.audit.sequence({
      limit: 10,
      groundsOf: () => ({ purpose: 'x', legalBasis: 'x' }),
    });
    await checkpointRound({
      audit: other.ledger.audit,
      signer: { ask: growClient(signer.address), keys: [logKey] },
      clock: () => now,
      log,
      metrics,
    })();
    expect((await refusals())[0]).toBe(before + 1);
    expect(await other.ledger.audit.newestCheckpoint({ isCosigned: false })).toBeUndefined();
    expect(lines.join('')).toContain('audit.checkpoint-not-signed');
    await other.stop();
  });

  it('under another key than the log’s, or a cosignature of another witness, is not kept', async () => {
    await grow(1);
    const [bySigner = 0, byWitness = 0] = await refusals();
    const [trueSigner, trueWitness] = [signer, witness];
    [signer, witness] = [falseSigner, falseWitness];
    await round();
    const kept = await newest();
    signer = trueSigner;
    await round();
    const { cosignatures } = (await newest())!;
    witness = trueWitness;
    expect({ kept, cosignatures }).toEqual({ kept: undefined, cosignatures: [] });
    expect(await refusals()).toEqual([bySigner + 1, byWitness + 1]);
    expect(lines.join('')).toMatch(/checkpoint-not-signed[^]*checkpoint-not-cosigned/);
  });

  it('waits for a signer or a witness that is away, and is cosigned when the witness is back', async () => {
    await grow(1);
    await signer.stop();
    await round();
    expect(await newest()).toBeUndefined();
    expect(lines.join('')).toContain('audit.signer-away');
    signer = await aGrowServer('signer', logKey);
    await round(false);
    await witness.stop();
    await round();
    expect(await newest(true)).toBeUndefined();
    expect(lines.join('')).toContain('audit.witness-away');
    witness = await aGrowServer('witness', witnessKey);
    await round();
    expect((await newest(true))?.size).toBe(1);
  });
});

it('each day’s first checkpoint is published once, and never written over', async () => {
  const publish = publishRound({ audit: test.ledger.audit, folder, clock: () => now, log });
  await publish();
  expect(readdirSync(folder)).toEqual([]);
  await grow(1);
  await round();
  await publish();
  const first = readFileSync(join(folder, 'checkpoint-2026-11-17.txt'), 'utf8');
  expect(verifyCheckpoint(first, [logKey])?.size).toBe(1);
  await grow(1);
  later(5_000);
  await round();
  await publishRound({ audit: test.ledger.audit, folder, clock: () => now, log })();
  expect(readFileSync(join(folder, 'checkpoint-2026-11-17.txt'), 'utf8')).toBe(first);
  later(24 * 3_600_000);
  await publish();
  expect(readdirSync(folder).sort()).toEqual(['checkpoint-2026-11-17.txt', 'checkpoint-2026-11-18.txt']);
});
