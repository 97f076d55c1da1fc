import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { keepDevelopmentCertificates } from '#security';
import { readXml } from '#soap';
import { DIFFICULT_TEXT, aDocument } from '../testing/a-document.js';
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

const SCHEMAS = path.resolve('../shared/schemas/cda-fi');
const hasSchemas = existsSync(SCHEMAS);
const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0;
const at = new Date('2026-03-02T08:15:00Z');

let folder: string;
let signer: DocumentSigner;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuittaus-cda-'));
  await keepDevelopmentCertificates(folder, 'kanta');
  signer = new DocumentSigner({
    key: await pem('signing-key'),
    certificate: await pem('signing-certificate'),
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const pem = (name: string): Promise<string> => readFile(path.join(folder, `kanta-${name}`), 'utf8');

async function schemaFaults(xml: string): Promise<readonly string[]> {
  const files = readdirSync(SCHEMAS).map((fileName) => ({
    fileName,
    contents: readFileSync(path.join(SCHEMAS, fileName), 'utf8'),
  }));
  const entry = files.find(({ fileName }) => fileName === 'CDA_Fi.xsd');
  const { errors } = await validateXML({
    xml: { fileName: 'document.xml', contents: xml },
    schema: entry === undefined ? [] : [entry],
    preload: files.filter((file) => file !== entry),
  });
  return errors.map(({ message }) => message);
}

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
  (hasSchemas ? it.each(DOCUMENTS) : it.skip.each(DOCUMENTS))(
    `is valid by the Finnish schema${hasSchemas ? '' : ' (SKIPPED: the schema set is not there)'}: %s`,
    async (_, document) => {
      expect(await schemaFaults(writeDocument(document, signer, at).bytes.toString())).toEqual([]);
    },
  );

  (hasSchemas ? it : it.skip)('would be found invalid by that schema without its custodian', async () => {
    const xml = writeDocument(aDocument(), signer, at).bytes.toString();
    expect(await schemaFaults(xml.replace(/<custodian>.*<\/custodian>/, ''))).not.toEqual([]);
  });

  (hasXmlsec ? it : it.skip)(
    `has a signature that a public tool verifies${hasXmlsec ? '' : ' (SKIPPED: xmlsec1 is not installed)'}`,
    async () => {
      const file = path.join(folder, 'document.xml');
      const verify = async (xml: string) => {
        await writeFile(file, xml);
        const ids = ['signatureTimestamp', 'structuredBody'].map((name) =>
          name === 'structuredBody' ? `urn:hl7-org:v3:${name}` : `urn:hl7finland:${name}`,
        );
        const args = ['--verify', '--trusted-pem', path.join(folder, 'kanta-certificate-authority')];
        for (const id of ids) args.push('--id-attr:ID', id);
        return spawnSync('xmlsec1', [...args, file], { encoding: 'utf8' });
      };
      const xml = writeDocument(aDocument(), signer, at).bytes.toString();
      expect(await verify(xml)).toMatchObject({ status: 0 });
      expect(await verify(xml.replace('rivi 2', 'rivi 3'))).not.toMatchObject({ status: 0 });
    },
  );

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
    const other = { key: await pem('client-key'), certificate: await pem('signing-certificate') };
    expect(() => new DocumentSigner(other)).toThrow(UnusableSigningKey);
    expect(() => new DocumentSigner({ key: 'x', certificate: 'y' })).toThrow(UnusableSigningKey);
  });
});
