import { FINLAND, all, only, textIn, type XmlTree } from '#cda';
import { readXml, XmlUnreadable } from '#soap';
import { isObject, parseJson, type JsonObject } from '../json.js';
import type { Findings } from './findings.js';

const XHTML = 'http://www.w3.org/1999/xhtml';

/** The two forms of a document's body. */
export interface Forms {
  /** What a person reads, a block a line. */
  readonly shown: string;
  readonly structured: JsonObject;
}

/** @returns undefined, and what is wrong, for a body that has not both */
export function readForms(body: XmlTree | undefined, findings: Findings): Forms | undefined {
  const shown = shownIn(body);
  findings.expect(shown !== undefined, 'document', 'nonXMLBody/text');
  const structured = structuredIn(body);
  findings.expect(structured !== undefined, 'document', 'nonXMLBody/json');
  return shown === undefined || structured === undefined ? undefined : { shown, structured };
}

/** The journal's content: the shown text, then whatever of the structured form it does not show. */
export function readableContent({ shown, structured }: Forms): string {
  const { record: _, ...content } = structured;
  const more = leaves(content).filter((value) => value !== '' && !shown.includes(value));
  return [shown, ...new Set(more)].join('\n');
}

function shownIn(body: XmlTree | undefined): string | undefined {
  const text = only(body, 'text');
  const isXhtml = text?.attributes.get('mediaType') === 'application/xhtml+xml';
  if (!isXhtml || text.attributes.get('representation') !== 'B64') return undefined;
  const form = xhtmlIn(bytesIn(text));
  if (form?.namespace !== XHTML || !['div', 'html'].includes(form.name)) return undefined;
  const blocks = form.children.filter((child) => typeof child !== 'string').map(textIn);
  return blocks.some((block) => block.trim() !== '') ? blocks.join('\n') : undefined;
}

function xhtmlIn(bytes: Buffer | undefined): XmlTree | undefined {
  if (bytes === undefined) return undefined;
  try {
    return readXml(bytes);
  } catch (error) {
    if (error instanceof XmlUnreadable) return undefined;
    throw error;
  }
}

function structuredIn(body: XmlTree | undefined): JsonObject | undefined {
  const [json, ...others] = all(body, 'json', FINLAND);
  const bytes = json === undefined || others.length > 0 ? undefined : bytesIn(json);
  const value = bytes === undefined ? undefined : parseJson(bytes);
  return isObject(value) && typeof value['record'] === 'string' ? value : undefined;
}

/** @returns undefined for what is no padded base64 */
function bytesIn(element: XmlTree): Buffer | undefined {
  const base64 = textIn(element).replace(/\n/g, '');
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === base64 ? bytes : undefined;
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leaves);
}
