import { XML_LIMITS, readXml, readXmlText } from './read-xml.js';
import { XmlUnreadable } from './soap.errors.js';
import { childOf, firstElementOf, textOf } from './xml-element.js';

function codeOf(xml: string | Buffer, limits = XML_LIMITS): string {
  try {
    readXml(typeof xml === 'string' ? Buffer.from(xml) : xml, limits);
    return 'read';
  } catch (error) {
    if (error instanceof XmlUnreadable) return error.code;
    throw error;
  }
}

describe('XML that is read', () => {
  it('has its names resolved, whatever prefixes it uses', () => {
    const root = readXmlText(
      '<p:a xmlns:p="urn:1" xmlns="urn:2" c="d" p:e="f"><b/><p:b xmlns:p="urn:3">x</p:b></p:a>',
    );
    expect(root).toMatchObject({ name: 'a', namespace: 'urn:1' });
    expect([...root.attributes]).toEqual([
      ['c', 'd'],
      ['{urn:1}e', 'f'],
    ]);
    expect(firstElementOf(root)).toMatchObject({ name: 'b', namespace: 'urn:2' });
    expect(textOf(childOf(root, 'b', 'urn:3')!)).toBe('x');
    expect(childOf(root, 'b', 'urn:4')).toBeUndefined();
  });

  it('gives its text to the character', () => {
    const root = readXmlText(
      '<a b="1&#10;2&#x9;3">  &lt;&amp;&gt;&quot;&apos; &#xD;\r\n<![CDATA[&amp;<x>]]]]>&#128105;</a>',
    );
    expect(root.children).toEqual(['  <&>"\' \r\n&amp;<x>]]👩']);
    expect(root.attributes.get('b')).toBe('1\n2\t3');
  });

  it('keeps texts that look like numbers or nothing', () => {
    expect(readXmlText('<a> 007 </a>').children).toEqual([' 007 ']);
    expect(readXmlText('<a/>').children).toEqual([]);
  });

  it.each([
    ['a document type', '<!DOCTYPE a><a/>', 'doctype'],
    ['an entity', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'doctype'],
    ['a billion laughs', '<!doctype a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>', 'doctype'],
    ['an external entity', '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'doctype'],
    ['an unknown entity', '<a>&nbsp;</a>', 'bad-reference'],
    ['a reference to no character', '<a>&#0;</a>', 'bad-reference'],
    ['a reference to half a character', '<a>&#xD83D;</a>', 'bad-reference'],
    ['a bare ampersand', '<a b="x & y"/>', 'bad-reference'],
    ['a control character', '<a>\u0007</a>', 'bad-character'],
    ['an unknown prefix', '<p:a/>', 'unknown-prefix'],
    ['an end tag missing', '<a><b></a>', 'not-well-formed'],
    ['an attribute twice', '<a b="1" b="2"/>', 'not-well-formed'],
    ['two roots', '<a/><b/>', 'not-well-formed'],
    ['no element', 'Not found', 'not-well-formed'],
    ['nothing', '', 'not-well-formed'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'not-utf-8'],
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), 'not-utf-8'],
    [
      'too many attributes',
      `<a ${Array.from({ length: 33 }, (_, i) => `b${i}="1"`).join(' ')}/>`,
      'too-many-attributes',
    ],
  ])('is refused for %s', (_, xml, code) => {
    expect(codeOf(xml)).toBe(code);
  });

  it('is refused when it is too large, too deep, or of too many parts', () => {
    const limits = { maxBytes: 100, maxDepth: 3, maxElements: 5, maxAttributes: 1 };
    expect(codeOf(`<a>${' '.repeat(100)}</a>`, limits)).toBe('too-large');
    expect(codeOf('<a><b><c/></b></a>', limits)).toBe('read');
    expect(codeOf('<a><b><c><d/></c></b></a>', limits)).toBe('too-deep');
    expect(codeOf('<a><b/><b/><b/><b/><b/></a>', limits)).toBe('too-many-elements');
    expect(['too-deep', 'not-well-formed']).toContain(codeOf('<a>'.repeat(5_000) + '</a>'.repeat(5_000)));
  });

  it('is refused without a word of what it held', () => {
    expect(() => readXmlText('<a>010594Y9032')).toThrow(/^The XML cannot be read: not-well-formed$/);
  });
});
