import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { XmlUnreadable } from './soap.errors.js';
import type { XmlElement } from './xml-element.js';
import { ROOT_SCOPE, declaredScope, isDeclaration, resolvedName, type NamespaceScope } from './xml-names.js';

export interface XmlLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxElements: number;
  readonly maxAttributes: number;
}

export const XML_LIMITS: XmlLimits = {
  maxBytes: 4 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 20_000,
  maxAttributes: 32,
};

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

/** It decodes nothing: references are decoded here, where only those of XML itself are known. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: CDATA,
  textNodeName: TEXT,
  strictReservedNames: false,
  maxNestedTags: XML_LIMITS.maxDepth,
});

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What no XML 1.0 document may hold (XML 1.0, production 2). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const DOCTYPE = /<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i;
const OTHER_ENCODING = /^<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-8["'])/i;

/**
 * Reads XML that came from outside. A document type is refused before anything is parsed, so that no entity can
 * be declared; the only references known are the five of XML and numbers.
 * @throws XmlUnreadable
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlElement {
  if (bytes.length > limits.maxBytes) throw new XmlUnreadable('too-large');
  return readXmlText(decodedText(bytes), limits);
}

/** @throws XmlUnreadable */
export function readXmlText(given: string, limits: XmlLimits = XML_LIMITS): XmlElement {
  const text = given.replace(/\r\n?/g, '\n');
  if (DOCTYPE.test(text)) throw new XmlUnreadable('doctype');
  if (FORBIDDEN.test(text)) throw new XmlUnreadable('bad-character');
  const roots = nodesOf(parsed(text)).filter((node) => !(TEXT in node));
  const [root, ...others] = roots;
  if (root === undefined || others.length > 0) throw new XmlUnreadable('not-well-formed');
  const counter = { elements: 0 };
  return toElement(root, { scope: ROOT_SCOPE, depth: 1, counter, limits });
}

function decodedText(bytes: Uint8Array): string {
  try {
    const text = utf8.decode(bytes);
    if (!OTHER_ENCODING.test(text)) return text;
  } catch {
    // The finding is told below, as it is for another declared encoding.
  }
  throw new XmlUnreadable('not-utf-8');
}

function parsed(text: string): unknown {
  try {
    if (XMLValidator.validate(text) === true) return parser.parse(text);
  } catch {
    // Its texts may quote what came from outside.
  }
  throw new XmlUnreadable('not-well-formed');
}

interface Place {
  readonly scope: NamespaceScope;
  readonly depth: number;
  readonly counter: { elements: number };
  readonly limits: XmlLimits;
}

type Node = Readonly<Record<string, unknown>>;

function toElement(node: Node, place: Place): XmlElement {
  const { depth, counter, limits } = place;
  if (depth > limits.maxDepth) throw new XmlUnreadable('too-deep');
  counter.elements += 1;
  if (counter.elements > limits.maxElements) throw new XmlUnreadable('too-many-elements');
  const qualified = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? '';
  const given = attributesOf(node);
  if (given.length > limits.maxAttributes) throw new XmlUnreadable('too-many-attributes');
  const scope = declaredScope(place.scope, given);
  return {
    ...resolvedName(qualified, scope),
    attributes: new Map(
      given
        .filter(([name]) => !isDeclaration(name))
        .map(([name, value]) => [attributeName(name, scope), value]),
    ),
    children: childrenOf(nodesOf(node[qualified]), { ...place, scope, depth: depth + 1 }),
  };
}

function childrenOf(nodes: readonly Node[], place: Place): readonly (XmlElement | string)[] {
  const children: (XmlElement | string)[] = [];
  for (const node of nodes) {
    const text = textIn(node);
    const last = children.at(-1);
    if (text === undefined) children.push(toElement(node, place));
    else if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  }
  return children;
}

/** @returns the text of a text or a CDATA section; undefined for an element */
function textIn(node: Node): string | undefined {
  const text = node[TEXT];
  if (typeof text === 'string') return decodedReferences(text);
  if (!(CDATA in node)) return undefined;
  return nodesOf(node[CDATA])
    .map((inner) => inner[TEXT])
    .filter((inner) => typeof inner === 'string')
    .join('');
}

function attributesOf(node: Node): readonly (readonly [string, string])[] {
  const given = node[ATTRIBUTES];
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).map(([name, value]) => {
    if (typeof value !== 'string') throw new XmlUnreadable('not-well-formed');
    return [name, decodedReferences(value.replace(/[\t\n]/g, ' '))];
  });
}

/** An attribute without a prefix is in no namespace, whatever the default one is. */
function attributeName(qualified: string, scope: NamespaceScope): string {
  if (!qualified.includes(':')) return qualified;
  const { name, namespace } = resolvedName(qualified, scope);
  return `{${namespace}}${name}`;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodedReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]*)(;?)/g, (_, name: string, end: string) => {
    const character = end === '' ? undefined : (NAMED[name] ?? numbered(name));
    if (character === undefined) throw new XmlUnreadable('bad-reference');
    return character;
  });
}

function numbered(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (digits === null) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  if (code > 0x10ffff) return undefined;
  const character = String.fromCodePoint(code);
  return FORBIDDEN.test(character) ? undefined : character;
}

function nodesOf(value: unknown): readonly Node[] {
  return Array.isArray(value)
    ? value.filter((item): item is Node => typeof item === 'object' && item !== null)
    : [];
}
