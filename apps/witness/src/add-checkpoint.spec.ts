import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosignedAt, formatGrowRequest, parseSignatureLines, checkpointText } from '#audit';
import { aSigningKey, MemoryLog } from '#audit/testing';
import { Witness } from './add-checkpoint.js';

const logKey = aSigningKey('log', 'kuittaus.example/audit');
const secondLogKey = aSigningKey('log', 'other.example/audit');
const key = aSigningKey('witness', 'witness.example');
const NOW = new Date('2026-11-17T10:00:00Z');
const log = new MemoryLog(Array.from({ length: 20 }, (_, index) => `entry ${index}`));
const fork = new MemoryLog(
  Array.from({ length: 20 }, (_, index) => (index === 11 ? 'forged' : `entry ${index}`)),
);

let folder: string;
let refusals: string[];
let witness: Witness;
const start = (): Witness =>
  new Witness({
    key,
    logKeys: [logKey, secondLogKey],
    folder,
    clock: () => NOW,
    onRefusal: (refusal) => refusals.push(refusal),
  });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuittaus-witness-'));
  refusals = [];
  witness = start();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const show = async (from: number, to: number, of = log, by = logKey) =>
  witness.addCheckpoint(await of.toCosign(by, from, to));

describe('the witness', () => {
  it('cosigns what grew, with the time', async () => {
    expect((await show(0, 5)).status).toBe(200);
    const { status, body } = await show(5, 12);
    const [given] = parseSignatureLines(body) ?? [];
    const text = checkpointText({ origin: logKey.name, ...log.head(12) });
    expect(status).toBe(200);
    expect(cosignedAt(key, text, given!)).toEqual(NOW);
  });

  it('cosigns one of two logs that part, and says so in its own log', async () => {
    await show(0, 12);
    expect((await show(12, 20, fork)).status).toBe(422);
    expect((await show(12, 12, fork)).status).toBe(409);
    expect(refusals).toEqual(['inconsistent', 'other-root']);
    expect((await show(12, 20)).status).toBe(200);
  });

  it('answers with the size that it knows when the proof begins elsewhere', async () => {
    await show(0, 12);
    expect(await show(5, 20)).toEqual({ status: 409, body: '12\n', contentType: 'text/x.tlog.size' });
    expect(refusals).toEqual([]);
    expect((await show(3, 5)).status).toBe(409);
    expect(refusals).toEqual(['smaller']);
  });

  it('keeps each log apart, and knows no others', async () => {
    await show(0, 12);
    expect((await show(0, 5, fork, secondLogKey)).status).toBe(200);
    const unknown = await log.toCosign(aSigningKey('log', 'third.example'), 0, 5);
    expect(witness.addCheckpoint(unknown).status).toBe(404);
  });

  it('takes nothing that the log’s own key has not signed', async () => {
    const forged = await log.toCosign(aSigningKey('log', logKey.name), 0, 5);
    expect(witness.addCheckpoint(forged).status).toBe(403);
    const bare = formatGrowRequest({
      oldSize: 0,
      proof: [],
      checkpoint: checkpointText({ origin: logKey.name, ...log.head(5) }),
    });
    expect(witness.addCheckpoint(bare).status).toBe(403);
    expect(witness.addCheckpoint('old x\n\n').status).toBe(400);
    expect((await show(5, 3).catch(() => ({ status: 0 }))).status).toBe(0);
  });

  it('remembers over a restart', async () => {
    await show(0, 12);
    witness = start();
    expect((await show(12, 20, fork)).status).toBe(422);
    expect((await show(12, 20)).status).toBe(200);
  });
});
