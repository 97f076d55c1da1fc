import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { JsonObject } from '../json/json-value.js';
import { checkShape } from './check-shape.js';
import { DecisionDto } from './decision.dto.js';
import { isDateTime } from './formats.js';
import { CancellationDto, CaseManagerChangeDto, WithdrawalDto } from './later-events.dto.js';

const CONTRACT = 'test/contract';
interface ContractSchema {
  readonly $id: string;
  readonly $defs: {
    readonly Cancellation: { readonly properties: { readonly version: { maximum?: number } } };
  };
}
const SCHEMA: ContractSchema = JSON.parse(readFileSync(`${CONTRACT}/decision-event.schema.json`, 'utf8'));
// Deliberate difference: a version beyond what a number holds exactly could not be compared with another.
SCHEMA.$defs.Cancellation.properties.version.maximum = Number.MAX_SAFE_INTEGER;

const ajv = new Ajv2020({ strict: false });
addFormats(ajv);
// Deliberate difference: ajv-formats takes a blank for the `T`, offsets without minutes, and leap seconds. The
// first two are not RFC 3339; the third no clock of a record system can hold.
ajv.addFormat('date-time', isDateTime);
ajv.addSchema(SCHEMA);

interface Shape {
  readonly name: string;
  readonly type: new () => object;
  readonly bySchema: (data: unknown) => unknown;
}
const shape = (name: string, type: Shape['type']): Shape => {
  const bySchema = ajv.getSchema(`${SCHEMA.$id}#/$defs/${name}`);
  if (!bySchema) throw new TypeError(`the schema has no ${name}`);
  return { name, type, bySchema };
};
const DECISION = shape('Decision', DecisionDto);
const SHAPES: readonly Shape[] = [
  DECISION,
  shape('Cancellation', CancellationDto),
  shape('Withdrawal', WithdrawalDto),
  shape('CaseManagerChange', CaseManagerChangeDto),
];
const SHAPE_OF_EVENT: Readonly<Record<string, string>> = {
  'fi.kuittaus.decision.made': 'Decision',
  'fi.kuittaus.decision.cancelled': 'Cancellation',
  'fi.kuittaus.consent.withdrawn': 'Withdrawal',
  'fi.kuittaus.case-manager.changed': 'CaseManagerChange',
};

interface ContractCase {
  readonly steps: readonly { readonly event: { readonly type: string; readonly data: JsonObject } }[];
}
const EVENTS = readdirSync(`${CONTRACT}/cases`).flatMap((file) => {
  const { steps }: ContractCase = JSON.parse(readFileSync(`${CONTRACT}/cases/${file}`, 'utf8'));
  return steps.map(({ event }) => event);
});
const examplesOf = (name: string): JsonObject[] =>
  EVENTS.filter(({ type }) => SHAPE_OF_EVENT[type] === name).map(({ data }) => data);

/** A decision with every field that there is, so that every field gets changed. */
const WHOLE: JsonObject = {
  team: 'kaarina',
  decisionId: 'KAA-1',
  version: 2,
  correctionReason: 'Korjaus',
  handling: 'joint-reception',
  handledOn: '2024-02-29',
  decidedAt: '2026-11-17T12:30:00.25Z',
  client: {
    temporaryId: { system: '1.2.246.10.1', value: 'x' },
    givenName: 'Å',
    familyName: 'Ö',
    homeMunicipality: '202',
    language: 'se',
    typClient: false,
    nonDisclosure: true,
  },
  consent: {
    id: 'S.1',
    givenOn: '2026-01-01',
    validUntil: '2027-01-01',
    form: 'team-privacy-form',
    method: 'oral',
    covers: ['health', 'other'],
  },
  participants: [
    {
      id: 'a',
      role: 'other',
      name: 'N',
      organisation: { name: 'O', businessId: '1234567-8', oid: '1.2.246.10' },
      professionalId: { system: '1.2.246.537.29', value: '1' },
      email: 'a.b@tiimi.example',
      rights: ['typ', 'kanta'],
      functions: ['chair', 'presenter'],
      attended: false,
      phone: '',
    },
  ],
  caseManager: 'a',
  referrer: 'a',
  summary: 'S',
  recommendations: [{ id: 'r', domain: 'benefits', service: 's', text: 't', statement: 'E' }],
  measures: [{ id: 'm', domain: 'general', text: 't', responsible: 'a', dueOn: '2026-12-31' }],
  plan: { goals: ['g'], workAbilityStatement: 'w', reviewOn: '2027-03-01' },
  visit: { physician: 'a', startedAt: '2026-11-17t09:00:00+02:00', text: 'v' },
  followUp: { dueOn: '2027-01-01', reason: 'other', text: 't', responsible: 'a' },
  clientPresent: true,
  continues: 'KAA-0',
};

