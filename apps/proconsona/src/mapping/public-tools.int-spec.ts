import { SCHEMA_SET, SigningWorkshop, XMLLINT, XMLSEC, schemaFaults, xmllintFaults } from '#cda/testing';
import { RECORDS } from '#domain';
import { anOrder, nextVersion, temporaryClient } from '#recording/testing';
import { SETTINGS } from '../../testing/proconsona-bench.js';
import { writeSocialDocument, type SocialDocument } from '../write-social-document.js';
import { mapDocument } from './map-document.js';

// Tools that others made look at what this adapter would send: the Finnish schema set, xmllint and xmlsec1.

const PREVIOUS = { targetId: '1.2.246.10.99900033.93.1', targetVersion: '1' };
/** The form for machines: not HL7's, so that the document is CDA but for it (docs/systems/proconsona.md). */
const JSON_FORM = /<json xmlns="urn:hl7finland">[^<]*<\/json>/;

const DOCUMENTS: readonly (readonly [string, SocialDocument])[] = [
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
];

let workshop: SigningWorkshop;
beforeAll(async () => {
  workshop = await SigningWorkshop.open();
});
afterAll(() => workshop.close());

const written = (document: SocialDocument): string =>
  writeSocialDocument(document, workshop.signer, new Date('2026-03-02T08:15:00Z')).toString();

describe('every document that the adapter makes', () => {
  (SCHEMA_SET.isThere ? it.each(DOCUMENTS) : it.skip.each(DOCUMENTS))(
    `is valid by the Finnish schema but for its JSON form${SCHEMA_SET.note}: %s`,
    async (_, document) => {
      const xml = written(document);
      expect(await schemaFaults(xml.replace(JSON_FORM, ''))).toEqual([]);
      const faults = await schemaFaults(xml);
      expect(faults.filter((fault) => !fault.includes('json'))).toEqual([]);
    },
  );

  (XMLLINT.isThere ? it.each(DOCUMENTS) : it.skip.each(DOCUMENTS))(
    `is valid for xmllint but for its JSON form${XMLLINT.note}: %s`,
    (_, document) => {
      expect(xmllintFaults(written(document).replace(JSON_FORM, ''))).toBeUndefined();
    },
  );

  (XMLSEC.isThere ? it.each(DOCUMENTS) : it.skip.each(DOCUMENTS))(
    `has a signature that xmlsec1 verifies${XMLSEC.note}: %s`,
    async (_, document) => {
      const xml = written(document);
      expect(await workshop.isVerified(xml, 'nonXMLBody')).toBe(true);
      expect(await workshop.isVerified(xml.replace(JSON_FORM, ''), 'nonXMLBody')).toBe(false);
    },
  );
});
