import { writeDocument, type ClinicalDocument } from '#cda';
import { SCHEMA_SET, SigningWorkshop, XMLLINT, XMLSEC, schemaFaults, xmllintFaults } from '#cda/testing';
import { RECORDS } from '#domain';
import { anOrder, nextVersion, temporaryClient } from '#recording/testing';
import { SETTINGS } from '../../testing/kanta-bench.js';
import { mapDocument, mapServiceEvent } from './map-document.js';

// Tools that others made look at what this adapter would send: the Finnish schema set, xmllint and xmlsec1.

const PREVIOUS = { targetId: '1.2.246.10.99900011.93.1', targetVersion: '1' };

const DOCUMENTS: readonly (readonly [string, ClinicalDocument])[] = [
  ...RECORDS.flatMap((record) => {
    const first = anOrder(record);
    const orders = [
      first,
      nextVersion(first, { operation: 'replace', previous: PREVIOUS }),
      nextVersion(first, { operation: 'nullify', previous: PREVIOUS }),
    ];
    return orders.map((order) => [`${record}, ${order.operation}`, mapDocument(order, SETTINGS)] as const);
  }),
  ['plan, of a client with a temporary id', mapDocument(anOrder('plan', temporaryClient()), SETTINGS)],
  [
    'plan, never to be seen by the client',
    mapDocument(anOrder('plan', { visibleToClient: false }), SETTINGS),
  ],
  ['the service event', mapServiceEvent(anOrder(), SETTINGS)],
];

let workshop: SigningWorkshop;
beforeAll(async () => {
  workshop = await SigningWorkshop.open();
});
afterAll(() => workshop.close());

const written = (document: ClinicalDocument): string =>
  writeDocument(document, workshop.signer, new Date('2026-03-02T08:15:00Z')).bytes.toString();

describe('every document that the adapter makes', () => {
  (SCHEMA_SET.isThere ? it.each(DOCUMENTS) : it.skip.each(DOCUMENTS))(
    `is valid by the Finnish schema${SCHEMA_SET.note}: %s`,
    async (_, document) => {
      expect(await schemaFaults(written(document))).toEqual([]);
    },
  );

  (XMLLINT.isThere ? it.each(DOCUMENTS) : it.skip.each(DOCUMENTS))(
    `is valid for xmllint${XMLLINT.note}: %s`,
    (_, document) => {
      expect(xmllintFaults(written(document))).toBeUndefined();
    },
  );

  (XMLSEC.isThere ? it.each(DOCUMENTS) : it.skip.each(DOCUMENTS))(
    `has a signature that xmlsec1 verifies${XMLSEC.note}: %s`,
    async (_, document) => {
      const xml = written(document);
      expect(await workshop.isVerified(xml)).toBe(true);
      const changed = xml.replace(/(<structuredBody .*?<title>)/s, '$1x');
      expect(await workshop.isVerified(changed)).toBe(false);
    },
  );
});
