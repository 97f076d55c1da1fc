import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface BuildResult {
  readonly passed: boolean;
  readonly output: string;
  /** What the person at the terminal saw. */
  readonly shown: string;
}

/** A small repository with the real scripts, settings and packages. */
class Checkout {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'kuittaus-checkout-'));

  constructor() {
    for (const copied of [
      'scripts',
      'tsconfig.json',
      'tsconfig.build.json',
      'package.json',
      'package-lock.json',
    ]) {
      cpSync(copied, path.join(this.folder, copied), { recursive: true });
    }
    symlinkSync(path.resolve('node_modules'), path.join(this.folder, 'node_modules'));
    this.write('libs/domain/src/index.ts', 'export const answer: number = 42;\n');
    this.write('apps/gateway/src/main.ts', `import { answer } from '#domain';\nprocess.exitCode = answer;\n`);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  remove(file: string): void {
    rmSync(this.path(file), { recursive: true });
  }

  has(file: string): boolean {
    return existsSync(this.path(file));
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  build(): BuildResult {
    const shown = this.evaluate(
      'prepare.mjs',
      'm.prepareBuilt().then((result) => console.log(JSON.stringify(result)))',
    );
    const lines = shown.trimEnd().split('\n');
    const result: Omit<BuildResult, 'shown'> = JSON.parse(lines.pop() ?? '');
    return { ...result, shown: lines.join('\n') };
  }

  /** Evaluates an expression over a module `m` of the scripts, in a process of its own. */
  evaluate(script: string, expression: string): string {
    const program = `const m = await import(${JSON.stringify(this.url(script))}); await (${expression});`;
    return execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  }

  url(script: string): string {
    return pathToFileURL(this.path(`scripts/${script}`)).href;
  }

  private path(file: string): string {
    return path.join(this.folder, file);
  }
}

describe('what every npm script does first', () => {
  let checkout: Checkout;

  beforeEach(() => {
    checkout = new Checkout();
  });

  afterEach(() => {
    rmSync(checkout.folder, { recursive: true });
  });

  it('builds once, and then only when a source changed', () => {
    expect(checkout.build()).toMatchObject({
      passed: true,
      shown: expect.stringContaining('for the first time'),
    });
    expect(checkout.read('dist/libs/domain/src/index.js')).toContain('42');
    expect(checkout.build()).toMatchObject({ passed: true, shown: '' });

    checkout.write('libs/domain/src/index.ts', 'export const answer: number = 43;\n');
    expect(checkout.build().shown).toContain('what changed');
    expect(checkout.read('dist/libs/domain/src/index.js')).toContain('43');
  });

  it('takes files that are not compiled along, and leaves tests out', () => {
    checkout.write('libs/ledger/src/migrations/0001-first.sql', 'SELECT 1;\n');
    checkout.write('libs/domain/src/index.spec.ts', 'export {};\n');
    checkout.write('apps/gateway/testing/fixture.ts', 'export {};\n');
    expect(checkout.build().passed).toBe(true);
    expect(checkout.read('dist/libs/ledger/src/migrations/0001-first.sql')).toBe('SELECT 1;\n');
    expect(checkout.has('dist/libs/domain/src/index.spec.js')).toBe(false);
    expect(checkout.has('dist/apps/gateway/testing')).toBe(false);
    expect(checkout.build().shown).toBe('');
  });

  it('removes what deleted sources left, and nothing else', () => {
    checkout.write('libs/domain/src/gone.ts', 'export {};\n');
    checkout.write('libs/ledger/src/migrations/0001-gone.sql', 'SELECT 1;\n');
    checkout.build();
    checkout.write('dist/notes.txt', 'mine');
    checkout.remove('libs/domain/src/gone.ts');
    checkout.remove('libs/ledger');

    expect(checkout.build().passed).toBe(true);
    expect(checkout.has('dist/libs/domain/src/gone.js')).toBe(false);
    expect(checkout.has('dist/libs/ledger')).toBe(false);
    expect(checkout.has('dist/libs/domain/src/index.js')).toBe(true);
    expect(checkout.has('dist/notes.txt')).toBe(true);
  });

  it('builds again what somebody removed from the build', () => {
    checkout.build();
    checkout.remove('dist/libs/domain/src/index.js');
    expect(checkout.build().passed).toBe(true);
    expect(checkout.has('dist/libs/domain/src/index.js')).toBe(true);
  });

  it('says what does not compile, each time until it does', () => {
    checkout.write('libs/domain/src/index.ts', `export const answer: number = 'many';\n`);
    for (let time = 0; time < 2; time += 1) {
      const { passed, output } = checkout.build();
      expect(passed).toBe(false);
      expect(output).toContain('libs/domain/src/index.ts(1,14)');
    }
    checkout.write('libs/domain/src/index.ts', 'export const answer: number = 1;\n');
    expect(checkout.build().passed).toBe(true);
  });

  it('refuses a Node that is too old in words that tell which one to get', () => {
    const asked = `(async () => { try { m.requireNode('18.20.1') } catch (e) { console.log(e.message) } m.requireNode('22.0.0') })()`;
    expect(checkout.evaluate('node-version.mjs', asked)).toBe(
      'Kuittaus needs Node.js 20.19 or newer; this is 18.20.1.\n',
    );
  });

  it('takes over from a command that was ended while it prepared', () => {
    checkout.write('.cache/prepare.lock', '999999999');
    expect(checkout.build().passed).toBe(true);
    expect(checkout.has('.cache/prepare.lock')).toBe(false);
  });

  it('waits for another command that prepares the same work tree', async () => {
    checkout.write('.cache/prepare.lock', String(process.pid));
    const second = spawn(process.execPath, [
      '--eval',
      `import(${JSON.stringify(checkout.url('prepare.mjs'))}).then((m) => m.prepareBuilt())`,
    ]);
    const [told] = (await once(second.stdout, 'data')) as [Buffer];
    expect(told.toString()).toContain('another command is preparing');
    expect(checkout.has('dist')).toBe(false);

    checkout.remove('.cache/prepare.lock');
    expect(await once(second, 'close')).toEqual([0, null]);
    expect(checkout.has('dist/libs/domain/src/index.js')).toBe(true);
  });
});

describe('the closing line of npm test', () => {
  const checkout = new Checkout();

  afterAll(() => {
    rmSync(checkout.folder, { recursive: true });
  });

  const counted = (results: object | undefined, code: number, timedOut = false): unknown =>
    JSON.parse(
      checkout.evaluate(
        'jest.mjs',
        `console.log(JSON.stringify(m.countsOf(${JSON.stringify(results)}, ${code}, ${timedOut})))`,
      ),
    );

  it('counts tests as Jest does, those left out apart', () => {
    expect(counted({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 }, 0)).toEqual(
      {
        passed: 7,
        failed: 0,
        leftOut: 3,
      },
    );
  });

  it.each([
    [
      'a file that could not run',
      { numPassedTests: 7, numFailedTests: 1, numRuntimeErrorTestSuites: 1 },
      1,
      false,
      2,
    ],
    ['a run without tests', { numPassedTests: 0, numFailedTests: 0 }, 0, false, 1],
    [
      'a run with nothing but tests left out',
      { numPassedTests: 0, numFailedTests: 0, numPendingTests: 4 },
      0,
      false,
      1,
    ],
    ['a run that gave no results', undefined, 1, false, 1],
    ['a run that passed and ended badly', { numPassedTests: 7, numFailedTests: 0 }, 1, false, 1],
    ['a run that had to be ended', { numPassedTests: 7, numFailedTests: 0 }, 143, true, 1],
  ])('counts %s as failed', (_what, results, code, timedOut, failed) => {
    expect(counted(results, code, timedOut)).toMatchObject({ failed });
  });
});
