import type { Segment } from '#hl7v2';
import { textOf } from '#hl7v2';
import type { JournalRow } from '../stand-in/journal-row.js';
import type { ToldDocument } from './read-document.js';

/** TXA-19, HL7 table 0273: available, obsolete (replaced), cancelled. */
export type Availability = 'AV' | 'OB' | 'CA';

/** One line of the file: something that happened to a document. */
export interface StoredEvent {
  readonly operation: JournalRow['operation'];
  /** The number of the first version of the chain. */
  readonly series: string;
  readonly document: ToldDocument;
  /** RFC 3339 */
  readonly storedAt: string;
}

/** A document as it stands. */
export interface StoredDocument {
  readonly series: string;
  readonly document: ToldDocument;
  readonly availability: Availability;
}

/** OBX-3 of the sender's own key of the version. */
const VERSION_CODE = 'VERSION';
/** Segments whose texts are the sender's and about the record, in the order a reader wants them. */
const READ_FIRST = 'OBX';

export function journalRow({ operation, series, document, storedAt }: StoredEvent): JournalRow {
  const { number, type, client, segments } = document;
  return {
    id: number,
    key: series,
    record: type.toLowerCase(),
    client: client.value,
    content: readableText(segments),
    version: operation === 'nullify' ? 'CA' : versionOf(document),
    operation,
    storedAt,
  };
}

const versionOf = ({ number, segments }: ToldDocument): string =>
  textOf(segments.find(isVersion), 5) || number;

const isVersion = (segment: Segment): boolean =>
  segment.name === 'OBX' && textOf(segment, 3) === VERSION_CODE;

/**
 * A record as a person could read it: the observations first, then every other text of names and places, each
 * once, a line each; escapes are undone already.
 */
function readableText(segments: readonly Segment[]): string {
  const values = segments.filter(({ name }) => name === READ_FIRST).filter((obx) => !isVersion(obx));
  const others = segments.filter(({ name }) => name !== READ_FIRST);
  const names = others.flatMap((segment) => namesOf(segment)).filter((text) => text !== '');
  return [...new Set([...values.map((obx) => textOf(obx, 5)), ...names])].join('\n');
}

/** Fields that hold names: of the client, of the author, of organisations. */
const NAMING: Readonly<Record<string, number>> = { EVN: 7, PID: 5, PV1: 3, TXA: 9 };

const namesOf = ({ name, fields }: Segment): readonly string[] =>
  (fields[(NAMING[name] ?? 0) - 1] ?? []).flat(2);
