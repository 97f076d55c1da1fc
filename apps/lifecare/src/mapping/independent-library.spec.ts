import { Fhir } from 'fhir';
import { RECORDS } from '#domain';
import { COUNSELLOR, PHYSICIAN, anOrder, nextVersion, temporaryClient } from '#recording/testing';
import type { RecordingOrder } from '#recording';
import { mapOrder, mapRecord, type MappingSetup } from './map-order.js';

// A FHIR library that others made parses and validates everything that this adapter would send, by R4's own definitions.

const library = new Fhir();
const NOW = new Date('2026-03-02T09:00:00Z');
const PREVIOUS = { targetId: '17', targetVersion: '3' };
const SETUPS: readonly (readonly [string, MappingSetup])[] = [
  ['', {}],
  [
    ', archived to Kanta',
    { archivesToKanta: true, registerHolder: { name: 'Testialue', businessId: '0204819-8' } },
  ],
];

const ORDERS: readonly (readonly [string, RecordingOrder, MappingSetup])[] = RECORDS.flatMap((record) => {
  const first = anOrder(record, { onBehalfOf: [PHYSICIAN, COUNSELLOR] });
  const orders = [
    first,
    nextVersion(first, { operation: 'replace', previous: PREVIOUS }),
    nextVersion(first, { operation: 'nullify', previous: PREVIOUS }),
    { ...first, ...temporaryClient(), recorder: COUNSELLOR },
  ];
  return SETUPS.flatMap(([name, setup]) =>
    orders.map((order) => [`${record}, ${order.operation}${name}`, order, setup] as const),
  );
});

const asSent = (resource: object): object => JSON.parse(JSON.stringify(resource)) as object;

/**
 * What breaks R4. It warns of codes that are in none of R4's value sets, and of value sets that it has not: where a
 * binding is not `required`, a code of another system may stand, and ours do.
 */
function faultsOf(resource: object): readonly unknown[] {
  const { messages } = library.validate(asSent(resource), { errorOnUnexpected: true });
  return messages.filter(({ severity }) => ['fatal', 'error'].includes(String(severity)));
}

describe('an independent FHIR library', () => {
  it.each(ORDERS)('finds nothing wrong with the transaction: %s', (_, order, setup) => {
    const bundle = mapOrder(order, setup, NOW);
    expect(faultsOf(bundle)).toEqual([]);
    for (const { resource } of bundle.entry) expect(faultsOf(resource)).toEqual([]);
    expect(faultsOf(mapRecord(order, setup))).toEqual([]);
  });

  it.each(ORDERS)('reads the transaction as it was written, through XML as well: %s', (_, order, setup) => {
    const bundle = asSent(mapOrder(order, setup, NOW));
    expect(library.xmlToObj(library.objToXml(bundle))).toEqual(bundle);
  });

  it.each([
    ['a code that R4 does not know', { status: 'nonsense' }],
    ['an element that R4 does not know', { stat: 'active' }],
    ['an element that is missing', { intent: undefined }],
  ])('would find %s', (_, wrong) => {
    const plan = mapRecord(anOrder('plan'), {});
    expect(faultsOf({ ...plan, ...wrong })).not.toEqual([]);
  });
});
