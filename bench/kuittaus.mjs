// Starts the embedded default on a data directory of its own, sends N decisions of two Lifecare records each over C
// connections by signed webhook, waits until all are confirmed, and prints one JSON line. The figures are those
// of bench/baseline/run.mjs: CPU time per task by process is the steady one, wall time depends on the machine.
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'undici';

const N = Number(process.env.N ?? 1000);
const C = Number(process.env.C ?? 32);
const WARM = 100;
const RECORDS_EACH = 2;
const TICK_S = 0.01;
const APPS = ['gateway', 'dispatcher', 'lifecare', 'sandbox'];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const dataDir = mkdtempSync(path.join(tmpdir(), 'kuittaus-bench-'));
const standalone = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], {
  env: { ...process.env, KUITTAUS_DATA_DIR: dataDir, KUITTAUS_SAMPLE: '0', KUITTAUS_LOG_LEVEL: 'warn' },
  stdio: 'ignore',
});
try {
  const about = await readStandaloneFile();
  const template = JSON.parse(readFileSync('test/contract/cases/kaarina-not-typ-client.json', 'utf8'));
  const send = senderOf(about, template.steps[0].event);
  await load(send, WARM, 'warm');
  await confirmed(about, WARM * RECORDS_EACH);
  const before = cpuSeconds();
  const begun = performance.now();
  const latencies = await load(send, N, 'run');
  const taken = performance.now();
  await confirmed(about, (WARM + N) * RECORDS_EACH);
  const done = performance.now();
  const after = cpuSeconds();
  const tasks = N * RECORDS_EACH;
  const at = (share) => Number(latencies[Math.min(N - 1, Math.floor(N * share))].toFixed(1));
  console.log(
    JSON.stringify({
      N,
      C,
      intakePerS: Math.round((N / (taken - begun)) * 1000),
      p50ms: at(0.5),
      p99ms: at(0.99),
      confirmedTasksPerS: Math.round((tasks / (done - begun)) * 1000),
      cpuMicrosPerTask: Object.fromEntries(
        Object.keys(before).map((name) => [name, Math.round(((after[name] - before[name]) * 1e6) / tasks)]),
      ),
    }),
  );
} finally {
  standalone.kill('SIGTERM');
  await new Promise((resolve) => standalone.once('exit', resolve));
  rmSync(dataDir, { recursive: true, force: true });
}

async function readStandaloneFile() {
  const file = path.join(dataDir, 'standalone.json');
  while (!existsSync(file)) {
    if (standalone.exitCode !== null) throw new Error('the embedded default did not start');
    await pause(100);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

function senderOf({ gateway, sender }, { type, data }) {
  const pool = new Pool(gateway, { connections: C });
  const secret = Buffer.from(sender.secret.slice('whsec_'.length), 'base64');
  return async (decisionId) => {
    const id = randomUUID();
    const time = new Date().toISOString();
    const body = JSON.stringify({
      ...{ specversion: '1.0', id, source: '/bench', type, time },
      data: { ...data, decisionId },
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    const begun = performance.now();
    const answer = await pool.request({
      method: 'POST',
      path: '/v1/webhooks/decisions',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
    });
    await answer.body.dump();
    if (answer.statusCode !== 202) throw new Error(`answered ${String(answer.statusCode)}`);
    return performance.now() - begun;
  };
}

async function load(send, count, name) {
  const latencies = [];
  let next = 0;
  const one = async () => {
    while (next < count) latencies.push(await send(`${name}-${String(next++)}`));
  };
  await Promise.all(Array.from({ length: C }, one));
  return latencies.sort((a, b) => a - b);
}

/** Until no open task of Lifecare is left: GET /v1/systems tells each endpoint's backlog. */
async function confirmed({ gateway, tokens, systems }, records) {
  const headers = { authorization: `Bearer ${tokens.sysadmin}` };
  for (;;) {
    const { items } = await (await fetch(`${gateway}/v1/systems`, { headers })).json();
    const open = items.find(({ endpoint }) => endpoint === 'lifecare-varha').backlog;
    if (open === 0 && (await (await fetch(systems.lifecare.journal)).json()).length >= records) return;
    await pause(100);
  }
}

/** User and system time of each app and engine that belongs to our standalone, by name. */
function cpuSeconds() {
  const used = { postgres: 0, redis: 0 };
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const { name, ticks } = processOf(pid) ?? {};
    if (name !== undefined) used[name] = (used[name] ?? 0) + ticks * TICK_S;
  }
  return used;
}

function processOf(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    if (/^postgres:|\/bin\/postgres -D/.test(command)) return { name: 'postgres', ticks };
    if (command.includes('redis-server')) return { name: 'redis', ticks };
    const name = APPS.find((app) => command.includes(`dist/apps/${app}/src/main.js`));
    return name === undefined ? undefined : { name, ticks };
  } catch {
    return undefined; // it ended while we looked
  }
}
