import { FINLAND, all, only, readHeader, readPayload, textIn, type InstanceId, type XmlTree } from '#cda';
import { readXml, XmlUnreadable } from '#soap';

const XHTML = 'http://www.w3.org/1999/xhtml';

/** What a document that came back says: absent is what it does not say, or not readably. */
export interface HeldDocument {
  readonly patient?: Partial<InstanceId>;
  /** Of the form that people read. */
  readonly text?: string;
  /** Of the form for machines: any JSON value. */
  readonly structured?: unknown;
}

/**
 * Reads the document out of an envelope.
 * @param id the document's: the payload, its header and the envelope must all be of it
 * @returns undefined where there is no document of that id in it
 */
export function readHeldDocument(envelope: XmlTree, id: string): HeldDocument | undefined {
  const payload = readPayload(envelope);
  const document = payload?.contentId === id ? readOrNothing(payload.bytes) : undefined;
  const header = document === undefined ? undefined : readHeader(document);
  if (document === undefined || header?.id !== id) return undefined;
  const body = only(document, 'component', 'nonXMLBody');
  const text = displayedText(body);
  const structured = structuredValue(body);
  return {
    ...(header.patient !== undefined && { patient: header.patient }),
    ...(text !== undefined && { text }),
    ...(structured !== undefined && { structured }),
  };
}

function displayedText(body: XmlTree | undefined): string | undefined {
  const form = only(body, 'text');
  const isXhtml = form?.attributes.get('mediaType') === 'application/xhtml+xml';
  const bytes = isXhtml && form.attributes.get('representation') === 'B64' ? bytesOf(form) : undefined;
  const shown = bytes === undefined ? undefined : readOrNothing(bytes);
  const [text, ...others] = all(shown, 'pre', XHTML);
  return text === undefined || others.length > 0 ? undefined : textIn(text);
}

function structuredValue(body: XmlTree | undefined): unknown {
  const [form, ...others] = all(body, 'json', FINLAND);
  const bytes = form === undefined || others.length > 0 ? undefined : bytesOf(form);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return value;
  } catch {
    // What is no JSON says nothing.
    return undefined;
  }
}

/** @returns undefined for what is no base64 */
function bytesOf(element: XmlTree): Buffer | undefined {
  const base64 = textIn(element).replace(/\s/g, '');
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}

function readOrNothing(bytes: Buffer): XmlTree | undefined {
  try {
    return readXml(bytes);
  } catch (error) {
    if (error instanceof XmlUnreadable) return undefined;
    throw error;
  }
}
