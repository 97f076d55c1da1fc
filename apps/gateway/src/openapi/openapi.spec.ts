import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { anEvent } from '../../testing/events.js';
import { startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { DECISION_EVENT_SCHEMA as contract } from '#domain';

const DESCRIPTION = 'https://kuittaus.example/openapi.json';

let gateway: GatewayUnderTest;
let description: {
  readonly openapi: string;
  readonly paths: object;
  readonly components: { readonly schemas: object };
};
let ajv: Ajv2020;
beforeAll(async () => {
  gateway = await startGateway();
  description = JSON.parse((await gateway.get('/openapi.json')).text);
  ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  ajv.addSchema({ $id: DESCRIPTION, components: description.components });
});
afterAll(() => gateway.app.close());

const faultsOf = (component: string, value: unknown): unknown => {
  const holds = ajv.getSchema(`${DESCRIPTION}#/components/schemas/${component}`);
  return holds?.(value) === true ? [] : (holds?.errors ?? 'no such component');
};

test('the description is of OpenAPI 3.1', () => {
  expect(description.openapi).toBe('3.1.1');
});

test('our copy of the contract’s schema is the contract’s', () => {
  expect(contract).toEqual(JSON.parse(readFileSync('test/contract/decision-event.schema.json', 'utf8')));
});

test('every definition of the contract is a component, and they work as one', () => {
  expect(Object.keys(description.components.schemas)).toEqual(
    expect.arrayContaining(Object.keys(contract.$defs)),
  );
  const event: unknown = JSON.parse(JSON.stringify(anEvent()));
  expect(faultsOf('Event', event)).toEqual([]);
  expect(faultsOf('Event', { ...anEvent(), data: {} })).not.toEqual([]);
});

test('no reference leads nowhere', () => {
  const names = Array.from(
    JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g),
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(20);
  expect(Object.keys(description.components.schemas)).toEqual(expect.arrayContaining(names));
});

test('what is answered is as described', async () => {
  const sysadmin = tokenOf({ roles: ['sysadmin'] });
  gateway.ledger.listSystems.mockResolvedValueOnce([
    {
      endpoint: 'kanta',
      system: 'kanta',
      installed: false,
      paused: false,
      breaker: 'closed',
      backlog: 0,
      oldestDueAgeMs: 1,
    },
  ]);
  expect(faultsOf('IntakeAnswer', (await gateway.deliver()).body)).toEqual([]);
  expect(faultsOf('Problem', (await gateway.deliver(anEvent({ team: 'kaarina' }))).body)).toEqual([]);
  expect(faultsOf('Problem', (await gateway.get('/nowhere')).body)).toEqual([]);
  expect(faultsOf('SystemPage', (await gateway.get('/v1/systems', sysadmin)).body)).toEqual([]);
  expect(faultsOf('Health', (await gateway.get('/health/ready')).body)).toEqual([]);
});
