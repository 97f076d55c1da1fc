import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppendLog } from './append-log.js';

describe('an append-only log', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'log-')), 'folder', 'log.jsonl');
  });

  const linesOf = async (): Promise<readonly unknown[]> => {
    const lines: unknown[] = [];
    await (await AppendLog.open(path, (line) => lines.push(line))).close();
    return lines;
  };

  it('has every line of many writers at once, in the order they were appended', async () => {
    const log = await AppendLog.open(path, () => undefined);
    await Promise.all(Array.from({ length: 1000 }, (_, number) => log.append({ number })));
    await log.close();
    expect(await linesOf()).toEqual(Array.from({ length: 1000 }, (_, number) => ({ number })));
  });

  it('is settled when all that was appended is on disk', async () => {
    const log = await AppendLog.open(path, () => undefined);
    void log.append('ä');
    await log.settled();
    expect(await readFile(path, 'utf8')).toBe('"ä"\n');
    await log.close();
  });

  it('drops a last line that was cut short, and goes on after the one before', async () => {
    const log = await AppendLog.open(path, () => undefined);
    await log.append('whole');
    await log.close();
    await writeFile(path, '{"cut":', { flag: 'a' });
    const again = await AppendLog.open(path, () => undefined);
    await again.append('next');
    await again.close();
    expect(await linesOf()).toEqual(['whole', 'next']);
  });

  it('fails every append after one that failed', async () => {
    const log = await AppendLog.open(path, () => undefined);
    await log.close();
    await expect(log.append('lost')).rejects.toMatchObject({ code: 'log-unusable' });
    await expect(log.append('lost too')).rejects.toMatchObject({ code: 'log-unusable' });
    await expect(log.settled()).rejects.toMatchObject({ code: 'log-unusable' });
  });

  it('can be read by its owner only', async () => {
    await linesOf();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});
