import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { keepDevelopmentCertificates } from '#security';
import { DocumentSigner } from '../src/index.js';

const SCHEMAS = path.resolve('../shared/schemas/cda-fi');
const ENTRY = 'CDA_Fi.xsd';

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** A tool or data set that others made: where it is not there, the tests that want it say that they are left out. */
export interface PublicTool {
  readonly isThere: boolean;
  /** For a test's title; empty where it is there. */
  readonly note: string;
}

const tool = (isThere: boolean, what: string): PublicTool => ({
  isThere,
  note: isThere ? '' : ` (SKIPPED: ${what})`,
});

/** The Finnish schema set, read by the libxml2 that comes as a package. */
export const SCHEMA_SET = tool(existsSync(SCHEMAS), 'the schema set is not there');
/** The same set, read by the libxml2 of the machine. */
export const XMLLINT = tool(SCHEMA_SET.isThere && has('xmllint'), 'xmllint or the schema set is not there');
export const XMLSEC = tool(has('xmlsec1'), 'xmlsec1 is not installed');

/** @returns what the Finnish schema finds wrong; nothing: the document is valid */
export async function schemaFaults(xml: string): Promise<readonly string[]> {
  const files = readdirSync(SCHEMAS).map((fileName) => ({
    fileName,
    contents: readFileSync(path.join(SCHEMAS, fileName), 'utf8'),
  }));
  const { errors } = await validateXML({
    xml: { fileName: 'document.xml', contents: xml },
    schema: files.filter(({ fileName }) => fileName === ENTRY),
    preload: files.filter(({ fileName }) => fileName !== ENTRY),
  });
  // That the set imports its own namespace in several files is told beside the faults of every invalid document.
  return errors.map(({ message }) => message).filter((message) => !message.includes('parser warning'));
}

/** @returns what the program `xmllint` says; undefined: the document is valid */
export function xmllintFaults(xml: string): string | undefined {
  const args = ['--nonet', '--noout', '--schema', path.join(SCHEMAS, ENTRY), '-'];
  const { status, stderr } = spawnSync('xmllint', args, { input: xml, encoding: 'utf8' });
  return status === 0 ? undefined : stderr;
}

/** A signer with certificates of an authority of its own, and what the program `xmlsec1` says of what it signed. */
export class SigningWorkshop {
  private constructor(
    private readonly folder: string,
    readonly signer: DocumentSigner,
  ) {}

  static async open(): Promise<SigningWorkshop> {
    const folder = await mkdtemp(path.join(tmpdir(), 'kuittaus-cda-'));
    await keepDevelopmentCertificates(folder, 'kanta');
    const [key, certificate] = await Promise.all([
      pemIn(folder, 'signing-key'),
      pemIn(folder, 'signing-certificate'),
    ]);
    return new SigningWorkshop(folder, new DocumentSigner({ key, certificate }));
  }

  /** PEM of one of its keys or certificates. */
  pem(name: string): Promise<string> {
    return pemIn(this.folder, name);
  }

  /** @param body local name of the element that is signed beside the timestamp */
  async isVerified(xml: string, body: 'structuredBody' | 'nonXMLBody' = 'structuredBody'): Promise<boolean> {
    const file = path.join(this.folder, 'document.xml');
    await writeFile(file, xml);
    const ids = ['urn:hl7finland:signatureTimestamp', `urn:hl7-org:v3:${body}`];
    const authority = path.join(this.folder, 'kanta-certificate-authority');
    const args = ['--verify', '--trusted-pem', authority, ...ids.flatMap((id) => ['--id-attr:ID', id]), file];
    return spawnSync('xmlsec1', args).status === 0;
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

const pemIn = (folder: string, name: string): Promise<string> =>
  readFile(path.join(folder, `kanta-${name}`), 'utf8');
