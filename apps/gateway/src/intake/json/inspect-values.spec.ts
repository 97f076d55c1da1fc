import { inspectValues, plainCopy } from './inspect-values.js';
import type { JsonObject } from './json-value.js';

const parse = (text: string): JsonObject => JSON.parse(text) as JsonObject;

describe('what is refused in any value', () => {
  test('is nothing in ordinary texts, astral and combined characters included', () => {
    expect(
      inspectValues({ a: ['ä', '🙂❤️', '\n\t', '\u2028', ''], b: { c: 1, d: null, e: true } }, '/data'),
    ).toEqual([]);
  });

  test.each(['\u0000', 'a\u0000b', '\ud800', 'a\udc00b', '\udc00\ud800'])(
    'NUL and half characters: %j',
    (text) => {
      expect(inspectValues({ a: [{ b: text }] }, '/data')).toEqual([
        { path: '/data/a/0/b', code: 'forbidden-character' },
      ]);
    },
  );

  test.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'valueOf',
  ])('a field %s, and not what is inside it', (key) => {
    const found = inspectValues(parse(`{"a":{"${key}":{"b":"\\u0000"}}}`), '/data');
    expect(found).toEqual([{ path: `/data/a/${key}`, code: 'unknown-field' }]);
  });

  test('more values than any event can have, or a longer list', () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, 0]));
    expect(inspectValues({ a: many }, '/data')).toEqual([{ path: '/data', code: 'too-many-values' }]);
    expect(inspectValues({ a: Array.from({ length: 51 }, () => 0) }, '/data')).toEqual([
      { path: '/data/a', code: 'max-items' },
    ]);
    expect(inspectValues({ a: Array.from({ length: 50 }, () => 0) }, '/data')).toEqual([]);
  });
});

describe('a copy that can be looked at safely', () => {
  test('has none of the refused keys, and no other prototype', () => {
    const copy = plainCopy(parse('{"a":{"__proto__":{"x":1},"b":[{"constructor":1,"c":2}]}}'));
    expect(copy).toEqual({ a: { b: [{ c: 2 }] } });
    expect(Object.getPrototypeOf(copy['a'])).toBe(Object.prototype);
  });

  test('has overlong lists cut, yet still too long', () => {
    expect(plainCopy({ a: Array.from({ length: 100_000 }, () => 0) })['a']).toHaveLength(51);
  });
});
