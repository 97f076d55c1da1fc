import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptCheckpoint, KeptCheckpointUnreadable, verifyCheckpoint } from '#audit';
import { aSigningKey, MemoryLog } from '#audit/testing';
import { signGrowth } from './sign-growth.js';
import type { SignerOptions } from './sign-growth.js';

const ORIGIN = 'kuittaus.example/audit';
const key = aSigningKey('log', ORIGIN);
const log = new MemoryLog(Array.from({ length: 20 }, (_, index) => `entry ${index}`));
const other = new MemoryLog(
  Array.from({ length: 20 }, (_, index) => (index === 3 ? 'forged' : `entry ${index}`)),
);

let folder: string;
let file: string;
let refusals: string[];
let options: SignerOptions;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuittaus-signer-'));
  file = join(folder, 'signed');
  refusals = [];
  options = {
    key,
    kept: new KeptCheckpoint(file, [key]),
    onRefusal: (refusal) => refusals.push(refusal),
  };
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sign = async (from: number, to: number, of = log) =>
  signGrowth(options, await of.toSign(ORIGIN, from, to));

describe('the signer', () => {
  it('signs a tree that grew, and the same tree again', async () => {
    expect(verifyCheckpoint((await sign(0, 5)).body, [key])).toMatchObject(log.head(5));
    expect(verifyCheckpoint((await sign(5, 12)).body, [key])).toMatchObject(log.head(12));
    expect((await sign(12, 12)).status).toBe(200);
    expect(refusals).toEqual([]);
  });

  it('signs no smaller tree, no other one of the same size, and none that does not begin with what it signed', async () => {
    await sign(0, 12);
    const smaller = signGrowth(options, (await log.toSign(ORIGIN, 5, 5)).replace('old 5', 'old 12'));
    expect(smaller.status).toBe(422);
    expect((await sign(12, 12, other)).status).toBe(422);
    expect((await sign(12, 20, other)).status).toBe(422);
    expect(refusals).toEqual(['smaller', 'inconsistent', 'inconsistent']);
    expect((await sign(12, 20)).status).toBe(200);
  });

  it('says which size it knows when the proof begins elsewhere', async () => {
    await sign(0, 12);
    expect(await sign(5, 20)).toEqual({ status: 409, body: '12\n', contentType: 'text/x.tlog.size' });
    expect(refusals).toEqual([]);
  });

  it('signs for no other log, and nothing that is no request', async () => {
    const foreign = await log.toSign('other.example', 0, 5);
    expect(signGrowth(options, foreign).status).toBe(404);
    for (const body of ['', 'old 0\n', 'old 00\n\nx\n1\nAA==\n', `old 0\nAA==\n\n${ORIGIN}\n`]) {
      expect(signGrowth(options, body).status).toBe(400);
    }
    const proof = `${'A'.repeat(43)}=\n`;
    const tooLong = (await log.toSign(ORIGIN, 0, 5)).replace('old 0\n', `old 0\n${proof.repeat(64)}`);
    expect(signGrowth(options, tooLong).status).toBe(400);
  });

  it('remembers over a restart what it signed, and does not start when that cannot be read', async () => {
    await sign(0, 12);
    options = { ...options, kept: new KeptCheckpoint(file, [key]) };
    expect((await sign(12, 20, other)).status).toBe(422);
    expect((await sign(0, 20)).status).toBe(409);
    writeFileSync(file, 'damaged');
    expect(() => new KeptCheckpoint(file, [key])).toThrow(KeptCheckpointUnreadable);
  });

  it('gives no signature that it could not keep', async () => {
    rmSync(folder, { recursive: true, force: true });
    await expect(sign(0, 5)).rejects.toThrow();
    expect(options.kept.newest).toBeUndefined();
  });
});
