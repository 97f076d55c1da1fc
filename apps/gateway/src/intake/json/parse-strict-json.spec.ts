import { parseStrictJson } from './parse-strict-json.js';

const parse = (text: string | Buffer): unknown => parseStrictJson(Buffer.from(text));
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('strict JSON', () => {
  test('is parsed', () => {
    expect(parse('{"a":["ä🙂\\u2028",-0.5e1,true,null]}')).toEqual({
      value: { a: ['ä🙂\u2028', -5, true, null] },
    });
  });

  test.each([
    ['nothing', ''],
    ['blanks', '  '],
    ['no JSON', '{a:1}'],
    ['JSON with more behind it', '{}{}'],
    ['a trailing comma', '[1,]'],
    ['a comment', '[1] // x'],
    ['a number that is none', '[NaN]'],
    ['a raw control character', '["a\u0000b"]'],
    ['a byte order mark', '\uFEFF{}'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['a raw surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
  ])('%s is not JSON', (_case, text) => {
    expect(parse(text)).toEqual({ fault: 'not-json' });
  });

  test('20 levels are taken, 21 and 100,000 are too deep', () => {
    expect(parse(nested(20))).toHaveProperty('value');
    expect(parse(nested(21))).toEqual({ fault: 'too-deep' });
    expect(parse(nested(100_000))).toEqual({ fault: 'too-deep' });
  });

  test('a key twice is told before the depth, and broken syntax before both', () => {
    expect(parse(`[{"a":1,"\\u0061":2},${nested(30)}]`)).toEqual({ fault: 'duplicate-key' });
    expect(parse(`[{"a":1,"a":2},${nested(30)}`)).toEqual({ fault: 'not-json' });
  });

  test('a key __proto__ is one like any other, and gives no object another prototype', () => {
    const parsed = parseStrictJson(Buffer.from('{"__proto__":{"isAdmin":true}}'));
    expect('value' in parsed && Object.keys(Object(parsed.value))).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });
});
