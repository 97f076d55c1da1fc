import HL7 from 'hl7-standard';
import { emitMessage } from '#hl7v2';
import type { Operation } from '#domain';
import { anOrder, nextVersion, temporaryClient, COUNSELLOR, DIFFICULT_TEXT } from '#recording/testing';
import type { RecordingOrder } from '#recording';
import { MissingPreviousVersion } from '../pegasos.errors.js';
import { pegasosOptionsSchema } from '../pegasos.config.js';
import { controlId, documentNumber, receiptOf } from './document-keys.js';
import { DOCUMENT_TYPES, mapOrder, mapQuery } from './map-order.js';

const previous = { targetId: 'edellinen', targetVersion: 'versio' };
const SENDING = { controlId: 'kuittaus-1', now: new Date('2026-03-02T08:15:00Z') };

function textOf(order: RecordingOrder, options: object = {}): string {
  const message = mapOrder(order, { ...SENDING, options: pegasosOptionsSchema.parse(options) });
  return emitMessage(message, 'UNICODE UTF-8')?.toString() ?? '';
}

/** As an independent library reads it; it leaves escapes as they are. */
function readBack(text: string): HL7 {
  const read = new HL7(text);
  read.transform();
  return read;
}

const segmentsOf = (text: string, name: string): string[] =>
  text.split('\r').filter((line) => line.startsWith(name));

