import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './lock-file.js';
import { processStart } from './process-identity.js';

let home: string;
let path: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kuittaus-lock-'));
  path = join(home, 'lock');
});

afterEach(() => rm(home, { recursive: true, force: true }));

describe('a lock', () => {
  it('is refused while a living process holds it, and the message names the process', () => {
    takeLock(path, 'The directory');

    expect(() => takeLock(path, 'The directory')).toThrow(
      expect.objectContaining({
        code: 'data-directory-in-use',
        message: expect.stringContaining(`in use by process ${process.pid}`),
      }),
    );
  });

  it('can be taken again once it is released, and leaves nothing behind', async () => {
    takeLock(path, 'The directory').release();
    expect(await readdir(home)).toEqual([]);

    takeLock(path, 'The directory');

    expect(await readdir(home)).toEqual(['lock']);
  });

  it('counts for nothing when its process is gone', async () => {
    await writeFile(path, '999999999 1\n');

    takeLock(path, 'The directory');

    expect(await readFile(path, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  it('counts for nothing when its id belongs to another process by now', async () => {
    await writeFile(path, `${process.pid} ${processStart(process.pid)}0\n`);

    takeLock(path, 'The directory');

    expect(await readdir(home)).toEqual(['lock']);
  });

  it('counts for nothing when it cannot be read', async () => {
    await writeFile(path, '');

    takeLock(path, 'The directory');

    expect(await readFile(path, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  it('is not taken away from the one who holds it now by one who held it before', async () => {
    const before = takeLock(path, 'The directory');
    await writeFile(path, '1 1\n');

    before.release();

    expect(await readFile(path, 'utf8')).toBe('1 1\n');
  });
});
