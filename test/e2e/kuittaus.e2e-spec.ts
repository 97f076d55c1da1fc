import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openReceiptSigner } from '#security';

const PROGRAM = path.resolve('scripts/kuittaus.mjs');
const LIMIT_MS = 120_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kuittaus-command-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The command line as a process of its own, without a database, from another folder. */
function kuittaus(args: readonly string[], { cwd = folder, input = '' } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    // Nothing of this process's settings: no database, no secrets.
    env: {},
  });
  return { code: status, out: stdout, err: stderr };
}

describe('the program kuittaus', () => {
  it('verifies a receipt with nothing but two files of the caller’s folder', async () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    const signer = openReceiptSigner({ keys: [pem.toString()] });
    const issuedAt = '2026-11-20T10:00:00.000Z';
    const said = { team: 'kaarina', decisionId: 'D-1', version: 1, practiceVersion: '1', issuedAt };
    const receipt = await signer.sign({ ...said, duties: [] });
    writeFileSync(path.join(folder, 'receipt.jws'), receipt);
    writeFileSync(path.join(folder, 'jwks.json'), JSON.stringify(signer.jwks()));

    const right = kuittaus(['receipt', 'verify', 'receipt.jws', '--jwks', 'jwks.json']);
    expect([right.code, right.out]).toEqual([0, expect.stringMatching(/^TOSITE ON AITO/u)]);
    const changed = receipt.replace(/.$/u, (last) => (last === 'A' ? 'B' : 'A'));
    const wrong = kuittaus(['receipt', 'verify', '-', '--jwks', 'jwks.json'], { input: changed });
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringMatching(/^TOSITE EI KELPAA/u)]);
  });

  it('says on standard output only what was asked for, and how it ended by its exit code', () => {
    const here = { cwd: process.cwd() };
    const preview = kuittaus(['preview', 'config/samples/kaarina-typ-client.json', '--json'], here);
    expect(preview.code).toBe(0);
    expect(JSON.parse(preview.out)).toMatchObject({ decision: { team: 'kaarina' } });
    expect(kuittaus(['practice', 'check'], here)).toMatchObject({ code: 0 });
    expect(kuittaus(['practice', 'check'])).toMatchObject({ code: 1, out: '' });
    expect(kuittaus(['unknown'])).toMatchObject({ code: 2, out: '' });
  });
});
