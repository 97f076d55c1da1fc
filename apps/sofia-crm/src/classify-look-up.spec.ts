import type { JsonReply } from '#http';
import { anOrder, nextVersion } from '#recording/testing';
import { classifyLookUp } from './classify-look-up.js';

const previous = { targetId: 'e-1', targetVersion: '1' };
const first = anOrder('contact-note');
const order = nextVersion(first, { operation: 'replace', previous, text: 'Toinen' });
const event = {
  id: 'e-1',
  externalReference: order.seriesKey,
  version: 2,
  versionKey: order.versionKey,
  status: 'active',
  client: { ...order.clientIdentifier },
  content: JSON.parse(JSON.stringify(order.content)) as object,
  text: order.text,
};

const answer = (status: number, body: unknown): JsonReply => ({
  kind: 'answered',
  status,
  header: () => undefined,
  content: 'json',
  body,
});
const list = (...items: readonly object[]) => answer(200, { items, total: items.length });
const unreadable = { kind: 'not-now', code: 'find-unreadable' };

describe('a reply to a look-up', () => {
  it('finds the event equal', () => {
    expect(classifyLookUp(list(event), order)).toEqual({
      kind: 'found',
      recorded: { targetId: 'e-1', targetVersion: '2' },
      matches: true,
      differences: [],
      code: 'equal',
    });
  });

  it('finds only the version before, so ours is absent', () => {
    const older = { ...event, version: 1, versionKey: first.versionKey, text: first.text };
    expect(classifyLookUp(list(older), order)).toEqual({ kind: 'absent', code: 'older-version' });
  });

  it('finds another event with the number of the version before', () => {
    const other = { ...event, id: 'e-2', version: 1, versionKey: first.versionKey };
    expect(classifyLookUp(list(other), order)).toMatchObject({ kind: 'found', matches: false });
  });

  it('finds a version that is neither ours nor the one before', () => {
    expect(classifyLookUp(list({ ...event, version: 3, versionKey: 'x' }), order)).toMatchObject({
      kind: 'found',
      matches: false,
      differences: ['version'],
    });
  });

  it.each<[string, JsonReply, object]>([
    ['none', list(), { kind: 'absent', code: 'no-match' }],
    ['two', list(event, { ...event, id: 'e-2' }), { kind: 'several', count: 2, code: 'several-matches' }],
    ['another event, the search being ignored', list({ ...event, externalReference: 'x' }), unreadable],
    ['ours and another', list(event, { ...event, externalReference: 'x' }), unreadable],
    ['a page of more', answer(200, { items: [event], total: 2 }), unreadable],
    ['no list', answer(200, { total: 0 }), unreadable],
    ['an event without an id', list({ ...event, id: undefined }), unreadable],
    ['a 404', answer(404, { code: 'not-found' }), { kind: 'not-now', code: 'find-sofia-crm-404-not-found' }],
    [
      'no answer',
      { kind: 'no-answer', code: 'answer-too-large' },
      { kind: 'not-now', code: 'find-no-answer-answer-too-large' },
    ],
    [
      'not sent',
      { kind: 'not-sent', code: 'token-401' },
      { kind: 'not-now', code: 'find-not-sent-token-401' },
    ],
  ])('%s', (_, reply, outcome) => {
    expect(classifyLookUp(reply, order)).toEqual(outcome);
  });

  it('keeps when to come back', () => {
    const reply = { ...answer(503, undefined), retryAfterMs: 1000 } as JsonReply;
    expect(classifyLookUp(reply, order)).toEqual({
      kind: 'not-now',
      code: 'find-sofia-crm-503',
      retryAfterMs: 1000,
    });
  });
});
