import type { Acknowledgement, AcknowledgedError, Hl7Reply } from '#hl7v2';
import { message } from '#hl7v2';
import { anOrder } from '#recording/testing';
import type { WriteOutcome } from '#recording';
import { classifyReply } from './classify-reply.js';

const create = anOrder('plan');
const replace = anOrder('plan', { operation: 'replace', previous: { targetId: 'a', targetVersion: 'b' } });

function answered(code: Acknowledgement['code'], ...errors: readonly AcknowledgedError[]): Hl7Reply {
  const acknowledgement = { code, controlId: '1', errors };
  return { kind: 'answered', answer: { message: message({ 10: '1' }), acknowledgement } };
}

describe('what an acknowledgement means', () => {
  it.each(['AA', 'CA'] as const)('%s: recorded, with the receipt that follows from our own keys', (code) => {
    expect(classifyReply(answered(code), create)).toEqual({
      kind: 'recorded',
      code: `hl7-${code.toLowerCase()}`,
      receipt: { targetId: create.seriesKey, targetVersion: create.versionKey },
    });
  });

  it.each<[Acknowledgement['code'], AcknowledgedError['code'], WriteOutcome['kind']]>([
    ['AE', '100', 'rejected'],
    ['AE', '101', 'rejected'],
    ['AE', '102', 'rejected'],
    ['AE', '103', 'rejected'],
    ['AR', '200', 'rejected'],
    ['AR', '201', 'rejected'],
    ['AR', '202', 'rejected'],
    ['AR', '203', 'rejected'],
    ['AE', '204', 'rejected'],
    ['AE', '205', 'already-recorded'],
    ['AE', '206', 'not-now'],
    ['AR', '206', 'not-now'],
    ['AE', '207', 'unknown'],
    ['CE', '207', 'unknown'],
    ['AR', '207', 'not-now'],
    ['CR', '207', 'not-now'],
    ['AE', undefined, 'rejected'],
    ['CE', undefined, 'rejected'],
    ['AR', undefined, 'not-now'],
    ['CR', undefined, 'not-now'],
  ])('%s with %s: %s', (code, error, kind) => {
    const outcome = classifyReply(answered(code, error === undefined ? {} : { code: error }), create);
    expect(outcome).toMatchObject({
      kind,
      code: ['hl7', code.toLowerCase(), error].filter(Boolean).join('-'),
    });
    expect(
      classifyReply(answered(code, ...(error === undefined ? [] : [{ code: error }])), create).kind,
    ).toBe(kind);
  });

  it('of several errors the one counts that leaves most open', () => {
    const kinds = [
      [{ code: '101' }, { code: '205' }],
      [{ code: '206' }, { code: '207' }],
      [{ code: '206' }, { code: '101' }],
    ] as const;
    expect(kinds.map((errors) => classifyReply(answered('AE', ...errors), create).kind)).toEqual([
      'already-recorded',
      'unknown',
      'rejected',
    ]);
  });

  it('asks what is there, where it is the document to replace that is not as we know it', () => {
    for (const field of [12, 13]) {
      const error = { code: '204', location: { segment: 'TXA', field } } as const;
      expect(classifyReply(answered('AE', error), replace).kind).toBe('unknown');
      expect(classifyReply(answered('AE', error), create).kind).toBe('rejected');
    }
    const client = { code: '204', location: { segment: 'PID', field: 3 } } as const;
    expect(classifyReply(answered('AE', client), replace).kind).toBe('rejected');
  });

  it.each<[Hl7Reply, Partial<WriteOutcome>]>([
    [{ kind: 'not-encodable' }, { kind: 'rejected', reason: 'not-encodable', code: 'not-encodable' }],
    [
      { kind: 'not-sent', code: 'refused' },
      { kind: 'not-now', code: 'not-sent-refused', sent: false },
    ],
    [
      { kind: 'no-answer', code: 'answer-cut' },
      { kind: 'unknown', code: 'no-answer-answer-cut' },
    ],
  ])('without an answer: %j is %j', (reply, outcome) => {
    expect(classifyReply(reply, create)).toEqual(outcome);
  });
});
