import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { House } from '../house.js';
import { waitUntil } from '../house/wait-until.js';
import type { Sink } from './leak-scanner.js';

const sink = (name: string, ...parts: readonly (string | Buffer)[]): Sink => ({
  name,
  content: Buffer.concat(parts.flatMap((part) => [Buffer.from(part), Buffer.from('\n')])),
});

/** Every key of Redis with its name and value, whatever its type. */
export const redisKeys = (house: House): Promise<Sink[]> =>
  house.redis.withClient(async (client) => {
    const keys = await client.keys('*');
    return Promise.all(keys.map(async (key) => sink(`Redis key ${key}`, key, await valueOf(client, key))));
  });

async function valueOf(client: Redis, key: string): Promise<string> {
  const type = await client.type(key);
  switch (type) {
    case 'string':
      return (await client.get(key)) ?? '';
    case 'list':
      return (await client.lrange(key, 0, -1)).join('\n');
    case 'set':
      return (await client.smembers(key)).join('\n');
    case 'zset':
      return (await client.zrange(key, '0', '-1', 'WITHSCORES')).join('\n');
    case 'hash':
      return JSON.stringify(await client.hgetall(key));
    case 'stream':
      return JSON.stringify(await client.xrange(key, '-', '+'));
    case 'none':
      return '';
    default:
      throw new Error(`Redis has a key of the type ${type}, which nobody looks into`);
  }
}

/** What Redis wrote to its disk: every write since it began, also of what is long gone. */
export async function redisFiles(house: House): Promise<Sink[]> {
  const files = await readdir(house.redis.storeDir, { recursive: true, withFileTypes: true });
  return Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async ({ parentPath, name }) =>
        sink(`Redis file ${name}`, await readFile(join(parentPath, name))),
      ),
  );
}

/** Everything that anybody says to Redis, as it is said. */
export class RedisListener {
  private readonly said: string[] = [];

  private constructor(private readonly monitor: Redis) {
    monitor.on('monitor', (_time: string, words: readonly string[]) => this.said.push(words.join(' ')));
  }

  static async open(house: House): Promise<RedisListener> {
    return house.redis.withClient(async (client) => new RedisListener(await client.monitor()));
  }

  /** Ends it once all that was said before has been heard. */
  async close(house: House): Promise<Sink> {
    const mark = `heard-${Date.now()}`;
    await house.redis.withClient((client) => client.echo(mark));
    await waitUntil(
      'the listener heard all',
      async () => this.said.at(-1) ?? '',
      () => this.said.some((words) => words.includes(mark)),
    );
    this.monitor.disconnect();
    return sink('MONITOR', ...this.said);
  }
}

/** Every column of every table, each as a sink; bytes as they are. */
export async function ledgerColumns(house: House): Promise<Sink[]> {
  const sinks: Sink[] = [];
  for (const table of await house.ledger.tables()) {
    const rows = await house.ledger.query(`select * from "${table}"`);
    for (const column of Object.keys(rows[0] ?? {})) {
      const cells = rows.map((row): unknown => row[column]);
      sinks.push(
        sink(
          `${table}.${column}`,
          ...cells.map((cell) => (Buffer.isBuffer(cell) ? cell : JSON.stringify(cell ?? null))),
        ),
      );
    }
  }
  return sinks;
}

export const processLogs = async (house: House): Promise<Sink[]> =>
  Object.entries(await house.logs()).map(([name, text]) => sink(`log of ${name}`, text));

export async function metrics(house: House): Promise<Sink[]> {
  const workers = Object.entries(house.addresses.health);
  const texts = await Promise.all(
    workers.map(async ([, address]) => (await fetch(`${address}/metrics`)).text()),
  );
  const { text } = await house.gateway.get('/metrics', 'sysadmin');
  return [
    sink('metrics of gateway', text),
    ...workers.map(([name], index) => sink(`metrics of ${name}`, texts[index] ?? '')),
  ];
}

export const gatewayAnswers = (house: House): Sink[] => [
  sink('answers of the gateway', ...house.gateway.answers),
];

export const lifecareJournal = async (house: House): Promise<Sink> =>
  sink('journal of Lifecare', JSON.stringify(await house.lifecare.journal()));
