import { acknowledge, readAcknowledgement } from './acknowledgement.js';
import { emitMessage } from './emit-message.js';
import { parseMessage } from './parse-message.js';

const HEADER = 'MSH|^~\\&|P|PF|K|KF|20260302||ACK^T02^ACK|9|P|2.5';

function read(...segments: readonly string[]) {
  const parsed = parseMessage(Buffer.from([HEADER, ...segments].join('\r')), 'UNICODE UTF-8');
  return parsed.kind === 'message' ? readAcknowledgement(parsed.message) : undefined;
}

describe('an acknowledgement', () => {
  it.each(['AA', 'AE', 'AR', 'CA', 'CE', 'CR'])('of %s says which message it is to', (code) => {
    expect(read(`MSA|${code}|M-1`)).toEqual({ code, controlId: 'M-1', errors: [] });
  });

  it.each(['', 'MSA||M-1', 'MSA|XX|M-1', 'MSA|aa|M-1'])('is not %j', (segment) => {
    expect(read(...(segment === '' ? [] : [segment]))).toBeUndefined();
  });

  it('names its errors by the codes of the table, never by the texts of the other side', () => {
    expect(
      read(
        'MSA|AE|M-1|potilas 010594Y9032 puuttuu',
        'ERR||PID^1^3|204^Unknown key identifier^HL70357|E||||potilas 010594Y9032',
        'ERR||PID^1^5|101|W',
        'ERR|||999^Oma|',
        'ERR|PID^1^3^102',
      ),
    ).toEqual({
      code: 'AE',
      controlId: 'M-1',
      errors: [{ code: '204', location: { segment: 'PID', field: 3 } }, {}, { code: '102' }],
    });
  });

  it('answers a message as 2.5 has it', () => {
    const request = parseMessage(
      Buffer.from('MSH|^~\\&|K|KF|P|PF|1||MDM^T10^MDM_T02|M-1|P|2.5|||||FIN|8859/1\r'),
      'UNICODE UTF-8',
    );
    if (request.kind === 'fault') throw new Error(request.code);
    const answer = acknowledge(request.message, {
      code: 'AE',
      controlId: 'A-1',
      at: '2026-03-02T10:15:00Z',
      errors: [{ code: '205', location: { segment: 'TXA', field: 12 } }],
    });
    expect(emitMessage(answer, '8859/1')?.toString().split('\r')).toEqual([
      'MSH|^~\\&|P|PF|K|KF|20260302101500+0000||ACK^T10^ACK|A-1|P|2.5|||||FIN|8859/1',
      'MSA|AE|M-1',
      'ERR||TXA^1^12|205^Duplicate key identifier^HL70357|E',
      '',
    ]);
  });
});
