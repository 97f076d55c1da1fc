/** An element to be written: the one way from data to markup here, so that nothing can be left unescaped. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly (XmlNode | string)[];
}

type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * @param attributes those that are undefined are left out
 * @param children texts are escaped when written
 */
export function node(
  name: string,
  attributes: Attributes = {},
  children: readonly (XmlNode | string)[] = [],
): XmlNode {
  return { name, attributes, children };
}

/** @returns the element as markup, on one line: white space would be content */
export function writeXml({ name, attributes, children }: XmlNode): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapedAttribute(value ?? '')}"`)
    .join('');
  if (children.length === 0) return `<${name}${written}/>`;
  const inner = children.map((child) => (typeof child === 'string' ? escapedText(child) : writeXml(child)));
  return `<${name}${written}>${inner.join('')}</${name}>`;
}

/** What no XML 1.0 document can hold, not even as a reference (XML 1.0, production 2); a lone surrogate too. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Whether the text can be written without losing or changing a character. */
export function isXmlText(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** Whether all texts in the value can be written so, however deep they stand. */
export function isXmlValue(value: unknown): boolean {
  if (typeof value === 'string') return isXmlText(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isXmlValue);
}

/** A carriage return would be read back as a line feed (XML 1.0, 2.11). */
function escapedText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

/** All white space but the space would be read back as a space (XML 1.0, 3.3.3). */
function escapedAttribute(text: string): string {
  return escapedText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#xA;').replaceAll('\t', '&#x9;');
}
