import type { Decision } from '#domain';
import { aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent, isLifecare } from './house/gateway-client.js';
import { waitUntil } from './house/wait-until.js';
import { expectNoDoubles, untilRecorded } from './recorded.js';

let house: House;
let next = 0;

beforeAll(async () => {
  house = await startHouse();
  // Tokens are of the sandbox: they are fetched before it goes down.
  await systems();
  await deliver();
});
afterAll(() => house.stop());

async function send(): Promise<Decision> {
  const decision = aDecision(next++);
  await house.gateway.deliver(anEvent(decision));
  return decision;
}

async function deliver(): Promise<void> {
  await untilRecorded(house, await send());
}

interface SystemState {
  readonly endpoint: string;
  readonly paused: boolean;
  readonly pausedReason?: string;
  readonly breaker: string;
}

const systems = async (): Promise<readonly SystemState[]> =>
  (await house.gateway.get<{ items: SystemState[] }>('/v1/systems', 'sysadmin')).body.items;

async function act(verb: 'pause' | 'resume', endpoint: string): Promise<number> {
  const response = await fetch(`${house.addresses.gateway}/v1/systems/${endpoint}/${verb}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await house.gateway.token('sysadmin')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ reason: 'Huolto' }),
  });
  await response.arrayBuffer();
  return response.status;
}

const LIFECARES = ['lifecare-varha', 'lifecare-hyvaks'];

it('an endpoint that is down has its breaker open, costs its tasks no attempts, and is worked off when it is back', async () => {
  // What it fetched once it keeps; a connection that is open would break in the middle of a write.
  await house.restart('lifecare');
  await house.app('sandbox').takeDown();
  const decisions: Decision[] = [];
  for (let count = 0; count < 12; count++) decisions.push(await send());
  await waitUntil('the breaker opens', systems, (all) =>
    all.some(({ endpoint, breaker }) => LIFECARES.includes(endpoint) && breaker !== 'closed'),
  );
  await house.app('sandbox').start();
  for (const decision of decisions) {
    const { tasks } = await untilRecorded(house, decision);
    expect(tasks.filter(isLifecare).map(({ attempts }) => attempts)).toEqual([1, 1]);
  }
  await waitUntil('the breaker is closed again', systems, (all) =>
    all.filter(({ endpoint }) => LIFECARES.includes(endpoint)).every(({ breaker }) => breaker === 'closed'),
  );
  expectNoDoubles(await house.lifecare.journal());
});

it('an endpoint that is paused stays so over restarts, and goes on where it was when it is resumed', async () => {
  for (const endpoint of LIFECARES) expect(await act('pause', endpoint)).toBe(200);
  await Promise.all([house.restart('gateway'), house.restart('lifecare')]);
  const decision = await send();
  const told = (await systems()).filter(({ endpoint }) => LIFECARES.includes(endpoint));
  expect(told.map(({ paused, pausedReason }) => [paused, pausedReason])).toEqual([
    [true, 'Huolto'],
    [true, 'Huolto'],
  ]);
  // What is not paused goes on meanwhile: its end says that a task which may run would have run.
  await house.until('is recorded elsewhere', decision, ({ tasks }) =>
    tasks.some((task) => !isLifecare(task) && task.state === 'confirmed'),
  );
  const { tasks } = await house.gateway.decision(decision.team, decision.decisionId);
  expect(tasks.filter(isLifecare).map(({ attempts }) => attempts)).toEqual([0, 0]);
  for (const endpoint of LIFECARES) expect(await act('resume', endpoint)).toBe(200);
  await untilRecorded(house, decision);
});
