import { readXml } from '#soap';
import { DIFFICULT_TEXT, aDocument } from '../testing/a-document.js';
import { SCHEMA_SET, SigningWorkshop, XMLSEC, schemaFaults } from '../testing/index.js';
import {
  CODES,
  DocumentSigner,
  UnusableSigningKey,
  narrativesOf,
  readHeader,
  verifySignature,
  writeDocument,
  type ClinicalDocument,
} from './index.js';

const at = new Date('2026-03-02T08:15:00Z');

let workshop: SigningWorkshop;
let signer: DocumentSigner;

beforeAll(async () => {
  workshop = await SigningWorkshop.open();
  ({ signer } = workshop);
});

afterAll(() => workshop.close());

const DOCUMENTS: readonly (readonly [string, ClinicalDocument])[] = [
  ['a first version', aDocument()],
  [
    'a later version',
    aDocument({
      id: '1.2.246.10.99900011.93.2',
      versionNumber: 2,
      replaces: { id: '1.2.246.10.99900011.93.1', setId: '1.2.246.10.99900011.93.1', versionNumber: 1 },
    }),
  ],
  [
    'a service event',
    aDocument({
      encounter: {
        id: '1.2.246.10.1.16.2026.1',
        from: '20260302',
        provider: { oid: '1.2.246.10.1.10.0', name: 'T' },
      },
      local: {
        ...aDocument().header.local,
        documentType: CODES.serviceEvent,
        encounterClass: CODES.outpatient,
        encounterRank: CODES.primaryEvent,
      },
    }),
  ],
  [
    'a document of another format',
    {
      header: aDocument().header,
      body: { kind: 'other', mediaType: 'application/xhtml+xml', bytes: Buffer.from('<p>ä</p>') },
    },
  ],
];

describe('a written document', () => {
  (SCHEMA_SET.isThere ? it.each(DOCUMENTS) : it.skip.each(DOCUMENTS))(
    `is valid by the Finnish schema${SCHEMA_SET.note}: %s`,
    async (_, document) => {
      expect(await schemaFaults(writeDocument(document, signer, at).bytes.toString())).toEqual([]);
    },
  );

  (SCHEMA_SET.isThere ? it : it.skip)(
    `would be found invalid by that schema without its custodian${SCHEMA_SET.note}`,
    async () => {
      const xml = writeDocument(aDocument(), signer, at).bytes.toString();
      expect(await schemaFaults(xml.replace(/<custodian>.*<\/custodian>/, ''))).not.toEqual([]);
    },
  );

  (XMLSEC.isThere ? it : it.skip)(`has a signature that a public tool verifies${XMLSEC.note}`, async () => {
    const xml = writeDocument(aDocument(), signer, at).bytes.toString();
    expect(await workshop.isVerified(xml)).toBe(true);
    expect(await workshop.isVerified(xml.replace('rivi 2', 'rivi 3'))).toBe(false);
  });

  it('has a signature that covers its timestamp and its body', () => {
    const document = aDocument();
    const { bytes, bodyDigest } = writeDocument(document, signer, at);
    const xml = bytes.toString();
    const { id } = document.header;
    expect(verifySignature(xml, id)).toMatchObject({ kind: 'valid', bodyDigest });
    expect(verifySignature(xml.replace('rivi 2', 'rivi 3'), id)).toEqual({
      kind: 'invalid',
      code: 'not-authentic',
    });
    expect(verifySignature(xml.replace('2026-03-02T08:15:00Z', '2026-03-02T08:15:01Z'), id)).toMatchObject({
      code: 'not-authentic',
    });
    expect(verifySignature(xml, '1.2.3')).toMatchObject({ code: 'references' });
    expect(verifySignature(xml.replace(/<Signature .*<\/Signature>/s, ''), id)).toMatchObject({
      code: 'missing',
    });
  });

  it('has the same body digest whenever it is signed, and another one with another text', () => {
    const later = new Date('2026-04-01T00:00:00Z');
    const { bodyDigest } = writeDocument(aDocument(), signer, at);
    expect(writeDocument(aDocument(), signer, later).bodyDigest).toBe(bodyDigest);
    expect(writeDocument(aDocument({}, 'Toinen'), signer, at).bodyDigest).not.toBe(bodyDigest);
    expect(bodyDigest).toMatch(/^[0-9A-Za-z+/]{43}=$/);
  });

  it('keeps its text to the character', () => {
    const document = readXml(writeDocument(aDocument(), signer, at).bytes);
    expect(narrativesOf(document)).toEqual([DIFFICULT_TEXT]);
    expect(readHeader(document)).toMatchObject({ setId: '1.2.246.10.99900011.93.1', versionNumber: '1' });
  });

  it('is signed by an RSA key with its own certificate only', async () => {
    const other = {
      key: await workshop.pem('client-key'),
      certificate: await workshop.pem('signing-certificate'),
    };
    expect(() => new DocumentSigner(other)).toThrow(UnusableSigningKey);
    expect(() => new DocumentSigner({ key: 'x', certificate: 'y' })).toThrow(UnusableSigningKey);
  });
});
