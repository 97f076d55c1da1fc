import { writeAcknowledgement, type Acknowledgement } from '#cda';
import { readXmlText, type SoapAnswer, type SoapReply } from '#soap';
import { classifyReply } from './classify-reply.js';

const MESSAGE_ID = '1.2.246.10.1.1';
const RECEIPT = { targetId: '1.2.3', targetVersion: '1' };

const classify = (reply: SoapReply) => classifyReply({ messageId: MESSAGE_ID, reply }, RECEIPT);
const answered = (answer: Partial<SoapAnswer>): SoapAnswer => ({
  kind: 'answered',
  status: 200,
  content: 'message',
  ...answer,
});

function acknowledged(type: Acknowledgement['type'], codes: readonly string[] = [], target = MESSAGE_ID) {
  const details = codes.map((code) => ({ type: 'E', code, text: 'Testi Ensimmäinen 010594Y9032' }) as const);
  const transmission = {
    messageId: '1.2.3.4',
    createdAt: new Date(0),
    profileIds: [],
    processing: 'D',
    receiver: '1.2',
    sender: '1.3',
  } as const;
  const body = readXmlText(writeAcknowledgement({ type, target, details }, transmission));
  return classify(answered({ body }));
}

describe('a reply to an archiving message', () => {
  it.each([
    ['AA', [], { kind: 'recorded', receipt: RECEIPT, code: 'ack-aa' }],
    ['CA', [], { kind: 'recorded', receipt: RECEIPT, code: 'ack-ca' }],
    ['AE', ['4Y00101'], { kind: 'already-recorded', receipt: RECEIPT, code: 'ack-ae-4y00101' }],
    ['AE', ['4Y00102'], { kind: 'unknown', code: 'ack-ae-4y00102' }],
    [
      'AE',
      ['4Y00108', '4Y00007'],
      { kind: 'rejected', reason: 'rejected-by-system', code: 'ack-ae-4y00108' },
    ],
    ['AR', ['5Y00009'], { kind: 'rejected', reason: 'rejected-by-system', code: 'ack-ar-5y00009' }],
    ['CE', ['5Y00001'], { kind: 'not-now', sent: true, code: 'ack-ce-5y00001' }],
    ['AE', ['9X'], { kind: 'unknown', code: 'ack-ae-9x' }],
    ['AE', [], { kind: 'unknown', code: 'ack-ae' }],
  ] as const)('that is acknowledged by %s with %j', (type, codes, outcome) => {
    expect(acknowledged(type, codes)).toEqual(outcome);
  });

  it('is no answer of ours when it acknowledges another message', () => {
    expect(acknowledged('AA', [], '1.2.3')).toEqual({ kind: 'unknown', code: 'answer-of-another' });
  });

  it.each([
    [
      { kind: 'not-sent', code: 'refused' },
      { kind: 'not-now', sent: false, code: 'not-sent-refused' },
    ],
    [
      { kind: 'no-answer', code: 'closed' },
      { kind: 'unknown', code: 'no-answer-closed' },
    ],
    [
      answered({ status: 503, content: 'unreadable', retryAfterMs: 7_000 }),
      { kind: 'not-now', sent: true, code: 'soap-503', retryAfterMs: 7_000 },
    ],
    [
      answered({ status: 302, content: 'empty' }),
      { kind: 'rejected', reason: 'rejected-by-system', code: 'soap-302' },
    ],
    [
      answered({ status: 500, content: 'fault', fault: 'Server' }),
      { kind: 'unknown', code: 'soap-500-server' },
    ],
    [
      answered({ status: 500, content: 'fault', fault: 'Client' }),
      { kind: 'rejected', reason: 'rejected-by-system', code: 'soap-500-client' },
    ],
    [
      answered({ status: 404, content: 'empty' }),
      { kind: 'rejected', reason: 'rejected-by-system', code: 'soap-404' },
    ],
    [answered({ content: 'unreadable' }), { kind: 'unknown', code: 'answer-unreadable' }],
    [answered({ content: 'foreign' }), { kind: 'unknown', code: 'answer-of-another' }],
    [answered({ body: readXmlText('<a/>') }), { kind: 'unknown', code: 'no-acknowledgement' }],
  ] as const)('%j', (reply, outcome) => {
    expect(classify(reply as SoapReply)).toEqual(outcome);
  });
});
