import { DIFFICULT_TEXT, anOrder, type OrderChanges } from '#recording/testing';
import { mapOrder } from './mapping/map-order.js';
import { isEncodable } from './validate-bundle.js';

function encodable(record: 'plan' | 'recommendation', changes: OrderChanges): boolean {
  const order = anOrder(record, changes);
  return isEncodable(mapOrder(order, {}, new Date(0)), order);
}

function namedRecorder(name: string): OrderChanges {
  return { recorder: { ...anOrder().recorder, name } };
}

describe('what can be written', () => {
  it.each(['plan', 'recommendation'] as const)('is any text of Unicode, in a %s', (record) => {
    expect(encodable(record, { text: DIFFICULT_TEXT })).toBe(true);
  });

  it.each([
    ['half a pair in the text of a document', 'recommendation', { text: 'x\ud83d' }],
    ['the other half', 'recommendation', { text: '\udc00x' }],
    ['halves in the wrong order', 'recommendation', { text: '\udc00\ud83d' }],
    ['half a pair in the text of a plan', 'plan', { text: 'x\ud83d' }],
    ['half a pair in a name', 'recommendation', namedRecorder('A\ud83d')],
    ['a control character in a name', 'recommendation', namedRecorder('A\u0000')],
    ['a name of nothing but spaces', 'recommendation', namedRecorder(' ')],
    ['a control character in the text of a plan', 'plan', { text: 'a\u000bb' }],
    ['no text', 'recommendation', { text: '' }],
  ] as const)('is not %s', (_, record, changes) => {
    expect(encodable(record, changes)).toBe(false);
  });

  it('is a document with a control character, since its text is sent as bytes', () => {
    expect(encodable('recommendation', { text: 'a\u000bb' })).toBe(true);
  });
});
