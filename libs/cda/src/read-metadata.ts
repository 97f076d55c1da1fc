import type { InstanceId } from './clinical-document.js';
import { readMultipart, type Multipart } from './multipart.js';
import { FINLAND } from './write-parts.js';
import { all, attribute, only, textIn, type XmlTree } from './xml-tree.js';

/** What an archive says of one version of a document. */
export interface DocumentMetadata {
  readonly id: string;
  readonly setId: string;
  readonly versionNumber: number;
  readonly patient: InstanceId;
  readonly nullified: boolean;
  /** Base64 of the SHA-256 of the body in exclusive canonical form; absent where the archive does not tell. */
  readonly bodyDigest?: string;
  /** HL7 date from which the patient may see it; absent: at once. */
  readonly releaseDate?: string;
}

/** @returns undefined where something is missing that every document has */
export function readMetadata(envelope: XmlTree): DocumentMetadata | undefined {
  const id = attribute(envelope, ['id'], 'root');
  const setId = attribute(envelope, ['setId'], 'root');
  const version = attribute(envelope, ['versionNumber'], 'value') ?? '';
  const patientId = only(envelope, 'recordTarget', 'patient', 'id');
  const root = patientId?.attributes.get('root');
  if (id === undefined || setId === undefined || root === undefined || !/^[1-9][0-9]{0,8}$/.test(version)) {
    return undefined;
  }
  const extension = patientId?.attributes.get('extension');
  const bodyDigest = attribute(envelope, ['text'], 'integrityCheck');
  const releaseDate = releaseDateOf(envelope);
  return {
    id,
    setId,
    versionNumber: Number(version),
    patient: { root, ...(extension !== undefined && { extension }) },
    nullified: attribute(envelope, ['statusCode'], 'code') === 'nullified',
    ...(bodyDigest !== undefined && { bodyDigest }),
    ...(releaseDate !== undefined && { releaseDate }),
  };
}

/** The document in an envelope. */
export function readPayload(envelope: XmlTree): Multipart | undefined {
  const text = only(envelope, 'text');
  return text === undefined ? undefined : readMultipart(textIn(text));
}

/** @param parent of a local header: a document or an envelope */
export function releaseDateOf(parent: XmlTree): string | undefined {
  const [local] = all(parent, 'localHeader', FINLAND);
  return all(local, 'releaseDateForPatientViewing', FINLAND)[0]?.attributes.get('value');
}
