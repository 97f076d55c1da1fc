import type { JsonReply } from '#http';
import type { RecordingOrder } from '#recording';
import { anOrder, nextVersion } from '#recording/testing';
import { classifyReply } from './classify-reply.js';

const create = anOrder('plan');
const previous = { targetId: 'r-1', targetVersion: '3' };
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

const xRoad = (status: number, type: string): JsonReply =>
  answer(status, { type, message: HIDDEN }, { headers: { 'x-road-error': type } });

const receipt = (order: RecordingOrder, version: number, more: object = {}) => ({
  id: 'r-1',
  externalId: order.seriesKey,
  version,
  versionKey: order.versionKey,
  status: order.operation === 'nullify' ? 'cancelled' : 'active',
  repeated: false,
  ...more,
});

const rejected = (code: string) => ({ kind: 'rejected', reason: 'rejected-by-system', code });

describe('a reply to a write', () => {
  it.each<[string, JsonReply, object]>([
    [
      'never sent',
      { kind: 'not-sent', code: 'refused' },
      { kind: 'not-now', code: 'not-sent-refused', sent: false },
    ],
    [
      'never answered',
      { kind: 'no-answer', code: 'deadline' },
      { kind: 'unknown', code: 'no-answer-deadline' },
    ],
    [
      '201',
      answer(201, receipt(create, 1)),
      { kind: 'recorded', receipt: { targetId: 'r-1', targetVersion: '1' }, code: 'typ-201' },
    ],
    [
      '200, repeated',
      answer(200, receipt(create, 1, { repeated: true })),
      { kind: 'already-recorded', receipt: { targetId: 'r-1', targetVersion: '1' }, code: 'typ-200' },
    ],
    [
      '201 of another record',
      answer(201, receipt(create, 1, { externalId: 'x' })),
      { kind: 'unknown', code: 'typ-201-malformed' },
    ],
    [
      '201 of another version',
      answer(201, receipt(create, 1, { versionKey: 'x' })),
      { kind: 'unknown', code: 'typ-201-malformed' },
    ],
    [
      '201 with another number',
      answer(201, receipt(create, 2)),
      { kind: 'unknown', code: 'typ-201-malformed' },
    ],
    [
      '201 with an id that is none',
      answer(201, receipt(create, 1, { id: '../x' })),
      { kind: 'unknown', code: 'typ-201-malformed' },
    ],
    [
      '201 of a cancelled record',
      answer(201, receipt(create, 1, { status: 'cancelled' })),
      { kind: 'unknown', code: 'typ-201-malformed' },
    ],
    ['200 without a body', answer(200), { kind: 'unknown', code: 'typ-200-malformed' }],
    [
      '200 of somebody between',
      answer(200, undefined, { content: 'unreadable' }),
      { kind: 'unknown', code: 'answer-unreadable' },
    ],
    ['302', answer(302), rejected('typ-302')],
    ['400', problem(400, 'bad-request'), rejected('typ-400-bad-request')],
    ['401', answer(401), { kind: 'not-now', code: 'typ-401', sent: false }],
    ['403', problem(403, 'no-rights'), rejected('typ-403-no-rights')],
    [
      '404 of somebody between',
      answer(404, undefined, { content: 'unreadable' }),
      { kind: 'unknown', code: 'answer-unreadable' },
    ],
    ['409 stale', problem(409, 'stale'), { kind: 'unknown', code: 'typ-409-stale' }],
    ['409 cancelled', problem(409, 'cancelled'), { kind: 'unknown', code: 'typ-409-cancelled' }],
    [
      '409 of somebody between',
      answer(409, undefined, { content: 'unreadable' }),
      { kind: 'unknown', code: 'typ-409' },
    ],
    [
      '409 where a record is',
      problem(409, 'already-there', { current: { id: 'r-9', version: 4 } }),
      {
        kind: 'already-recorded',
        receipt: { targetId: 'r-9', targetVersion: '4' },
        code: 'typ-409-already-there',
      },
    ],
    [
      '409 where a record is, without saying which',
      problem(409, 'already-there'),
      { kind: 'unknown', code: 'typ-409-already-there' },
    ],
    ['413', problem(413, 'too-large'), rejected('typ-413-too-large')],
    ['422', problem(422, 'invalid'), rejected('typ-422-invalid')],
    ['422 with a code of nobody', problem(422, HIDDEN), rejected('typ-422')],
    [
      '429',
      answer(429, undefined, { retryAfterMs: 5000 }),
      { kind: 'not-now', code: 'typ-429', sent: true, retryAfterMs: 5000 },
    ],
    [
      '503',
      answer(503, '<html>', { content: 'unreadable' }),
      { kind: 'not-now', code: 'typ-503', sent: true },
    ],
    ['500', problem(500, 'failed'), { kind: 'unknown', code: 'typ-500-failed' }],
    ['502', answer(502), { kind: 'unknown', code: 'typ-502' }],
    [
      'X-Road: no access',
      xRoad(500, 'Server.ServerProxy.AccessDenied'),
      { kind: 'not-now', code: 'x-road-access-denied', sent: true },
    ],
    [
      'X-Road: no service',
      xRoad(500, 'Server.ServerProxy.UnknownService'),
      { kind: 'not-now', code: 'x-road-unknown-service', sent: true },
    ],
    [
      'X-Road: a failure on the way',
      xRoad(500, 'Server.ServerProxy.ServiceFailed.InternalError'),
      { kind: 'unknown', code: 'x-road-500' },
    ],
    ['X-Road: a wrong message', xRoad(400, 'Client.BadRequest'), rejected('x-road-400')],
    [
      'X-Road: a type that is a property of every object',
      xRoad(500, 'constructor'),
      { kind: 'unknown', code: 'x-road-500' },
    ],
  ])('%s', (_, reply, outcome) => {
    expect(classifyReply(reply, create)).toEqual(outcome);
  });

  it('of a replace or a nullify counts on from the version before', () => {
    expect(classifyReply(answer(200, receipt(replace, 4)), replace)).toMatchObject({ kind: 'recorded' });
    expect(classifyReply(answer(200, receipt(nullify, 4)), nullify)).toMatchObject({ kind: 'recorded' });
    expect(classifyReply(answer(200, receipt(replace, 3)), replace)).toMatchObject({ kind: 'unknown' });
    expect(classifyReply(answer(200, receipt(nullify, 4, { status: 'active' })), nullify)).toMatchObject({
      kind: 'unknown',
    });
  });

  it('of a replace is never a record that was there already, without a look', () => {
    const there = problem(409, 'already-there', { current: { id: 'r-9', version: 4 } });
    expect(classifyReply(there, replace)).toEqual({ kind: 'unknown', code: 'typ-409-already-there' });
  });
});
