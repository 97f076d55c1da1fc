import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './engines/free-port.js';
import { processStart } from './processes/process-identity.js';
import { RECORD_SYSTEMS } from './record-systems.js';

// The built standalone with its real engines, and services that only say that they are ready: what is tried
// here is who is started, watched and ended, and when.
const APPS = [
  ...['sandbox', 'gateway', 'dispatcher', 'audit-signer', 'witness'],
  ...RECORD_SYSTEMS.map(({ system }) => system),
];
const STUB = `
const http = require('node:http');
const fs = require('node:fs');
const { env } = process;
process.on('SIGINT', () => fs.writeFileSync(env.STUB_DATA + '/interrupted', ''));
if (env.STUB_DEAF) process.on('SIGTERM', () => undefined);
const name = process.argv[1].match(/apps.([a-z-]+)/)[1];
const pidFile = env.STUB_DATA + '/' + name + '.pid';
fs.writeFileSync(pidFile + '.new', String(process.pid));
fs.renameSync(pidFile + '.new', pidFile);
const ports = env.KUITTAUS_SANDBOX_PORTS ? Object.values(JSON.parse(env.KUITTAUS_SANDBOX_PORTS))
  : [env.KUITTAUS_HEALTH_PORT || env.PORT];
for (const port of ports) http.createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => response.end(request.url === '/token' ? JSON.stringify({ token: body }) : '{}'));
}).listen(Number(port), '127.0.0.1');
`;

// Programs are started and ended here, on a machine that may be busy.
jest.setTimeout(90_000);

let home: string;
let data: string;
let gatewayPort: number;
let started: Started[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kuittaus-standalone-'));
  await chmod(home, 0o711);
  data = join(home, 'data');
  gatewayPort = await freePort();
  started = [];
  for (const app of APPS) {
    await mkdir(join(home, 'dist/apps', app, 'src'), { recursive: true });
    await writeFile(join(home, 'dist/apps', app, 'src/main.js'), STUB);
  }
  await symlink(resolve('dist/apps/standalone'), join(home, 'dist/apps/standalone'));
  await symlink(resolve('node_modules'), join(home, 'node_modules'));
  await copyFile('package.json', join(home, 'package.json'));
});

afterEach(async () => {
  for (const one of started) await one.end();
  await rm(home, { recursive: true, force: true });
});

class Started {
  private output = '';
  readonly exitCode: Promise<number | null>;

  constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (part: Buffer) => (this.output += part.toString()));
    child.stderr?.on('data', (part: Buffer) => (this.output += part.toString()));
    this.exitCode = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  }

  async says(text: string | RegExp): Promise<string> {
    await until(() => (typeof text === 'string' ? this.output.includes(text) : text.test(this.output)));
    return this.output;
  }

  pressCtrlC(): void {
    if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGINT');
  }

  async end(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exitCode;
  }
}

function start(variables: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [resolve('dist/apps/standalone/src/main.js')], {
    cwd: home,
    // A process group of its own, as a shell gives a command: Ctrl-C goes to the whole group.
    detached: true,
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
      KUITTAUS_DATA_DIR: data,
      STUB_DATA: data,
      KUITTAUS_SAMPLE: '0',
      PORT: String(gatewayPort),
      ...variables,
    },
  });
  const one = new Started(child);
  started.push(one);
  return one;
}

async function startUntilReady(variables?: Record<string, string>): Promise<Started> {
  const one = start(variables);
  await one.says('Ctrl-C ends everything');
  return one;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resume) => setTimeout(resume, 20));
}

const pidOf = async (app: string): Promise<number> =>
  Number.parseInt(await readFile(join(data, `${app}.pid`), 'utf8'), 10);
const postgresPid = async (): Promise<number> =>
  Number.parseInt(await readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
const redisPid = async (): Promise<number> =>
  Number.parseInt(await readFile(join(data, 'redis/redis.pid'), 'utf8'), 10);

const everyPid = async (): Promise<number[]> => [
  ...(await Promise.all(APPS.map(pidOf))),
  await postgresPid(),
  await redisPid(),
];
const isRunning = (pid: number): boolean => processStart(pid) !== undefined;
const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
const description = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(data, 'standalone.json'), 'utf8')) as unknown;

