import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './places.mjs';
import { runNode } from './processes.mjs';
import { Fault, say, withHeartbeat } from './progress.mjs';

/** Each is measured in the order of this list. */
const SCENARIOS = {
  'bare-loop': {
    what: 'Kuittaus against the loop a good engineer would write by hand: no ledger, no log, no signature',
    run: measureBareLoop,
  },
  hanging: {
    what: 'one record system hangs: how quick are the others?',
    run: (options) => figures('bench/scenarios/hanging.mjs', options),
    sentence: ({ ratioToUndisturbed, ratioToPaused }) =>
      `the others go at ${ratioToUndisturbed} of their undisturbed rate (${ratioToPaused} with the system paused); aim: above 0.95`,
  },
  'redis-away': {
    what: 'Redis is killed for 5 s under load: when is everything settled?',
    run: (options) => figures('bench/scenarios/redis-away.mjs', options),
    sentence: ({ settledAfterReturnS, undisturbedS, lost }) =>
      `settled ${settledAfterReturnS} s after Redis' return (${undisturbedS} s after the same load undisturbed), ${lost} lost; aim: 10 s`,
  },
  flushed: {
    what: 'FLUSHALL with 100,000 open tasks: when are the queues there again?',
    run: (options) => figures('bench/scenarios/flushed.mjs', options),
    sentence: ({ rebuiltS, jobs, jobsPerS }) =>
      `${jobs} jobs queued again in ${rebuiltS} s (${jobsPerS}/s); aim: below 60 s`,
  },
  audit: {
    what: 'a large audit log: appends, proofs, exports, and the verifier over all of it (--entries 1000000 for the aims)',
    run: (options) => figures('bench/scenarios/audit-log.mjs', options),
    sentence: (of) =>
      `${of.entries} entries: proofs of ${of.proofMaxBytes} bytes in ${of.proofP99Ms} ms (p99), exported in ${of.exportS} s, ` +
      `verified in ${of.verifyS} s (${of.verifyCpuS} s of CPU, ${of.verifyMb} MB); ` +
      `${of.appendsPerS} appends/s by one writer, ${of.appendsBy8PerS} by eight; aim: ${of.aim}`,
  },
};

/** What all takes on two cores that do nothing else; `--minutes` makes the runs shorter or longer by the same share. */
const DEFAULT_MINUTES = 8;
const MOST_MINUTES = 60;
const USAGE = `npm run bench -- [--only ${Object.keys(SCENARIOS).join('|')},…] [--minutes 1-${MOST_MINUTES}] [--entries <of the audit log>]`;

/**
 * Measures, prints a line of figures and a sentence for each scenario, and says which aims were missed. A figure stands
 * beside the load of the machine: on one that is busy, ratios within a run hold better than seconds.
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code: 1 when something could not be measured; a missed aim is no failure
 */
export async function runBench(args) {
  const { only, minutes, entries } = readArgs(args);
  const scale = minutes / DEFAULT_MINUTES;
  say('bench', `${only.join(', ')}; load of the machine ${loadavg()[0].toFixed(1)}`);
  const missed = [];
  let failed = 0;
  for (const name of only) {
    const { what, run, sentence } = SCENARIOS[name];
    say(name, what);
    const result = await run({
      SCALE: String(scale),
      ...(entries === undefined ? {} : { ENTRIES: entries }),
    });
    if (result === undefined) {
      failed += 1;
      continue;
    }
    process.stdout.write(`${JSON.stringify({ scenario: name, ...result })}\n`);
    say(name, sentence?.(result) ?? result.sentence);
    if (result.held === false) missed.push(name);
  }
  say('bench', missed.length === 0 ? 'every aim was held' : `missed: ${missed.join(', ')}`);
  return failed === 0 ? 0 : 1;
}

function readArgs(args) {
  const given = { only: Object.keys(SCENARIOS), minutes: DEFAULT_MINUTES };
  for (let index = 0; index < args.length; index += 2) {
    const [name, value = ''] = args.slice(index, index + 2);
    if (name === '--only') given.only = value.split(',');
    else if (name === '--minutes') given.minutes = Number(value);
    else if (name === '--entries' && /^[1-9][0-9]{2,7}$/.test(value)) given.entries = value;
    else throw new Fault(USAGE);
  }
  const isKnown = given.only.every((name) => Object.hasOwn(SCENARIOS, name));
  if (!isKnown || !(given.minutes > 0 && given.minutes <= MOST_MINUTES)) throw new Fault(USAGE);
  return given;
}

/** What the bare loop's figure leaves out too, and what only starts the others. */
const BESIDE = ['postgres', 'redis', 'sandbox', 'standalone'];

async function measureBareLoop(options) {
  const count = Math.max(200, Math.round(2_000 * Number(options.SCALE)));
  const bare = await withRedis((redisUrl) =>
    figures('bench/baseline/run.mjs', { REDIS: redisUrl, N: String(count) }),
  );
  const ours = await figures('bench/scenarios/throughput.mjs', options);
  if (bare === undefined || ours === undefined) return undefined;
  const bareMicros = bare.cpuMicrosPerTask.intake + bare.cpuMicrosPerTask.worker;
  const { postgres, redis, sandbox } = ours.cpuMicrosPerTask;
  const ourMicros = Object.entries(ours.cpuMicrosPerTask)
    .filter(([name]) => !BESIDE.includes(name))
    .reduce((sum, [, micros]) => sum + micros, 0);
  const cpuRatio = Number((ourMicros / bareMicros).toFixed(2));
  const rateRatio = Number((ours.confirmedTasksPerS / bare.confirmedTasksPerS).toFixed(3));
  const beside = `${postgres} µs of PostgreSQL, ${redis} of Redis, ${sandbox} of the stand-ins`;
  const sentence =
    `${ourMicros} µs of CPU a confirmed task in our services against ${bareMicros}: ${cpuRatio} times as much ` +
    `(beside it ${beside}); ${ours.confirmedTasksPerS} tasks/s against ${bare.confirmedTasksPerS}: ${rateRatio}`;
  return { bare, ours, cpuRatio, rateRatio, sentence };
}

async function withRedis(work) {
  const { startRedis } = await import(`${ROOT}/dist/apps/standalone/src/engines/index.js`);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kuittaus-bench-'));
  const redis = await startRedis({ dataDir });
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
  const running = runNode([program], { env });
  const { code, output } = await withHeartbeat(running, () => say('bench', 'measuring'), 30_000);
  if (code !== 0) {
    say('bench', `${program} ended with ${code}\n${output}`);
    return undefined;
  }
  return JSON.parse(output.trimEnd().split('\n').at(-1));
}
