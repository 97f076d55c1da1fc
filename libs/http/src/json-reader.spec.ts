import { at, listAt, textAt } from './json-reader.js';

describe('reading foreign JSON', () => {
  it('gives what is there', () => {
    expect(at({ a: { b: 1 } }, 'a', 'b')).toBe(1);
    expect(textAt({ a: 'x' }, 'a')).toBe('x');
    expect(listAt({ a: [1] }, 'a')).toEqual([1]);
  });

  it.each([undefined, null, 'text', 7, [], {}])('gives nothing from %j', (value) => {
    expect(at(value, 'a', 'b')).toBeUndefined();
    expect(textAt(value, 'a')).toBeUndefined();
    expect(listAt(value, 'a')).toEqual([]);
  });

  it('never follows what is inherited', () => {
    expect(at({}, 'constructor', 'name')).toBeUndefined();
    expect(at({}, '__proto__')).toBeUndefined();
  });
});