describe('an order as a message', () => {
  it.each<[Operation, string, string, boolean]>([
    ['create', 'T02', 'MDM_T02', true],
    ['replace', 'T10', 'MDM_T02', true],
    ['nullify', 'T11', 'MDM_T01', false],
  ])('to %s is MDM^%s, understood by an independent library', (operation, event, structure, hasContent) => {
    const order = anOrder('plan', { operation, ...(operation !== 'create' && { previous }) });
    const read = readBack(textOf(order));
    expect(read.get('MSH.9')).toEqual({ 'MSH.9.1': 'MDM', 'MSH.9.2': event, 'MSH.9.3': structure });
    expect(['MSH.3', 'MSH.5', 'MSH.10', 'MSH.12', 'MSH.18'].map((field) => read.get(field))).toEqual([
      'KUITTAUS',
      'PEGASOS',
      'kuittaus-1',
      '2.5',
      'UNICODE UTF-8',
    ]);
    expect(read.get('PID.3.1')).toBe('010594Y9032');
    expect(read.get('PID.3')).toMatchObject({ 'PID.3.4': ['', '1.2.246.21', 'ISO'], 'PID.3.5': 'NNFIN' });
    expect(read.get('TXA.2')).toBe('PLAN');
    expect(read.get('TXA.9.1')).toBe('00000000001');
    expect(read.get('TXA.9')).toMatchObject({ 'TXA.9.9': ['', '1.2.246.537.26', 'ISO'] });
    expect(read.get('TXA.17')).toBe('DO');
    expect(read.get('TXA.12.1')).toBe(documentNumber(order));
    expect(read.getSegments('OBX').length > 0).toBe(hasContent);
  });

  it('numbers a document by its series, each replacement by itself, and names what it replaces or cancels', () => {
    const create = anOrder('plan');
    const replace = nextVersion(create, { operation: 'replace', previous });
    const nullify = nextVersion(create, { operation: 'nullify', previous });
    expect(
      [create, replace, nullify].map((order) =>
        segmentsOf(textOf(order), 'TXA')[0]?.split('|').slice(12, 14),
      ),
    ).toEqual([
      [`${create.seriesKey}^99KUITTAUS`, ''],
      [`${replace.versionKey}^99KUITTAUS`, 'edellinen^99KUITTAUS'],
      ['edellinen^99KUITTAUS', ''],
    ]);
    expect([create, replace, nullify].map(receiptOf)).toEqual([
      { targetId: create.seriesKey, targetVersion: create.versionKey },
      { targetId: replace.versionKey, targetVersion: replace.versionKey },
      { targetId: 'edellinen', targetVersion: 'CA' },
    ]);
    for (const operation of ['replace', 'nullify'] as const) {
      expect(() => textOf(nextVersion(create, { operation }))).toThrow(MissingPreviousVersion);
    }
  });

  it('has a document type of its own for every record', () => {
    const types = Object.values(DOCUMENT_TYPES);
    expect(new Set(types).size).toBe(types.length);
  });

  it('holds the text first, then the fields, each item under its number', () => {
    const obx = segmentsOf(textOf(anOrder('measures')), 'OBX').map((line) => line.split('|'));
    expect(obx.map(([, index, type, code, item]) => [index, type, code?.split('^')[0], item])).toEqual([
      ['1', 'FT', 'TEXT', ''],
      ['2', 'DT', 'HANDLED-ON', ''],
      ['3', 'FT', 'CASE-MANAGER', ''],
      ['4', 'FT', 'MEASURE', '1'],
      ['5', 'DT', 'MEASURE-DUE', '1'],
      ['6', 'FT', 'MEASURE-RESPONSIBLE', '1'],
      ['7', 'FT', 'MEASURE', '2'],
      ['8', 'FT', 'MEASURE-RESPONSIBLE', '2'],
      ['9', 'ST', 'VERSION', ''],
    ]);
    expect(obx[0]?.[5]).not.toContain('\n');
  });

  it('holds of a statistics mark nothing but that', () => {
    const order = anOrder('statistics', { text: 'Tilastomerkintä\n' });
    expect(segmentsOf(textOf(order), 'OBX')).toEqual([
      'OBX|1|FT|TEXT^^99KUITTAUS||Tilastomerkintä\\.br\\||||||F',
      'OBX|2|DT|HANDLED-ON^^99KUITTAUS||20260302||||||F',
      'OBX|3|FT|HANDLING^^99KUITTAUS||meeting||||||F',
      `OBX|4|ST|VERSION^^99KUITTAUS||${order.versionKey}||||||F`,
    ]);
  });

  it('tells no address, municipality or telephone of the client', () => {
    const base = anOrder('visit');
    const text = textOf({
      ...base,
      client: { ...base.client, homeMunicipality: 'Kaarina', nonDisclosure: true },
    });
    expect(segmentsOf(text, 'PID')).toEqual(['PID|||010594Y9032^^^&1.2.246.21&ISO^NNFIN||Ensimmäinen^Testi']);
    expect(text).not.toContain('Kaarina');
  });

  it('names a client by the OID of a temporary id, a writer without number by name', () => {
    const text = textOf(anOrder('visit', { ...temporaryClient(), recorder: COUNSELLOR }));
    expect(segmentsOf(text, 'PID')[0]).toContain('PID|||tilap-0001^^^&1.2.246.10.2048198.22.2026&ISO|');
    expect(segmentsOf(text, 'TXA')[0]?.split('|')[9]).toBe(
      '^Sámi Šákšá^^^^^^^^^^^^Testikunnan sosiaalitoimi',
    );
  });

  it('names the register holder of the endpoint, else the organisation of the recorder', () => {
    const registerHolder = { name: 'Alue', oid: '1.2.246.10.1' };
    expect(segmentsOf(textOf(anOrder(), { registerHolder }), 'PV1')).toEqual([
      'PV1||N|^^^Alue&1.2.246.10.1&ISO',
    ]);
    expect(segmentsOf(textOf(anOrder()), 'PV1')).toEqual([
      'PV1||N|^^^Testikunnan terveyskeskus&1.2.246.10.2048198&ISO',
    ]);
  });

  it('is the same on every attempt, but for its time and message id', () => {
    const order = anOrder('case-note', { text: DIFFICULT_TEXT });
    expect(textOf(order)).toBe(textOf(structuredClone(order)));
  });

  it('has a message id that an attempt and step share with no other', () => {
    const ids = [controlId('a', 'write'), controlId('a', 'query 1'), controlId('b', 'write')];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{20}$/);
    expect(controlId('a', 'write')).toBe(ids[0]);
  });

  it('is asked for by its number', () => {
    const query = mapQuery(anOrder(), 'N-1', {
      ...SENDING,
      options: pegasosOptionsSchema.parse({ encoding: '8859/1' }),
    });
    expect(emitMessage(query, '8859/1')?.toString().split('\r')).toEqual([
      'MSH|^~\\&|KUITTAUS||PEGASOS||20260302081500+0000||QRY^T12^QRY_T12|kuittaus-1|P|2.5|||||FIN|8859/1',
      'QRD|20260302081500+0000|R|I|kuittaus-1|||10^RD|010594Y9032^^^^^^^^&1.2.246.21&ISO|OTH^Other^HL70048|N-1^^99KUITTAUS',
      '',
    ]);
  });
});
