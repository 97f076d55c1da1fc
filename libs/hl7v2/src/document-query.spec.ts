import { documentQuery, readDocumentAnswer } from './document-query.js';
import { emitMessage } from './emit-message.js';
import { textOf } from './message.js';
import { parseMessage } from './parse-message.js';

const ASKED = { queryId: 'Q-1', number: 'N-1' };
const QRD = 'QRD|20260302|R|I|Q-1|||10^RD|1|OTH|N-1';
const ONE = ['PID|||1', 'PV1||N', 'TXA|1|PLAN||||||||||N-1^X', 'OBX|1|FT|TEXT^^X||a', 'OBX|2|FT|B^^X||b'];

function read(segments: readonly string[], type = 'DOC^T12^DOC_T12') {
  const text = [`MSH|^~\\&|P||K||1||${type}|9|P|2.5`, ...segments].join('\r');
  const parsed = parseMessage(Buffer.from(text), 'UNICODE UTF-8');
  if (parsed.kind === 'fault') throw new Error(parsed.code);
  return readDocumentAnswer(parsed.message, ASKED);
}

describe('the document query', () => {
  it('asks for one document by its number', () => {
    const query = documentQuery(
      { 10: 'Q-1' },
      { ...ASKED, namespace: 'X', who: ['1', '', ['', '1.2']], at: '2026-03-02T10:15:00Z' },
    );
    expect(emitMessage(query, 'UNICODE UTF-8')?.toString()).toBe(
      'MSH|^~\\&|||||||QRY^T12^QRY_T12|Q-1\r' +
        'QRD|20260302101500+0000|R|I|Q-1|||10^RD|1^^&1.2|OTH^Other^HL70048|N-1^^X\r',
    );
  });

  it('is answered with the document and its observations', () => {
    const answer = read(['MSA|AA|Q-1', 'QAK|Q-1|OK', QRD, 'EVN||1', ...ONE]);
    if (answer.kind !== 'documents') throw new Error(answer.kind);
    const [document] = answer.documents;
    expect([textOf(document?.patient, 3), textOf(document?.notification, 12)]).toEqual(['1', 'N-1']);
    expect(document?.observations.map((obx) => textOf(obx, 5))).toEqual(['a', 'b']);
  });

  it('is answered with none, or with more than one', () => {
    expect(read(['MSA|AA|Q-1', 'QAK|Q-1|NF', QRD])).toEqual({ kind: 'documents', documents: [] });
    expect(read(['MSA|AA|Q-1', QRD])).toEqual({ kind: 'documents', documents: [] });
    expect(read(['MSA|AA|Q-1', QRD, ...ONE, ...ONE])).toMatchObject({ documents: [{}, {}] });
  });

  it('is refused by any other acknowledgement than AA', () => {
    for (const code of ['AE', 'AR', 'CA']) {
      expect(read([`MSA|${code}|Q-1`, QRD])).toEqual({ kind: 'refused' });
    }
  });

  it.each([
    ['without an acknowledgement', [QRD, ...ONE]],
    ['without the question', ['MSA|AA|Q-1', ...ONE]],
    ['to another question', ['MSA|AA|Q-1', QRD.replace('Q-1', 'Q-2'), ...ONE]],
    ['about another document', ['MSA|AA|Q-1', QRD.replace('N-1', 'N-2'), ...ONE]],
    ['with another document', ['MSA|AA|Q-1', QRD, ...ONE.map((line) => line.replace('N-1', 'N-2'))]],
    ['without a document that it says it found', ['MSA|AA|Q-1', 'QAK|Q-1|OK', QRD]],
    ['with a document that it did not find', ['MSA|AA|Q-1', 'QAK|Q-1|NF', QRD, ...ONE]],
    ['with a patient without document', ['MSA|AA|Q-1', QRD, 'PID|||1']],
    ['with a document without patient', ['MSA|AA|Q-1', QRD, 'TXA|1|PLAN||||||||||N-1']],
    ['with two documents of one patient', ['MSA|AA|Q-1', QRD, ...ONE, 'TXA|1|PLAN||||||||||N-1']],
  ])('has no answer in one %s', (_, segments) => {
    expect(read(segments)).toEqual({ kind: 'malformed' });
  });

  it('has no answer in a message of another kind', () => {
    expect(read(['MSA|AA|Q-1', QRD], 'ACK^T12^ACK')).toEqual({ kind: 'malformed' });
  });
});
