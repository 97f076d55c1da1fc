import type { JsonReply } from '#http';
import type { RecordingOrder } from '#recording';
import { anOrder, nextVersion } from '#recording/testing';
import { classifyReply } from './classify-reply.js';

const create = anOrder('contact-note');
const previous = { targetId: 'e-1', targetVersion: '3' };
const replace = nextVersion(create, { operation: 'replace', previous });
const nullify = nextVersion(create, { operation: 'nullify', previous });
const HIDDEN = '010594Y9032';

interface Given {
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: 'json' | 'empty' | 'unreadable';
  readonly retryAfterMs?: number;
}

function answer(status: number, body?: unknown, given: Given = {}): JsonReply {
  const { headers = {}, content = body === undefined ? 'empty' : 'json', retryAfterMs } = given;
  return {
    kind: 'answered',
    status,
    header: (name) => headers[name],
    content,
    body,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

const problem = (status: number, code: string, more: object = {}): JsonReply =>
  answer(status, { type: 'urn:x', title: HIDDEN, status, code, ...more });

const receipt = (order: RecordingOrder, version: number, more: object = {}) => ({
  id: 'e-1',
  externalReference: order.seriesKey,
  version,
  versionKey: order.versionKey,
  status: order.operation === 'nullify' ? 'cancelled' : 'active',
  ...more,
});

const malformed = (status: number) => ({ kind: 'unknown', code: `sofia-crm-${status}-malformed` });
const rejected = (code: string) => ({ kind: 'rejected', reason: 'rejected-by-system', code });
const unreadable = { content: 'unreadable' } as const;

describe('a reply to a write', () => {
  it.each<[string, JsonReply, object]>([
    [
      'never sent',
      { kind: 'not-sent', code: 'token-401' },
      { kind: 'not-now', code: 'not-sent-token-401', sent: false },
    ],
    ['never answered', { kind: 'no-answer', code: 'reset' }, { kind: 'unknown', code: 'no-answer-reset' }],
    [
      '201',
      answer(201, receipt(create, 1)),
      { kind: 'recorded', receipt: { targetId: 'e-1', targetVersion: '1' }, code: 'sofia-crm-201' },
    ],
    [
      '201, replayed',
      answer(201, receipt(create, 1), { headers: { 'idempotency-replayed': 'true' } }),
      { kind: 'already-recorded', receipt: { targetId: 'e-1', targetVersion: '1' }, code: 'sofia-crm-201' },
    ],
    ['201 of another event', answer(201, receipt(create, 1, { externalReference: 'x' })), malformed(201)],
    ['201 of another version', answer(201, receipt(create, 1, { versionKey: 'x' })), malformed(201)],
    ['201 with an id that is none', answer(201, receipt(create, 1, { id: '../x' })), malformed(201)],
    ['201 with a version that is none', answer(201, receipt(create, 0)), malformed(201)],
    ['201 of a cancelled event', answer(201, receipt(create, 1, { status: 'cancelled' })), malformed(201)],
    ['200 without a body', answer(200), malformed(200)],
    [
      '200 of somebody between',
      answer(200, undefined, unreadable),
      { kind: 'unknown', code: 'answer-unreadable' },
    ],
    ['302', answer(302), rejected('sofia-crm-302')],
    ['400', problem(400, 'bad-request'), rejected('sofia-crm-400-bad-request')],
    ['401', answer(401), { kind: 'not-now', code: 'sofia-crm-401', sent: false }],
    ['403', problem(403, 'no-rights'), rejected('sofia-crm-403-no-rights')],
    ['404', problem(404, 'not-found'), rejected('sofia-crm-404-not-found')],
    [
      '409 of somebody between',
      answer(409, undefined, unreadable),
      { kind: 'unknown', code: 'sofia-crm-409' },
    ],
    [
      '409 where an event is',
      problem(409, 'already-there', { current: { id: 'e-9', version: 4 } }),
      {
        kind: 'already-recorded',
        receipt: { targetId: 'e-9', targetVersion: '4' },
        code: 'sofia-crm-409-already-there',
      },
    ],
    [
      '409 where an event is, without saying which',
      problem(409, 'already-there'),
      { kind: 'unknown', code: 'sofia-crm-409-already-there' },
    ],
    ['412', problem(412, 'stale'), { kind: 'unknown', code: 'sofia-crm-412-stale' }],
    ['422', problem(422, 'invalid'), rejected('sofia-crm-422-invalid')],
    [
      '422 of a key of another request',
      problem(422, 'idempotency-key-reused'),
      { kind: 'unknown', code: 'sofia-crm-422-idempotency-key-reused' },
    ],
    ['422 with a code of nobody', problem(422, HIDDEN), rejected('sofia-crm-422')],
    [
      '429',
      answer(429, undefined, { retryAfterMs: 5000 }),
      { kind: 'not-now', code: 'sofia-crm-429', sent: true, retryAfterMs: 5000 },
    ],
    ['503', answer(503, undefined, unreadable), { kind: 'not-now', code: 'sofia-crm-503', sent: true }],
    ['500', problem(500, 'failed'), { kind: 'unknown', code: 'sofia-crm-500-failed' }],
  ])('%s', (_, reply, outcome) => {
    expect(classifyReply(reply, create)).toEqual(outcome);
  });

  it('of a correction or a cancellation is that of the same event', () => {
    expect(classifyReply(answer(200, receipt(replace, 4)), replace)).toMatchObject({ kind: 'recorded' });
    expect(classifyReply(answer(200, receipt(nullify, 4)), nullify)).toMatchObject({ kind: 'recorded' });
    expect(classifyReply(answer(200, receipt(replace, 4, { id: 'e-2' })), replace)).toEqual(malformed(200));
    expect(classifyReply(answer(200, receipt(nullify, 4, { status: 'active' })), nullify)).toEqual(
      malformed(200),
    );
  });

  it('of a correction is never an event that was there already, without a look', () => {
    const there = problem(409, 'already-there', { current: { id: 'e-1', version: 4 } });
    expect(classifyReply(there, replace)).toEqual({ kind: 'unknown', code: 'sofia-crm-409-already-there' });
  });
});
