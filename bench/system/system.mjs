// Kuittaus as it is delivered (the embedded default) over a PostgreSQL and a Redis that the bench may kill and read.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { startPostgres, startRedis } from '../../dist/apps/standalone/src/engines/index.js';
import { Sender } from './sender.mjs';

const PROGRAM = 'dist/apps/standalone/src/main.js';
const LOOK_EVERY_MS = 50;
const OPEN = `('waiting', 'queued', 'recording', 'retrying', 'unknown', 'unconfirmed')`;

/** Starts everything, does the work with it, and ends everything whatever comes of it. */
export async function withSystem(work) {
  const system = new System();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => void system.stop().finally(() => process.exit(1)));
  }
  try {
    await system.start();
    return await work(system);
  } finally {
    await system.stop();
  }
}

class System {
  constructor() {
    this.dir = mkdtempSync(path.join(tmpdir(), 'kuittaus-bench-'));
    chmodSync(this.dir, 0o711); // as root, PostgreSQL runs as another account, which has to enter
    for (const folder of ['postgres', 'redis', 'data']) mkdirSync(path.join(this.dir, folder));
    chmodSync(path.join(this.dir, 'postgres'), 0o711);
  }

  async start() {
    const at = (folder) => ({ dataDir: path.join(this.dir, folder) });
    [this.postgres, this.redis] = await Promise.all([startPostgres(at('postgres')), startRedis(at('redis'))]);
    this.ledger = new Pool({ connectionString: this.postgres.url, max: 2 });
    this.ledger.on('error', () => undefined);
    this.standalone = spawn(process.execPath, [PROGRAM], {
      env: {
        ...process.env,
        DATABASE_URL: this.postgres.url,
        REDIS_URL: this.redis.url,
        KUITTAUS_DATA_DIR: path.join(this.dir, 'data'),
        KUITTAUS_SAMPLE: '0',
        KUITTAUS_LOG_LEVEL: 'warn',
      },
      stdio: 'ignore',
    });
    this.about = await this.#readAbout();
    this.sender = new Sender(this.about);
  }

  /** The engines would outlive this process. Asked for twice, by the work's end and by a signal, it is done once. */
  stop() {
    this.stopping ??= this.#stop();
    return this.stopping;
  }

  async #stop() {
    if (this.standalone?.exitCode === null) {
      const ended = new Promise((resolve) => this.standalone.once('exit', resolve));
      this.standalone.kill('SIGTERM');
      await ended;
    }
    await this.ledger?.end();
    await Promise.all([this.postgres?.stop(), this.redis?.stop()]);
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** As kill -9; what it wrote in the last second may be lost. */
  async killRedis() {
    this.redis.kill();
    await this.redis.exited;
  }

  /** On the same port, with the same password and file. @returns once it answers */
  async startRedisAgain() {
    this.redis = await startRedis({ dataDir: path.join(this.dir, 'redis'), port: this.redis.port });
  }

  async withRedis(work) {
    const client = new Redis(this.redis.url, { maxRetriesPerRequest: 2 });
    // Whoever asks it hears of it.
    client.on('error', () => undefined);
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  async query(sql, values = []) {
    return (await this.ledger.query(sql, values)).rows;
  }

  /** @returns how many tasks there are that adapters have to finish, and how many of them are confirmed */
  async progress(condition = 'true') {
    const [row] = await this.query(
      `select count(*) filter (where state in ${OPEN})::int as open,
         count(*) filter (where state = 'confirmed')::int as confirmed, count(*)::int as all
       from task where channel = 'automatic' and ${condition}`,
    );
    return row;
  }

  /** Until each of the tasks has come to its end. @throws when that takes longer */
  async settled(condition, withinMs = 180_000) {
    const until = performance.now() + withinMs;
    for (;;) {
      const progress = await this.progress(condition);
      if (progress.open === 0) return progress;
      if (performance.now() > until) throw new Error(`not settled: ${JSON.stringify(progress)}`);
      await pause(LOOK_EVERY_MS);
    }
  }

  /** As an administrator does. */
  async act(verb, endpoint) {
    const response = await fetch(`${this.about.gateway}/v1/systems/${endpoint}/${verb}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.about.tokens.sysadmin}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'Mittaus' }),
    });
    if (!response.ok) throw new Error(`${verb} ${endpoint} was answered with ${response.status}`);
  }

  /** @param fault none: it is well again */
  async setFault(system, fault) {
    const method = fault === undefined ? 'DELETE' : 'POST';
    const body = fault === undefined ? {} : { body: JSON.stringify(fault) };
    const response = await fetch(this.about.systems[system].faults, { method, ...body });
    if (!response.ok) throw new Error(`the stand-in of ${system} answered with ${response.status}`);
  }

  async #readAbout() {
    const file = path.join(this.dir, 'data', 'standalone.json');
    while (!existsSync(file)) {
      if (this.standalone.exitCode !== null) throw new Error('the embedded default did not start');
      await pause(LOOK_EVERY_MS);
    }
    return JSON.parse(readFileSync(file, 'utf8'));
  }
}
