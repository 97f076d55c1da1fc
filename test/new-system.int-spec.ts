import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const TAKEN = ['apps', 'libs', 'config', 'docs', 'scripts', 'test'];
const TAKEN_FILES = ['package.json', 'tsconfig.json', '.prettierrc.json'];
const FORMATTER = resolve('node_modules/prettier/bin/prettier.cjs');
const COMPILER = resolve('node_modules/typescript/bin/tsc');

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'kuittaus-new-system-'));
  for (const name of [...TAKEN, ...TAKEN_FILES]) await cp(name, join(copy, name), { recursive: true });
  await symlink(resolve('node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
const generate = (name: string) =>
  run('--input-type=module', '-e', `(await import('./scripts/new-system.mjs')).newSystem('${name}', '.')`);

describe('npm run new:system', () => {
  it('writes an adapter, a stand-in, an endpoint and a page, which compile with all the rest', async () => {
    expect(generate('uusi-tieto')).toMatchObject({ status: 0 });

    expect(await readFile(join(copy, 'apps/uusi-tieto/src/main.ts'), 'utf8')).toContain('uusiTietoFactory');
    expect(await readFile(join(copy, 'config/systems/uusi-tieto-example.yaml'), 'utf8')).toContain(
      '${UUSI_TIETO_URL}',
    );
    const changed = ['apps/uusi-tieto', 'apps/sandbox/src', 'docs/systems', 'libs/domain/src/practice'];
    expect(run(FORMATTER, '--check', ...changed)).toMatchObject({ status: 0 });
    const { stdout } = run(COMPILER, '--noEmit', '-p', 'tsconfig.json');
    expect(stdout).toBe('');
  }, 240_000);

  it.each([['kanta'], ['Uusi'], ['../x'], ['']])('writes nothing for the name %j', (name) => {
    expect(generate(name).status).not.toBe(0);
  });
});
