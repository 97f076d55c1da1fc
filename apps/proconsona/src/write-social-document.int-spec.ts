import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { DocumentSigner } from '#cda';
import { anOrder, nextVersion } from '#recording/testing';
import { keepDevelopmentCertificates } from '#security';
import { SETTINGS } from '../testing/proconsona-bench.js';
import { mapDocument } from './mapping/map-document.js';
import { writeSocialDocument } from './write-social-document.js';

const SCHEMAS = path.resolve('../shared/schemas/cda-fi');
const hasSchemas = existsSync(SCHEMAS);
const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0;

async function schemaFaults(xml: string): Promise<readonly string[]> {
  const files = readdirSync(SCHEMAS).map((fileName) => ({
    fileName,
    contents: readFileSync(path.join(SCHEMAS, fileName), 'utf8'),
  }));
  const { errors } = await validateXML({
    xml: { fileName: 'document.xml', contents: xml },
    schema: files.filter(({ fileName }) => fileName === 'CDA_Fi.xsd'),
    preload: files.filter(({ fileName }) => fileName !== 'CDA_Fi.xsd'),
  });
  return errors.map(({ message }) => message);
}

describe('a written social welfare document', () => {
  const first = anOrder('case-note');
  const second = nextVersion(first, {
    operation: 'replace',
    previous: { targetId: '1.2.3', targetVersion: '1' },
  });
  let folder: string;
  let signer: DocumentSigner;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kuittaus-proconsona-'));
    await keepDevelopmentCertificates(folder, 'proconsona');
    const pem = (name: string): Promise<string> => readFile(path.join(folder, `proconsona-${name}`), 'utf8');
    signer = new DocumentSigner({
      key: await pem('signing-key'),
      certificate: await pem('signing-certificate'),
    });
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const write = (order: typeof first): string =>
    writeSocialDocument(mapDocument(order, SETTINGS), signer, new Date()).toString();

  (hasSchemas ? it.each([first, second]) : it.skip.each([first, second]))(
    `is valid by the Finnish schema but for its JSON, which no public schema has${hasSchemas ? '' : ' (SKIPPED: the schema set is not there)'}`,
    async (order) => {
      const xml = write(order);
      expect(await schemaFaults(xml.replace(/<json .*<\/json>/s, ''))).toEqual([]);
      expect(await schemaFaults(xml)).not.toEqual([]);
    },
  );

  (hasXmlsec ? it : it.skip)(
    `has a signature of both its forms that a public tool verifies${hasXmlsec ? '' : ' (SKIPPED: xmlsec1 is not installed)'}`,
    async () => {
      const file = path.join(folder, 'document.xml');
      const verify = async (xml: string): Promise<number | null> => {
        await writeFile(file, xml);
        const trusted = ['--trusted-pem', path.join(folder, 'proconsona-certificate-authority')];
        const ids = ['urn:hl7finland:signatureTimestamp', 'urn:hl7-org:v3:nonXMLBody'];
        const args = ['--verify', ...trusted, ...ids.flatMap((id) => ['--id-attr:ID', id]), file];
        return spawnSync('xmlsec1', args, { encoding: 'utf8' }).status;
      };
      const xml = write(first);
      expect(await verify(xml)).toBe(0);
      expect(await verify(xml.replace(/(<json [^>]*>)/, '$1IA'))).not.toBe(0);
      expect(await verify(xml.replace(/(<text [^>]*>)/, '$1IA'))).not.toBe(0);
    },
  );
});
