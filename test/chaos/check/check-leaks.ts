import type { Redis } from 'ioredis';
import { findLeaks } from '../../e2e/personal-data/leak-scanner.js';
import type { Sink } from '../../e2e/personal-data/leak-scanner.js';
import { FAMILY_NAME, MARK } from '../load/templates.js';
import type { ChaosSystem } from '../system/chaos-system.js';
import type { Violation } from './violation.js';

/** Identity codes of the load: artificial ones of the rig's own birth year. */
const CODE = /[0-3][0-9][01][0-9]61-9[0-9]{2}[0-9A-Y]/;
const CANARIES = [
  { name: 'family name', text: FAMILY_NAME },
  { name: 'text of a record', text: MARK },
];

/** I7: looks through Redis, its file, every log and every answer for what of persons must not be there. */
export async function checkLeaks(system: ChaosSystem): Promise<Violation[]> {
  const logs = await system.logs();
  const sinks: Sink[] = [
    ...Object.entries(logs).map(([name, content]) => ({ name: `log ${name}`, content })),
    ...(await redisSinks(system)),
    {
      name: 'answers of the gateway',
      content: Buffer.from(system.gateways.flatMap(({ answers }) => answers).join('\n')),
    },
  ];
  const found = findLeaks(sinks, CANARIES).map(({ sink, canary }) => `${canary} in ${sink}`);
  const codes = sinks
    .filter(({ content }) => CODE.test(content.toString('latin1')))
    .map(({ name }) => `identity code in ${name}`);
  return [...new Set([...found, ...codes])].map((told) => ({ invariant: 'I7', rule: 'personal-data', told }));
}

async function redisSinks(system: ChaosSystem): Promise<Sink[]> {
  return system.engines.redis.withClient(async (client) => {
    const keys = await client.keys('*');
    return Promise.all(
      keys.map(async (key) => ({
        name: `Redis key ${key}`,
        content: Buffer.from(`${key}\n${await valueOf(client, key)}`),
      })),
    );
  });
}

async function valueOf(client: Redis, key: string): Promise<string> {
  switch (await client.type(key)) {
    case 'string':
      return (await client.get(key)) ?? '';
    case 'list':
      return (await client.lrange(key, 0, -1)).join('\n');
    case 'set':
      return (await client.smembers(key)).join('\n');
    case 'zset':
      return (await client.zrange(key, '0', '-1')).join('\n');
    case 'hash':
      return JSON.stringify(await client.hgetall(key));
    case 'stream':
      return JSON.stringify(await client.xrange(key, '-', '+'));
    default:
      return '';
  }
}
