import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './places.mjs';
import { runNode } from './processes.mjs';
import { say } from './progress.mjs';

/**
 * Measures Kuittaus against the bare loop a good engineer would write by hand (`bench/baseline`), in one run, and
 * prints the ratios: of CPU time per task, since wall time depends on what else the machine does.
 */
export async function runBench() {
  say('bench', 'the bare loop: no ledger, no audit, no signature, no validation');
  const bare = await withRedis((redisUrl) =>
    figures('bench/baseline/run.mjs', { REDIS: redisUrl, N: '2000' }),
  );
  say('bench', 'Kuittaus: the embedded default, Lifecare');
  const ours = await figures('bench/kuittaus.mjs', {});
  if (bare === undefined || ours === undefined) return 1;
  console.log(JSON.stringify({ bare, ours }, null, 2));
  const bareMicros = bare.cpuMicrosPerTask.intake + bare.cpuMicrosPerTask.worker;
  const { gateway, dispatcher, lifecare } = ours.cpuMicrosPerTask;
  const ourMicros = gateway + dispatcher + lifecare;
  const ratio = (ourMicros / bareMicros).toFixed(2);
  console.log(
    `CPU per confirmed task: ${ourMicros} µs against ${bareMicros} µs of the bare loop: ratio ${ratio}`,
  );
  return 0;
}

async function withRedis(work) {
  if (process.env.REDIS_URL) return work(process.env.REDIS_URL);
  const { startRedis } = await import(`${ROOT}/dist/apps/standalone/src/engines/index.js`);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kuittaus-bench-'));
  const redis = await startRedis({ dataDir, log: (message) => say('redis', message) });
  try {
    await openWithoutPassword(redis.url);
    return await work(redis.url);
  } finally {
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The bare loop gives none; this Redis is on 127.0.0.1, holds nothing, and ends with the run. */
async function openWithoutPassword(redisUrl) {
  const { Redis } = await import('ioredis');
  const client = new Redis(redisUrl);
  await client.config('SET', 'requirepass', '');
  client.disconnect();
}

/** @returns what the program printed as its last line; undefined when it failed */
async function figures(program, env) {
  const { code, output } = await runNode([program], { env });
  if (code !== 0) {
    say('bench', `${program} ended with ${code}\n${output}`);
    return undefined;
  }
  return JSON.parse(output.trimEnd().split('\n').at(-1));
}
