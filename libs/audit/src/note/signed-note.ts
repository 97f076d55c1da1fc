/** A text with signatures under it (C2SP signed-note). */
export interface SignedNote {
  /** With its last newline: exactly what was signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

/** As many as C2SP asks a verifier to take; more are a way to keep it busy. */
const MOST_SIGNATURES = 16;
const MOST_BYTES = 64 * 1024;
const ID_BYTES = 4;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;
/** Control characters but the newline. */
const UNFIT = /[\u0000-\u0009\u000b-\u001f\u007f]/;

export const signatureLine = ({ name, id, signature }: NoteSignature): string =>
  `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;

export const formatNote = ({ text, signatures }: SignedNote): string =>
  `${text}\n${signatures.map(signatureLine).join('')}`;

/** @returns undefined for what is no signed note */
export function parseNote(note: string): SignedNote | undefined {
  if (note.length > MOST_BYTES || UNFIT.test(note)) return undefined;
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const signatures = parseSignatureLines(note.slice(end + 2));
  return signatures === undefined ? undefined : { text: note.slice(0, end + 1), signatures };
}

/** @returns undefined when a line is no signature, or there are none or too many */
export function parseSignatureLines(lines: string): NoteSignature[] | undefined {
  const signatures = lines.split('\n').slice(0, -1).map(parseLine);
  const known = signatures.filter((signature) => signature !== undefined);
  const isWhole = lines.endsWith('\n') && known.length === signatures.length;
  return isWhole && known.length >= 1 && known.length <= MOST_SIGNATURES ? known : undefined;
}

function parseLine(line: string): NoteSignature | undefined {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  // One spelling of the same bytes, so that no two notes differ and are the same.
  if (bytes.length <= ID_BYTES || bytes.toString('base64') !== encoded) return undefined;
  return { name, id: bytes.subarray(0, ID_BYTES), signature: bytes.subarray(ID_BYTES) };
}