describe('the standalone', () => {
  it('tells scripts where everything is once all is ready, and ends every child on Ctrl-C', async () => {
    const one = await startUntilReady();
    expect(await description()).toMatchObject({
      gateway: `http://127.0.0.1:${gatewayPort}`,
      tokens: {
        sysadmin: '{"role":"sysadmin"}',
        participant: '{"role":"participant","participant":"kela@tiimi.example"}',
      },
    });
    const pids = await everyPid();
    expect(pids.map(isRunning)).toEqual(pids.map(() => true));

    one.pressCtrlC();
    await one.says('Ending all services');
    // npm hands the same Ctrl-C on, which is no second one.
    one.child.kill('SIGINT');

    expect(await one.exitCode).toBe(0);
    expect(pids.filter(isRunning)).toEqual([]);
    // Else the engines, too, would have been ended by the terminal, before those who use them.
    expect(await isThere(join(data, 'interrupted'))).toBe(false);
  });

  it('keeps the addresses of its stand-ins over restarts', async () => {
    const first = await startUntilReady();
    const before = await description();
    await first.end();

    await startUntilReady();

    expect(await description()).toEqual(before);
  });

  it('starts a service again that died', async () => {
    const one = await startUntilReady();
    const before = await pidOf('lifecare');

    process.kill(before, 'SIGKILL');

    await one.says('lifecare ended by itself (signal SIGKILL); starting it again in 0.2 s');
    await until(async () => (await pidOf('lifecare')) !== before);
    expect(isRunning(await pidOf('lifecare'))).toBe(true);
  });

  it('takes its services along when it is killed outright, and starts again beside the engines left', async () => {
    const first = await startUntilReady();
    const apps = await Promise.all(APPS.map(pidOf));
    const engines = [await postgresPid(), await redisPid()];

    first.child.kill('SIGKILL');

    await until(() => apps.filter(isRunning).length === 0);
    const second = await startUntilReady();
    const said = await second.says('Ctrl-C ends everything');
    expect(said).toContain(`Ending the PostgreSQL of an earlier start (process ${engines[0]})`);
    expect(said).toContain(`Ending the Redis of an earlier start (process ${engines[1]})`);
    expect(engines.filter(isRunning)).toEqual([]);
  });

  it('refuses a data directory that another one uses, and leaves that one alone', async () => {
    const first = await startUntilReady();

    const second = start({ PORT: '0' });

    expect(await second.exitCode).toBe(1);
    await second.says(`is in use by process ${first.child.pid}`);
    expect(await isThere(join(data, 'standalone.json'))).toBe(true);
    expect((await everyPid()).every(isRunning)).toBe(true);
  });

  it('refuses a busy port that was asked for, and leaves no description of an earlier start', async () => {
    await mkdir(data);
    await writeFile(join(data, 'standalone.json'), '{}');
    const busy = createServer().listen(gatewayPort, '127.0.0.1');
    await once(busy, 'listening');

    const one = start();

    expect(await one.exitCode).toBe(1);
    await one.says(`Port ${gatewayPort} is in use`);
    expect(await isThere(join(data, 'standalone.json'))).toBe(false);
    busy.close();
  });

  it('ends at once on a second Ctrl-C, whoever does not listen', async () => {
    const one = await startUntilReady({ STUB_DEAF: '1' });
    const pids = await everyPid();
    one.pressCtrlC();
    await one.says('Ctrl-C once more');
    const endingSince = Date.now();

    const again = setInterval(() => one.pressCtrlC(), 200);

    expect(await one.exitCode).toBe(1);
    clearInterval(again);
    expect(Date.now() - endingSince).toBeLessThan(5_000);
    await until(() => pids.filter(isRunning).length === 0);
  });

  it('prints no secret', async () => {
    const one = await startUntilReady();
    const { sender } = (await description()) as { sender: { secret: string } };
    const passwords = [
      await readFile(join(data, 'postgres/password'), 'utf8'),
      await readFile(join(data, 'redis/password'), 'utf8'),
    ];

    const said = await one.says('Ctrl-C ends everything');

    for (const secret of [sender.secret, ...passwords]) expect(said).not.toContain(secret.trim());
  });
});
