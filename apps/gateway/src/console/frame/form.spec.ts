import { formOf } from './form.js';

const formIn = (body: string) => formOf({ body: Buffer.from(body) });

describe('the fields of a form', () => {
  test('are read as a browser sends them', () => {
    const form = formIn('why=Ei+kuulu+minulle%2C+kiitos&task=1&task=2&empty=&%C3%A4=%C3%B6&bare');
    expect(form.text('why')).toBe('Ei kuulu minulle, kiitos');
    expect(form.texts('task')).toEqual(['1', '2']);
    expect(form.text('empty')).toBe('');
    expect(form.text('ä')).toBe('ö');
    expect(form.text('bare')).toBe('');
    expect(form.text('absent')).toBeUndefined();
    expect(form.texts('absent')).toEqual([]);
  });

  test('of a text area have line ends of one kind', () => {
    expect(formIn('text=a%0D%0Ab%0Dc%0Ad').text('text')).toBe('a\nb\nc\nd');
  });

  test('are none without a body', () => {
    expect(formOf({ body: undefined }).text('csrf')).toBeUndefined();
    expect(formIn('').texts('')).toEqual([]);
  });

  test('are never those of an object: no name has a meaning of its own', () => {
    const form = formIn('__proto__=x&constructor=y');
    expect(form.text('__proto__')).toBe('x');
    expect(form.text('toString')).toBeUndefined();
  });

  test('that are asked for as one must be one', () => {
    expect(() => formIn('csrf=a&csrf=b').text('csrf')).toThrow('bad-request');
  });

  test.each([
    ['half a byte', 'a=%F'],
    ['no UTF-8', 'a=%FF%FE'],
    ['a lone surrogate', 'a=%ED%A0%80'],
    ['NUL', 'a=b%00c'],
    ['bare bytes', 'a=ä'],
    ['a long name', `${'n'.repeat(101)}=1`],
    ['a long text', `a=${'x'.repeat(20_001)}`],
    ['many fields', Array.from({ length: 301 }, (_, i) => `f${i}=1`).join('&')],
  ])('are refused for %s', (_, body) => {
    expect(() => formIn(body)).toThrow('bad-request');
  });

  test('may be as many and as long as the limits say', () => {
    const body = [`a=${'x'.repeat(20_000)}`, ...Array.from({ length: 299 }, (_, i) => `f=${i}`)].join('&');
    expect(formIn(body).texts('f')).toHaveLength(299);
  });
});
