import fc from 'fast-check';
import { scanJson } from './scan-json.js';

describe('what JSON.parse does not tell', () => {
  test.each([
    ['a key twice', '{"a":1,"a":2}', true],
    ['a key twice, spelled in two ways', '{"a":1,"\\u0061":2}', true],
    ['an empty key twice', '{"":1,"":2}', true],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', true],
    ['a key twice deep inside', '[{"a":[{"b":{},"c":[],"b":null}]}]', true],
    ['a key twice with an object between', '{"a":{"x":1},"b":[1,2],"a":1}', true],
    ['a key with an escaped quotation mark', '{"a\\"":1,"a\\\\":2}', false],
    ['the same key in two objects', '[{"a":1},{"a":1}]', false],
    ['the same key at two levels', '{"a":{"a":1}}', false],
    ['a key and the same text as a value', '{"a":"a","b":"a","c":["a","a"]}', false],
    ['keys that differ in case or in normal form', '{"a":1,"A":2,"\\u00e4":3,"a\\u0308":4}', false],
    ['structure inside of texts', '{"a":"{\\"b\\":1,\\"b\\":2}","c":"[[[["}', false],
  ])('%s', (_case, text, hasDuplicateKey) => {
    expect(() => void JSON.parse(text)).not.toThrow();
    expect(scanJson(text).hasDuplicateKey).toBe(hasDuplicateKey);
  });

  test.each([
    ['1', 0],
    ['{}', 1],
    ['{"a":[{}],"b":{}}', 3],
    ['["[[[", {"{{": "]"}]', 2],
    ['[[],[],[]]', 2],
  ])('%s is so deep: %i', (text, depth) => {
    expect(scanJson(text).depth).toBe(depth);
  });

  test('no value that was written by JSON.stringify has a key twice, and its depth is counted right', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat(2), (value, indent) => {
        const scanned = scanJson(JSON.stringify(value, null, indent));
        expect(scanned).toEqual({ hasDuplicateKey: false, depth: depthOf(value) });
      }),
    );
  });

  test('100,000 levels, keys or backslashes take no longer than other bytes', () => {
    const started = process.cpuUsage();
    expect(scanJson('['.repeat(100_000) + ']'.repeat(100_000)).depth).toBe(100_000);
    expect(scanJson('{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)).depth).toBe(50_000);
    const keys = Array.from({ length: 100_000 }, (_, index) => `"${index}":0`);
    expect(scanJson(`{${keys.join(',')}}`).hasDuplicateKey).toBe(false);
    expect(scanJson(`["${'\\\\'.repeat(100_000)}"]`).depth).toBe(1);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1_000);
  });
});
