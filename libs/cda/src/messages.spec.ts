import { readXmlText } from '#soap';
import { aDocument } from '../testing/a-document.js';
import {
  CODES,
  INTERACTIONS,
  OIDS,
  all,
  attribute,
  envelopeNode,
  hl7Date,
  hl7Time,
  isXmlValue,
  node,
  only,
  readAcknowledgement,
  readDocumentAnswer,
  readDocumentQuery,
  readMetadata,
  readMultipart,
  readPayload,
  writeAcknowledgement,
  writeArchiveMessage,
  writeDocumentAnswer,
  writeDocumentQuery,
  writeMultipart,
  writeXml,
  type Transmission,
} from './index.js';

const transmission: Transmission = {
  messageId: '1.2.3.4',
  createdAt: new Date('2026-03-02T08:15:00.250Z'),
  profileIds: ['1.2.246.777.11.2015.5'],
  processing: 'D',
  receiver: '1.2.3',
  sender: '1.2.4',
};
const names = (xml: string, ...path: readonly string[]): readonly string[] =>
  (only(readXmlText(xml), ...path)?.children ?? []).map((child) =>
    typeof child === 'string' ? '' : child.name,
  );

describe('an archiving message', () => {
  const { header } = aDocument();
  const message = writeArchiveMessage({
    interaction: INTERACTIONS.archiveVersion,
    transmission,
    reasons: [CODES.archiveOwnDocuments],
    provider: '1.2.5',
    header: {
      ...header,
      id: '1.2.9',
      versionNumber: 2,
      replaces: { id: header.id, setId: header.id, versionNumber: 1 },
    },
    replacementReason: CODES.correction,
    document: Buffer.from('<x/>'),
  });

  it('has the fields of the wrapper in order', () => {
    expect(readXmlText(message)).toMatchObject({ name: 'RCMR_IN100016FI01', namespace: 'urn:hl7-org:v3' });
    expect(names(message)).toEqual([
      ...['id', 'creationTime', 'versionCode', 'interactionId', 'profileId', 'processingCode'],
      ...['processingModeCode', 'acceptAckCode', 'receiver', 'sender', 'controlActProcess'],
    ]);
    expect(attribute(readXmlText(message), ['creationTime'], 'value')).toBe('20260302081500.250+0000');
  });

  it('repeats the header in its envelope, in order', () => {
    expect(names(message, 'controlActProcess', 'subject', 'clinicalDocument')).toEqual([
      ...['templateId', 'templateId', 'id', 'code', 'text', 'statusCode', 'effectiveTime'],
      ...['confidentialityCode', 'reasonCode', 'languageCode', 'setId', 'versionNumber', 'completionCode'],
      ...['storageCode', 'recordTarget', 'author', 'custodian', 'inFulfillmentOf', 'relatedDocument'],
      ...['componentOf', 'localHeader'],
    ]);
  });

  it('carries the document', () => {
    const envelope = only(readXmlText(message), 'controlActProcess', 'subject', 'clinicalDocument');
    expect(readPayload(envelope!)).toMatchObject({ contentId: '1.2.9', bytes: Buffer.from('<x/>') });
    expect(readMetadata(envelope!)).toMatchObject({
      id: '1.2.9',
      setId: header.id,
      versionNumber: 2,
      patient: { root: OIDS.personalIdentityCode, extension: '010594Y9032' },
      nullified: false,
      releaseDate: '20260302',
    });
  });

  it('asks for social welfare in its own words', () => {
    const purpose = { code: '1', system: '1.2.246.537.6.1289.201901' };
    const social = writeArchiveMessage({
      interaction: INTERACTIONS.archiveSocial,
      transmission,
      reasons: [{ code: 'SP1', system: '1.2.246.537.6.1503.201601' }, purpose],
      provider: '1.2.5',
      header,
      document: Buffer.from('<x/>'),
    });
    expect(
      all(only(readXmlText(social), 'controlActProcess'), 'reasonCode').map(({ attributes }) =>
        attributes.get('code'),
      ),
    ).toEqual(['SP1', '1']);
  });
});

describe('a payload', () => {
  const long = Buffer.from('ä'.repeat(5_000));

  it('is put together again, over any line end', () => {
    const text = writeMultipart('1.2.3', long);
    expect(readMultipart(text)).toMatchObject({ contentId: '1.2.3', bytes: long });
    expect(readMultipart(text.replaceAll('\n', '\r\n'))).toMatchObject({ bytes: long });
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThan(80);
  });

  it.each([
    ['nothing', ''],
    ['no parts', 'Content-Type: multipart/related; boundary="b"\n\n'],
    ['another encoding', writeMultipart('1.2.3', long).replace('BASE64', '8bit')],
    ['broken base64', writeMultipart('1.2.3', long).replace('w6TDp', 'w6T!p')],
    ['no end', writeMultipart('1.2.3', long).replace(/--\n$/, '')],
    ['two parts', writeMultipart('1.2.3', long).replace(/(------=_Part_1.2.3\n)/, '$1\nx\n$1')],
  ])('is none with %s', (_, text) => {
    expect(readMultipart(text)).toBeUndefined();
  });
});

