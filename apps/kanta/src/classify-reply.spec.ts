import { writeAcknowledgement, type Acknowledgement } from '#cda';
import { readXmlText, type SoapAnswer, type SoapReply } from '#soap';
import { classifyReply } from './classify-reply.js';

const receipt = { targetId: '1.2.9', targetVersion: '2' };
const MESSAGE = '1.2.3';

const classified = (reply: SoapReply) => classifyReply({ messageId: MESSAGE, reply }, receipt);

function answer(status: number, more: Partial<SoapAnswer> = {}): SoapAnswer {
  return { kind: 'answered', status, content: 'empty', ...more };
}

function acknowledged(type: Acknowledgement['type'], ...codes: readonly string[]): SoapAnswer {
  const details = codes.map((code) => ({ type: 'E', code, text: '010594Y9032' }) as const);
  const transmission = {
    messageId: '1.2.4',
    createdAt: new Date(0),
    profileIds: [],
    processing: 'D',
    receiver: '1.2',
    sender: '1.3',
  } as const;
  const body = readXmlText(writeAcknowledgement({ type, target: MESSAGE, details }, transmission));
  return answer(200, { content: 'message', body });
}

describe('the reply to an archiving message', () => {
  it.each(['AA', 'CA'] as const)('that is %s means recorded, under the id that is ours', (type) => {
    expect(classified(acknowledged(type))).toEqual({
      kind: 'recorded',
      receipt,
      code: `ack-${type.toLowerCase()}`,
    });
  });

  it('says that the document is there already', () => {
    expect(classified(acknowledged('AE', '4Y00101'))).toEqual({
      kind: 'already-recorded',
      receipt,
      code: 'ack-ae-4y00101',
    });
  });

  it.each(['4Y00007', '4Y00103', '4Y00104', '4Y00105', '4Y00108', '4Y99999', '5Y00009'])(
    'refuses for good with %s',
    (code) => {
      expect(classified(acknowledged('AE', code))).toEqual({
        kind: 'rejected',
        reason: 'rejected-by-system',
        code: `ack-ae-${code.toLowerCase()}`,
      });
    },
  );

  it('refuses for now with a technical fault', () => {
    expect(classified(acknowledged('CR', '5Y00001'))).toEqual({
      kind: 'not-now',
      sent: true,
      code: 'ack-cr-5y00001',
    });
  });

  it.each([
    ['another version is in its place', acknowledged('AE', '4Y00102'), 'ack-ae-4y00102'],
    ['an error has no code', acknowledged('AE'), 'ack-ae'],
    ['a code is of no class', acknowledged('AE', 'X1'), 'ack-ae-x1'],
    [
      'it answers another message',
      { ...acknowledged('AA'), body: readXmlText('<x/>') },
      'no-acknowledgement',
    ],
    ['it is foreign', answer(200, { content: 'foreign' }), 'answer-of-another'],
    ['it cannot be read', answer(200, { content: 'unreadable' }), 'answer-unreadable'],
    ['a page says no', answer(404, { content: 'unreadable' }), 'answer-unreadable'],
    ['it is empty', answer(202), 'soap-202'],
    ['the server failed', answer(500, { content: 'fault', fault: 'Server' }), 'soap-500-server'],
    ['a proxy failed', answer(502), 'soap-502'],
    ['the answer was cut', { kind: 'no-answer', code: 'answer-cut' }, 'no-answer-answer-cut'],
    ['the deadline came', { kind: 'no-answer', code: 'deadline' }, 'no-answer-deadline'],
  ] as const)('leaves unknown what happened when %s', (_, reply, code) => {
    expect(classified(reply)).toEqual({ kind: 'unknown', code });
  });

  it('leaves unknown what happened when it acknowledges another message', () => {
    const reply = acknowledged('AA');
    expect(classifyReply({ messageId: '1.2.33', reply }, receipt)).toEqual({
      kind: 'unknown',
      code: 'answer-of-another',
    });
  });

  it.each([
    [answer(403), 'soap-403'],
    [answer(301), 'soap-301'],
    [answer(500, { content: 'fault', fault: 'Client' }), 'soap-500-client'],
    [answer(500, { content: 'fault', fault: 'MustUnderstand' }), 'soap-500-mustunderstand'],
  ])('refuses before the archive looked at it', (reply, code) => {
    expect(classified(reply)).toEqual({ kind: 'rejected', reason: 'rejected-by-system', code });
  });

  it.each([408, 425, 429, 503])('asks to come back: %d', (status) => {
    const reply = answer(status, { retryAfterMs: 9_000, content: 'fault', fault: 'Server' });
    expect(classified(reply)).toEqual({
      kind: 'not-now',
      sent: true,
      retryAfterMs: 9_000,
      code: `soap-${status}-server`,
    });
  });

  it('may never have been asked for', () => {
    expect(classified({ kind: 'not-sent', code: 'tls' })).toEqual({
      kind: 'not-now',
      sent: false,
      code: 'not-sent-tls',
    });
  });
});
