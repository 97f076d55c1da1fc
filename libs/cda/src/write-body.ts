import type { DocumentBody, Observation, Section } from './clinical-document.js';
import { bodyXmlId } from './xml-ids.js';
import { authorNode, codeNode } from './write-parts.js';
import { node, type XmlNode } from './xml-writer.js';

/** @param documentId the body's XML id, which the signature refers to, is made of it */
export function bodyNode(body: DocumentBody, documentId: string): XmlNode {
  const attributes = { ID: bodyXmlId(documentId) };
  if (body.kind === 'other') {
    const { mediaType, bytes } = body;
    const text = node('text', { mediaType, representation: 'B64' }, [bytes.toString('base64')]);
    return node('component', {}, [node('nonXMLBody', attributes, [text])]);
  }
  const sections = body.sections.map((section, index) => sectionNode(section, `${documentId}.${index + 1}`));
  return node('component', {}, [node('structuredBody', attributes, sections)]);
}

function sectionNode(section: Section, oid: string): XmlNode {
  const { code, translation, title, text, author, entries = [], sections = [] } = section;
  const translated = translation === undefined ? [] : [codeNode('translation', translation)];
  const inner = sections.map((child, index) => sectionNode(child, `${oid}.${index + 1}`));
  return node('component', {}, [
    node('section', { ID: `OID${oid}` }, [
      node('id', { root: oid }),
      ...(code === undefined ? [] : [codeNode('code', code, translated)]),
      ...(title === undefined ? [] : [node('title', {}, [title])]),
      ...(text === undefined ? [] : [narrative(text)]),
      ...(author === undefined ? [] : [entryAuthor(author)]),
      ...entries.map(entryNode),
      ...inner,
    ]),
  ]);
}

/** A paragraph a line, so that the text can be put together again to the character. */
function narrative(text: string): XmlNode {
  const paragraphs = text
    .split('\n')
    .map((line) => node('paragraph', {}, [node('content', { styleCode: 'xUnstructured' }, [line])]));
  return node('text', {}, paragraphs);
}

function entryAuthor(author: NonNullable<Section['author']>): XmlNode {
  return authorNode(author, [codeNode('functionCode', author.function), node('time', { value: author.at })]);
}

function entryNode({ code, value }: Observation): XmlNode {
  const xsi = { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xsi:type': 'ST' };
  return node('entry', {}, [
    node('observation', { classCode: 'COND', moodCode: 'EVN' }, [
      codeNode('code', code),
      node('value', xsi, [value]),
    ]),
  ]);
}
