import type { NewEntry } from '#ledger';
import { createLogger } from '#observability';
import { anEvent } from '../../testing/events.js';
import { startGateway } from '../../testing/gateway-under-test.js';
import { LedgerRefusals } from './refusals.js';

let entries: NewEntry[];
let windows: (() => void)[];
let lines: string[];
let fails: boolean;
let refusals: LedgerRefusals;
beforeEach(() => {
  [entries, windows, lines, fails] = [[], [], [], false];
  refusals = new LedgerRefusals({
    audit: {
      note: async (noted) => {
        if (fails) throw new TypeError('away');
        entries.push(...noted);
        return [];
      },
    },
    log: createLogger({ app: 'test', level: 'warn', destination: { write: (line) => lines.push(line) } }),
    later: (_, work) => windows.push(work),
  });
});

const facts = () => entries.map((entry) => [entry.actor, entry.facts]);

it('a refusal is noted at once, and those like it within a minute together', () => {
  for (let count = 0; count < 5; count++) refusals.note('sample', 'version-gap');
  refusals.note('sample', 'invalid');
  refusals.note('other', 'version-gap');
  const once = { code: 'version-gap', count: 1 };
  expect(facts()).toEqual([
    ['sender:sample', once],
    ['sender:sample', { code: 'invalid', count: 1 }],
    ['sender:other', once],
  ]);
  windows.forEach((end) => end());
  expect(facts().slice(3)).toEqual([['sender:sample', { code: 'version-gap', count: 4 }]]);
  refusals.note('sample', 'version-gap');
  expect(facts()).toHaveLength(5);
});

it('what is no fault of the sender is not noted', () => {
  for (const code of ['not-now', 'rate', 'too-large', 'not-json'] as const) refusals.note('sample', code);
  expect(entries).toEqual([]);
});

it('a refusal that cannot be noted is told in the log of the service', async () => {
  fails = true;
  refusals.note('sample', 'invalid');
  await new Promise((resolve) => setImmediate(resolve));
  expect(lines.join('')).toContain('audit.refusal-not-noted');
});

it('intake tells of the refusals of senders that it knows, and of no others', async () => {
  const gateway = await startGateway({ refusals });
  await gateway.deliver(anEvent({ team: 'nowhere' }));
  await gateway.deliver(anEvent(), { secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` });
  await gateway.deliver();
  expect(facts()).toEqual([['sender:sample', { code: expect.any(String), count: 1 }]]);
  await gateway.app.close();
});