describe('an acknowledgement', () => {
  const written = (type: 'AA' | 'AE', ...codes: readonly string[]) =>
    writeAcknowledgement(
      { type, target: '1.2.9', details: codes.map((code) => ({ type: 'E', code, text: '010594Y9032' })) },
      transmission,
    );

  it('tells its type, the message it answers, and its error codes', () => {
    expect(readAcknowledgement(readXmlText(written('AE', '4Y00007', '5Y00009')))).toEqual({
      type: 'AE',
      target: '1.2.9',
      errorCodes: ['4Y00007', '5Y00009'],
    });
    expect(readAcknowledgement(readXmlText(written('AA')))).toMatchObject({ type: 'AA', errorCodes: [] });
  });

  it('tells nothing that is no code, and no warnings', () => {
    expect(readAcknowledgement(readXmlText(written('AE', 'hetu 010594Y9032')))).toMatchObject({
      errorCodes: [],
    });
    const warning = written('AA', '1').replace(
      'acknowledgementDetail typeCode="E"',
      'acknowledgementDetail typeCode="W"',
    );
    expect(readAcknowledgement(readXmlText(warning))).toMatchObject({ errorCodes: [] });
  });

  it('may have its type in an element, as older bindings do', () => {
    const older = written('AA').replace(
      '<acknowledgement typeCode="AA">',
      '<acknowledgement><typeCode code="AA"/>',
    );
    expect(readAcknowledgement(readXmlText(older))).toMatchObject({ type: 'AA' });
  });

  it.each([
    ['another type', written('AA').replace('typeCode="AA"', 'typeCode="XX"')],
    ['no target', written('AA').replace(/<targetMessage>.*<\/targetMessage>/, '')],
    ['another namespace', written('AA').replace('urn:hl7-org:v3', 'urn:x')],
  ])('is none with %s', (_, xml) => {
    expect(readAcknowledgement(readXmlText(xml))).toBeUndefined();
  });
});

describe('a query', () => {
  const query = { parameter: 'clinicalDocumentSetId', value: '1.2.7' } as const;

  it('asks by one parameter', () => {
    const message = readXmlText(writeDocumentQuery(INTERACTIONS.queryMetadata, query, transmission));
    expect(readDocumentQuery(message)).toEqual(query);
  });

  const text = node('text', { integrityCheck: 'abc' });
  const envelope = envelopeNode(aDocument().header, { text, status: 'nullified' });
  const answer = (documents = [envelope]) =>
    writeDocumentAnswer(INTERACTIONS.metadata, { target: '1.2.3.4', documents }, transmission);
  const read = (xml: string) => readDocumentAnswer(readXmlText(xml), INTERACTIONS.metadata, '1.2.3.4');

  it('is answered by what the archive tells of its documents', () => {
    const found = read(answer());
    expect(found.kind === 'documents' && found.envelopes.map(readMetadata)).toMatchObject([
      { versionNumber: 1, nullified: true, bodyDigest: 'abc' },
    ]);
    expect(read(answer([]))).toEqual({ kind: 'documents', envelopes: [] });
  });

  it.each([
    [
      'another query',
      answer().replace('<targetMessage><id root="1.2.3.4"', '<targetMessage><id root="1.2.3.5"'),
      'answer-of-another',
    ],
    [
      'another interaction',
      answer().replaceAll('RCMR_IN100030FI01', 'RCMR_IN100032FI01'),
      'other-interaction',
    ],
    [
      'an error',
      answer([]).replace('queryResponseCode code="NF"', 'queryResponseCode code="AE"'),
      'query-not-answered',
    ],
    [
      'fewer than it says',
      answer([]).replace('resultTotalQuantity value="0"', 'resultTotalQuantity value="1"'),
      'query-not-answered',
    ],
  ])('is not answered by %s', (_, xml, code) => {
    expect(read(xml)).toEqual({ kind: 'unusable', code });
  });
});

describe('what is written', () => {
  it.each([
    ['2026-03-02T10:15:00+02:00', '20260302101500+0200'],
    ['2026-03-02t10:15:60.5z', '20260302101559+0000'],
    ['2026-03-02 10:15:00.123-01:30', '20260302101500-0130'],
  ])('has its time as HL7 has it: %s', (time, hl7) => {
    expect(hl7Time(time)).toBe(hl7);
    expect(hl7Date(time)).toBe('20260302');
  });

  it('is escaped so that it reads back the same', () => {
    const nasty = 'a<b>&"\'\t\n\r]]>👩🏽';
    const root = readXmlText(writeXml(node('x', { y: nasty, z: undefined }, [nasty, node('w')])));
    expect(root.attributes.get('y')).toBe(nasty);
    expect(root.attributes.has('z')).toBe(false);
    expect(root.children[0]).toBe(nasty);
  });

  it.each(['a\u0000', '\u000b', '\ud83d', '\ude00', '\ufffe'])('cannot be %j', (text) => {
    expect(isXmlValue(text)).toBe(false);
  });
});
