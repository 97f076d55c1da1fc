import { node, versionOf, writeMultipart, writeXml, type DocumentSigner } from '#cda';
import { DIFFICULT_TEXT, anOrder, nextVersion } from '#recording/testing';
import { readXmlText } from '#soap';
import { SETTINGS } from '../testing/proconsona-bench.js';
import { compareDocument } from './compare-document.js';
import { caseOf } from './mapping/document-keys.js';
import { isEncodable, mapDocument } from './mapping/map-document.js';
import { readHeldDocument } from './read-held-document.js';
import { writeSocialDocument } from './write-social-document.js';

const unsigned = { sign: (xml: string) => ({ xml, bodyDigest: '' }) } as unknown as DocumentSigner;
const order = anOrder('case-note');
const { id } = versionOf(order, SETTINGS.documentRoot);
const source = writeSocialDocument(mapDocument(order, SETTINGS), unsigned, new Date(0)).toString();

function envelopeOf(xml: string, contentId = id) {
  const text = node('text', {}, [writeMultipart(contentId, Buffer.from(xml))]);
  return readXmlText(writeXml(node('clinicalDocument', { xmlns: 'urn:hl7-org:v3' }, [text])));
}

const metadata = {
  id,
  setId: id,
  versionNumber: 1,
  nullified: false,
  patient: { root: order.clientIdentifier.system, extension: order.clientIdentifier.value },
};

function differences(xml: string, changes: Partial<typeof metadata> = {}): readonly string[] {
  const document = readHeldDocument(envelopeOf(xml), id);
  if (document === undefined) throw new RangeError('The document is not readable');
  return compareDocument(order, versionOf(order, SETTINGS.documentRoot), {
    metadata: { ...metadata, ...changes },
    document,
  });
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const withText = (text: string): string =>
  source.replace(/(<text [^>]*>)[^<]*/, (_, start: string) => {
    const form = writeXml(node('div', { xmlns: 'http://www.w3.org/1999/xhtml' }, [node('pre', {}, [text])]));
    return start + base64(form);
  });
const withJson = (json: string): string =>
  source.replace(/(<json [^>]*>)[^<]*/, (_, start: string) => start + base64(json));

describe('a document that is read back', () => {
  it('says what was written, to the character', () => {
    expect(readHeldDocument(envelopeOf(source), id)).toEqual({
      patient: metadata.patient,
      text: order.text,
      structured: JSON.parse(JSON.stringify(order.content)),
    });
    expect(order.text).toContain(DIFFICULT_TEXT);
    expect(differences(source)).toEqual([]);
  });

  it.each([
    ['one more space in the text', withText(`${order.text} `), ['content']],
    ['another line end in the text', withText(order.text.replace('\r\n', '\n')), ['content']],
    ['no text', source.replace('application/xhtml+xml', 'text/plain'), ['content']],
    ['a field more', withJson(JSON.stringify({ ...order.content, more: 'x' })), ['content']],
    ['a field less', withJson(JSON.stringify({ record: order.record })), ['content']],
    ['no JSON', withJson('{'), ['content']],
    ['its fields in another order', withJson(JSON.stringify(reversed(order.content))), []],
    ['another client in the document', source.replace('010594Y9032', '020594X903P'), ['client']],
  ])('differs as it should with %s', (_, xml, expected) => {
    expect(differences(xml)).toEqual(expected);
  });

  it('differs in what the system tells of it', () => {
    expect(differences(source, { nullified: true })).toEqual(['status']);
    expect(differences(source, { versionNumber: 2 })).toEqual(['version']);
    const patient = { ...metadata.patient, extension: '020594X903P' };
    expect(differences(source, { patient })).toEqual(['client']);
  });

  it('is none when it is another document, or no XML', () => {
    expect(readHeldDocument(envelopeOf(source, '1.2.3'), id)).toBeUndefined();
    expect(
      readHeldDocument(envelopeOf(source.replace(`<id root="${id}"`, '<id root="1.2.3"')), id),
    ).toBeUndefined();
    expect(readHeldDocument(envelopeOf('<!DOCTYPE a><a/>'), id)).toBeUndefined();
  });
});

describe('the keys of a document', () => {
  const roots = SETTINGS;

  it('continue the series of the version before', () => {
    const previous = { targetId: id, targetVersion: '1' };
    const next = nextVersion(order, { operation: 'replace', previous });
    const { header } = mapDocument(next, roots);
    expect(header).toMatchObject({ setId: id, versionNumber: 2 });
    expect(header.replaces).toEqual({ id, setId: id, versionNumber: 1 });
  });

  it('put the records of one decision into one case', () => {
    const other = { ...anOrder('plan'), decisionId: order.decisionId };
    expect(caseOf(other, roots)).toBe(caseOf(order, roots));
    expect(caseOf(anOrder(), roots)).not.toBe(caseOf(order, roots));
    expect(caseOf(order, roots)).toMatch(/^1\.2\.246\.10\.99900033\.17\.2026\.\d+$/);
    expect(caseOf(order, roots).length).toBeLessThanOrEqual(64);
  });
});

describe('what cannot be written', () => {
  it.each([
    ['a control character in the text', { text: 'a\u0000' }],
    ['half a character in a field', { content: { ...order.content, handledOn: '\ud83d' } }],
    ['half a character in a name', { client: { ...order.client, familyName: '\udc00' } }],
  ])('is found before anything is sent: %s', (_, changes) => {
    expect(isEncodable(order)).toBe(true);
    expect(isEncodable({ ...order, ...changes })).toBe(false);
  });
});

function reversed(content: object): object {
  return Object.fromEntries(Object.entries(content).reverse());
}