/** Values of every kind, at and over the edges of the schema. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  9999,
  10_000,
  '',
  'a',
  'A',
  'a b',
  'a-1',
  '-',
  '.a',
  'å',
  '1',
  '\n',
  [],
  {},
  [[]],
  [{}],
  [null],
  ['health', 'health'],
  ['health', 'social'],
  ['typ', 'kela'],
  ['chair'],
  'a'.repeat(32),
  'a'.repeat(33),
  'A'.repeat(64),
  'A'.repeat(65),
  'x'.repeat(200),
  'x'.repeat(201),
  'x'.repeat(8000),
  'x'.repeat(8001),
  '🙂'.repeat(200),
  '🙂'.repeat(201),
  '❤️'.repeat(101),
  '🙂'.repeat(32),
  '2026-02-28',
  '2026-02-29',
  '2024-02-29',
  '1900-02-29',
  '2000-02-29',
  '2026-13-01',
  '2026-04-31',
  '2026-1-1',
  '0000-01-01',
  '2026-11-17T12:30:00Z',
  '2026-11-17T12:30:00',
  '2026-11-17T24:00:00Z',
  '2026-11-17T12:60:00Z',
  '2026-11-17T12:30:00+24:00',
  '2026-02-30T12:30:00Z',
  '2026-11-17T12:30:00.Z',
  '2026-11-17T12:30:00.1+02:00',
  'a@b',
  'a@b.fi',
  'a@@b.fi',
  'a.@b.fi',
  '.a@b.fi',
  'ä@b.fi',
  `${'a'.repeat(248)}@b.fi`,
  `${'a'.repeat(250)}@b.fi`,
  '1.2.246',
  '1.02',
  '3.1',
  '2',
  '202',
  '20',
  '1234567-8',
  '12345678',
  'fi',
  'A',
  'health',
  'general',
  'other',
  'rehabilitation-support-ends',
  'statement-arrives',
  'client-meeting',
  'oral',
  'nurse',
  'lifecare',
];

interface Change {
  readonly at: number;
  readonly kind: 'replace' | 'remove' | 'add' | 'repeat' | 'lengthen';
  readonly value: unknown;
  readonly key: string;
}
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'repeat', 'lengthen'),
  value: fc.oneof(fc.constantFrom(...VALUES), fc.string(), fc.jsonValue({ maxDepth: 2 })),
  key: fc.constantFrom(
    'foo',
    'team',
    'reason',
    'dueOn',
    'text',
    'id',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ),
});

interface Place {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** Changes a copy made from text, as an event is: so a key `__proto__` is one like any other. */
function changed(data: JsonObject, changes: readonly Change[]): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(data));
  for (const { at, kind, value, key } of changes) {
    const places = placesIn(copy);
    const place = places[at % Math.max(places.length, 1)];
    if (place) apply(place, { kind, value, key });
  }
  return JSON.parse(JSON.stringify(copy)) as JsonObject;
}

function apply({ holder, key: at }: Place, { kind, value, key }: Omit<Change, 'at'>): void {
  const old = holder[at];
  const list: unknown[] | undefined = Array.isArray(holder) ? holder : undefined;
  const oldList: unknown[] | undefined = Array.isArray(old) ? old : undefined;
  if (kind === 'replace') {
    holder[at] = value;
  } else if (kind === 'remove') {
    if (list) list.splice(Number(at), 1);
    else Reflect.deleteProperty(holder, at);
  } else if (kind === 'add' && typeof old === 'object' && old !== null && !oldList) {
    Object.defineProperty(old, key, { value, enumerable: true, configurable: true, writable: true });
  } else if (kind === 'repeat') {
    list?.push(old);
  } else if (kind === 'lengthen') {
    oldList?.push(...Array.from({ length: 51 }, () => oldList[0] ?? value));
  }
}

/** Deliberate difference: NUL and halves of surrogate pairs are text to the schema; no database or UTF-8 holds them. */
const isForbiddenOnly = (codes: readonly string[]): boolean =>
  codes.length > 0 && codes.every((code) => code === 'forbidden-character');

/** @returns what both say, where they must agree; undefined where the difference is a deliberate one */
function verdicts(
  { type, bySchema }: Shape,
  data: JsonObject,
): { schema: boolean; dto: boolean; codes: string[] } | undefined {
  const codes = checkShape(type, data, '/data').map(({ path, code }) => `${path} ${code}`);
  if (isForbiddenOnly(codes.map((one) => one.split(' ')[1] ?? ''))) return undefined;
  const schema = bySchema(data) === true;
  return { schema, dto: codes.length === 0, codes };
}

describe('the classes of an event take and refuse exactly what the contract’s schema does', () => {
  test('for every event of the public cases: both take it', () => {
    expect(EVENTS.length).toBeGreaterThan(30);
    for (const { type, data } of EVENTS) {
      const shape = SHAPES.find(({ name }) => name === SHAPE_OF_EVENT[type]);
      expect(shape && verdicts(shape, data)).toEqual({ schema: true, dto: true, codes: [] });
    }
    expect(verdicts(DECISION, WHOLE)).toEqual({ schema: true, dto: true, codes: [] });
  });

  test.each(SHAPES)(
    'for a $name with each of its fields replaced by each value, removed and added to',
    (shape) => {
      const whole = shape.name === 'Decision' ? WHOLE : examplesOf(shape.name)[0];
      if (!whole) throw new TypeError('no example');
      let refused = 0;
      for (let at = 0; at < placesIn(whole).length; at++) {
        for (const value of VALUES) {
          const verdict = verdicts(shape, changed(whole, [{ at, kind: 'replace', value, key: 'foo' }]));
          expect({ at, value, ...verdict }).toMatchObject({ dto: verdict?.schema });
          if (verdict?.schema === false) refused++;
        }
        for (const kind of ['remove', 'add', 'repeat', 'lengthen'] as const) {
          const verdict = verdicts(shape, changed(whole, [{ at, kind, value: 'x', key: 'foo' }]));
          expect(verdict).toMatchObject({ dto: verdict?.schema });
        }
      }
      expect(refused).toBeGreaterThan(100);
    },
  );

  test.each(SHAPES)('for a $name changed at random in several places', (shape) => {
    const examples = [...examplesOf(shape.name), ...(shape.name === 'Decision' ? [WHOLE] : [])];
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        (data, changes) => {
          const verdict = verdicts(shape, changed(data, changes));
          expect(verdict?.dto).toBe(verdict?.schema);
        },
      ),
      { numRuns: shape.name === 'Decision' ? 2000 : 500 },
    );
  });
});
