import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoggedProcess } from './logged-process.js';

let home: string;
let logFile: string;
let started: LoggedProcess[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kuittaus-process-'));
  logFile = join(home, 'app.log');
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map((one) => one.end([])));
  await rm(home, { recursive: true, force: true });
});

async function run(script: string): Promise<LoggedProcess> {
  const one = await LoggedProcess.start({ command: process.execPath, args: ['-e', script], logFile });
  started.push(one);
  return one;
}

/** Polls, for what another process writes when it likes. */
async function untilLogged(text: string): Promise<void> {
  while (!(await readFile(logFile, 'utf8')).includes(text)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a child process', () => {
  it('writes both its outputs to its log, which only the owner can read', async () => {
    const child = await run('console.log("out"); console.error("err")');

    expect(await child.exited).toBe('exit code 0');
    expect((await readFile(logFile, 'utf8')).split('\n').sort()).toEqual(['', 'err', 'out']);
    expect((await stat(logFile)).mode & 0o777).toBe(0o600);
  });

  it('says how it ended', async () => {
    expect(await (await run('process.exit(3)')).exited).toBe('exit code 3');
    expect(await (await run('process.kill(process.pid, "SIGKILL")')).exited).toBe('signal SIGKILL');
  });

  it('ends by a signal that it heeds', async () => {
    const child = await run('setInterval(() => 0, 1000); console.log("up")');
    await untilLogged('up');

    await child.end([{ signal: 'SIGTERM', graceMs: 60_000 }]);

    expect(await child.exited).toBe('signal SIGTERM');
  });

  it('is killed when it heeds none', async () => {
    const child = await run('process.on("SIGTERM", () => 0); setInterval(() => 0, 1000); console.log("up")');
    await untilLogged('up');

    await child.end([{ signal: 'SIGTERM', graceMs: 100 }]);

    expect(await child.exited).toBe('signal SIGKILL');
  });

  it('that cannot be started has ended', async () => {
    const child = await LoggedProcess.start({ command: join(home, 'nothing'), args: [], logFile });

    expect(await child.exited).toMatch(/ENOENT/);
    expect(child.running).toBe(false);
  });

  it('begins a new log when the old one is over 10 MB, and keeps the old one', async () => {
    await writeFile(logFile, 'old');
    await truncate(logFile, 10 * 1024 * 1024 + 1);

    await (
      await run('console.log("new")')
    ).exited;

    expect(await readFile(logFile, 'utf8')).toBe('new\n');
    expect((await stat(`${logFile}.1`)).size).toBe(10 * 1024 * 1024 + 1);
  });
});
