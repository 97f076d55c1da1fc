import type { JsonReply } from '#http';
import { anOrder, nextVersion } from '#recording/testing';
import { classifyLookUp } from './classify-look-up.js';

const previous = { targetId: 'r-1', targetVersion: '1' };
const first = anOrder('plan');
const order = nextVersion(first, { operation: 'replace', previous, text: 'Toinen' });
const record = {
  id: 'r-1',
  externalId: order.seriesKey,
  version: 2,
  versionKey: order.versionKey,
  status: 'active',
  client: { ...order.clientIdentifier },
  content: JSON.parse(JSON.stringify(order.content)) as object,
  text: order.text,
};

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): JsonReply {
  return { kind: 'answered', status, header: (name) => headers[name], content: 'json', body };
}

describe('a reply to a look-up', () => {
  it('finds the record equal', () => {
    expect(classifyLookUp(answer(200, record), order)).toEqual({
      kind: 'found',
      recorded: { targetId: 'r-1', targetVersion: '2' },
      matches: true,
      differences: [],
      code: 'equal',
    });
  });

  it('says what differs', () => {
    expect(classifyLookUp(answer(200, { ...record, text: 'Muu' }), order)).toMatchObject({
      kind: 'found',
      matches: false,
      differences: ['content'],
      code: 'differs',
    });
  });

  it('finds only the version before, so ours is absent', () => {
    const older = { ...record, version: 1, versionKey: first.versionKey, text: first.text };
    expect(classifyLookUp(answer(200, older), order)).toEqual({ kind: 'absent', code: 'older-version' });
  });

  it('finds another record with the number of the version before', () => {
    const other = { ...record, id: 'r-2', version: 1, versionKey: first.versionKey };
    expect(classifyLookUp(answer(200, other), order)).toMatchObject({ kind: 'found', matches: false });
  });

  it('finds a version that is neither ours nor the one before', () => {
    expect(classifyLookUp(answer(200, { ...record, version: 3, versionKey: 'x' }), order)).toMatchObject({
      kind: 'found',
      matches: false,
      differences: ['version'],
    });
  });

  it.each<[string, JsonReply, object]>([
    ['nothing there', answer(404, { code: 'not-found' }), { kind: 'absent', code: 'no-match' }],
    ['a 404 of somebody between', answer(404, undefined), { kind: 'not-now', code: 'read-typ-404' }],
    [
      'a 404 of the exchange layer',
      answer(404, { code: 'not-found' }, { 'x-road-error': 'Server.ServerProxy.UnknownService' }),
      { kind: 'not-now', code: 'read-x-road-unknown-service' },
    ],
    [
      'another record',
      answer(200, { ...record, externalId: 'x' }),
      { kind: 'not-now', code: 'read-unreadable' },
    ],
    [
      'a record without an id',
      answer(200, { ...record, id: 7 }),
      { kind: 'not-now', code: 'read-unreadable' },
    ],
    [
      'a version that is none',
      answer(200, { ...record, version: '2' }),
      { kind: 'not-now', code: 'read-unreadable' },
    ],
    [
      'no answer',
      { kind: 'no-answer', code: 'answer-too-large' },
      { kind: 'not-now', code: 'read-no-answer-answer-too-large' },
    ],
    ['not sent', { kind: 'not-sent', code: 'dns' }, { kind: 'not-now', code: 'read-not-sent-dns' }],
    ['a failure', answer(500, { code: 'failed' }), { kind: 'not-now', code: 'read-typ-500-failed' }],
  ])('%s', (_, reply, outcome) => {
    expect(classifyLookUp(reply, order)).toEqual(outcome);
  });

  it('keeps when to come back', () => {
    const reply = { ...answer(503, undefined), retryAfterMs: 1000 } as JsonReply;
    expect(classifyLookUp(reply, order)).toEqual({
      kind: 'not-now',
      code: 'read-typ-503',
      retryAfterMs: 1000,
    });
  });
});
