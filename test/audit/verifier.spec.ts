import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeResult, verifyBundle } from '../../libs/audit/verify/kuittaus-verify.mjs';
import { makeExample } from './example.mjs';
import { runCleanExports, runMutations } from './run-mutations.mjs';

const VERIFIER = 'libs/audit/verify/kuittaus-verify.mjs';
const BUNDLE = 'test/audit/example-bundle.json';
const POLICY = 'test/audit/example-policy.txt';
const HELD = 'test/audit/example-held-checkpoint.txt';
const read = (file: string): string => readFileSync(file, 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kuittaus-verify-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [VERIFIER, ...args], { encoding: 'utf8' });

describe('the verifier', () => {
  it('finds every one of 500 changes, and says where each is', async () => {
    const { made, missed } = await runMutations(500);
    expect(missed).toEqual([]);
    expect(Object.values(made).reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(Object.values(made).filter((count) => count === 0)).toEqual([]);
  });

  it('raises no alarm for 50 exports that nobody touched', async () => {
    expect(await runCleanExports(50)).toEqual([]);
  });

  it('needs nothing but Node', () => {
    const imports = [...read(VERIFIER).matchAll(/(?:from|import\(|require\()\s*'([^']+)'/g)].map(
      ([, name]) => name,
    );
    expect(imports.filter((name) => !name?.startsWith('node:'))).toEqual([]);
    expect(imports.filter((name) => /http|net|tls|dns|child_process/.test(name ?? ''))).toEqual([]);
  });

  it.each([
    null,
    {},
    [],
    { format: 'kuittaus-audit-bundle/1' },
    { format: 'kuittaus-audit-bundle/1', policy: '', entries: {}, checkpoints: 'x' },
    { format: 'kuittaus-audit-bundle/2' },
  ])('takes %j for no bundle', (bundle) => {
    expect(verifyBundle(bundle, { keys: [] }).fault).toBeDefined();
  });

  it('explains every fault and every open question in both languages', () => {
    const source = read(VERIFIER);
    const thrown = [...source.matchAll(/'([a-z]+(?:-[a-z]+)+|malformed|format|inconsistent|forked)'/g)];
    const explained = new Set([...source.matchAll(/^ {2}'?([a-z-]+)'?: \[/gm)].map(([, code]) => code));
    const codes = new Set(
      [...source.matchAll(/must\([^;]*?'([a-z-]+)',? ?[^;]*?\);/gs)].map(([, code]) => code),
    );
    expect(thrown.length).toBeGreaterThan(40);
    expect([...codes].filter((code) => !explained.has(code) && /-/.test(code ?? ''))).toEqual([]);
    for (const language of ['fi', 'en'] as const) {
      const lines = describeResult(verifyBundle(JSON.parse(read(BUNDLE))), language);
      expect(lines.join('\n')).not.toMatch(/undefined/);
    }
  });
});

describe('the example bundle', () => {
  it('is what the script makes', async () => {
    const example = await makeExample();
    expect(JSON.parse(read(BUNDLE))).toEqual(JSON.parse(example.bundle));
    expect(read(POLICY)).toBe(example.keys);
    expect(read(HELD)).toBe(example.checkpoint);
  });

  it('holds under its keys: exit code 0, in Finnish', () => {
    const { status, stdout } = run(BUNDLE, '--key', POLICY, '--checkpoint', HELD);
    expect({ status, first: stdout.split('\n')[0] }).toEqual({
      status: 0,
      first: 'PITÄÄ PAIKKANSA: kaikki alla oleva on todistettu annetuilla avaimilla.',
    });
    expect(stdout).toContain('EI tarkistettu:');
  });

  it('proves nothing under the keys that it brings itself: exit code 2', () => {
    const { status, stdout } = run(BUNDLE, '--lang', 'en');
    expect(status).toBe(2);
    expect(stdout).toMatch(/^NOT PROVEN: no keys were given/);
  });

  it('changed in one letter does not hold: exit code 1, with the place', () => {
    const file = path.join(folder, 'changed.json');
    const text = read(BUNDLE);
    writeFileSync(file, text.replace('\\"operation\\":\\"create\\"', '\\"operation\\":\\"nullify\\"'));
    const { status, stdout } = run(file, '--key', POLICY, '--lang', 'en');
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^DOES NOT HOLD: the entry is not the one on the log\n {2}place: entry \d+\n {2}code: entry-changed\n$/,
    );
  });

  it('is told by other keys that it is not theirs', () => {
    const other = 'kuittaus.example/audit+8f1d8b8d+AUUaBmz3Kw4bA6SKXvj0Zx3Oe5X2lGxgq0o7yFvqvZt8'.replace(
      /.$/,
      'A',
    );
    const { status } = run(BUNDLE, '--key', other);
    expect(status).toBe(1);
  });

  it.each([
    ['no file', []],
    ['a file that is not there', ['nowhere.json']],
    ['a file that is no JSON', ['README.md']],
    ['a key that is none', [BUNDLE, '--key', 'x']],
    ['an option that there is not', ['--keys', BUNDLE]],
  ])('a call with %s has exit code 2', (_, args) => {
    expect(run(...args).status).toBe(2);
  });
});
