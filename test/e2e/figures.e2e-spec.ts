import { askedBy, groupedBy } from '../alerts/expression.js';
import { readExpressions } from '../alerts/files.js';
import { aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent } from './house/gateway-client.js';
import { waitUntil } from './house/wait-until.js';
import { untilRecorded } from './recorded.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

/** Each series that any process tells, as its name and its labels' names. */
async function told(): Promise<string[]> {
  const [gateway, ...others] = await Promise.all([
    house.gateway.get('/metrics', 'sysadmin').then(({ text }) => text),
    ...Object.values(house.addresses.health).map(async (address) =>
      (await fetch(`${address}/metrics`)).text(),
    ),
  ]);
  const lines = [gateway, ...others].join('\n').matchAll(/^(kuittaus_\w+)\{(.*)\} \S+$/gm);
  return [...lines].map(([, name = '', labels = '']) => [name, ...labelNames(labels)].join(' '));
}

const labelNames = (labels: string): string[] =>
  [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label);

/** Told once there is a witness, which this house has none of. */
const OF_A_WITNESS = 'cosignature';

it('every metric that a rule or the board asks for is told by a process that runs, with the labels that are asked for', async () => {
  const decision = aDecision(1);
  await house.gateway.deliver(anEvent(decision));
  const forged = await house.gateway.send(anEvent(aDecision(2)), {
    headers: { 'webhook-signature': 'v1,AAAA' },
  });
  expect(forged.status).toBe(401);
  await untilRecorded(house, decision);
  // One that nobody takes, and that is late.
  await house.ledger.query(
    `update task set state = 'awaiting-person', channel = 'manual', due_at = now() - interval '1 hour'
     where decision_id = $1 and system = 'sofia-crm'`,
    [decision.decisionId],
  );
  const missing = (series: readonly string[]): string[] =>
    readExpressions().flatMap(([place, expression]) =>
      askedBy(expression)
        .filter(({ name, selected }) => name !== 'up' && selected.get('proof')?.[0] !== OF_A_WITNESS)
        .filter(({ name, selected }) => !isTold(series, name, [...selected.keys(), ...groupedBy(expression)]))
        .map(({ name }) => `${place}: ${name}`),
    );
  const left = await waitUntil('every metric is told', told, (series) => missing(series).length === 0, {
    everyMs: 500,
    tell: missing,
  });
  expect(missing(left)).toEqual([]);
});

/** A label of an expression that joins several metrics need not be on each. */
const isTold = (series: readonly string[], name: string, labels: readonly string[]): boolean =>
  series.some((line) => {
    const [told, ...own] = line.split(' ');
    return told === name && labels.every((label) => own.includes(label));
  });
