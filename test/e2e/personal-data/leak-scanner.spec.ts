import { findLeaks } from './leak-scanner.js';
import type { Canary } from './leak-scanner.js';

const CODE = '010594Y9032';
const NAME = 'Äyräpää-Lintunen';
const canaries: readonly Canary[] = [
  { name: 'code', text: CODE },
  { name: 'name', text: NAME },
];

const leaksIn = (content: string | Buffer) =>
  findLeaks([{ name: 'sink', content: Buffer.isBuffer(content) ? content : Buffer.from(content) }], canaries);
const found = (content: string | Buffer): string[] => [
  ...new Set(leaksIn(content).map(({ canary }) => canary)),
];

const asJsonEscapes = (text: string): string =>
  text.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('the leak scanner', () => {
  it.each([
    ['as it is', (text: string) => `{"a":"${text}"}`],
    ['in lower case', (text: string) => `x${text.toLowerCase()}y`],
    ['in upper case', (text: string) => `x${text.toUpperCase()}y`],
    ['decomposed', (text: string) => text.normalize('NFD')],
    ['in Latin-1', (text: string) => Buffer.from(`x ${text} y`, 'latin1')],
    ['with JSON escapes', asJsonEscapes],
    [
      'with JSON escapes in upper case',
      (text: string) =>
        asJsonEscapes(text).replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`),
    ],
    [
      'as Redis tells it',
      (text: string) =>
        [...Buffer.from(text)]
          .map((byte) => (byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`))
          .join(''),
    ],
    ['in a URL', (text: string) => `/search?name=${encodeURIComponent(text)}`],
    ['in a URL, in lower case', (text: string) => encodeURIComponent(text).toLowerCase()],
    ['in a form', (text: string) => new URLSearchParams({ name: `${text} x` }).toString()],
    ['in hexadecimal', (text: string) => `\\x${Buffer.from(`abc${text}def`).toString('hex')}`],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in base64, one byte in', (text: string) => Buffer.from(`1${text}abc`).toString('base64')],
    ['in base64, two bytes in', (text: string) => Buffer.from(`12${text}ab`).toString('base64')],
    ['in base64, three bytes in', (text: string) => Buffer.from(`123${text}a`).toString('base64')],
    ['in base64url', (text: string) => Buffer.from(`{"x":"${text}"}`).toString('base64url')],
    ['in base64, in lower case', (text: string) => Buffer.from(`x${text.toLowerCase()}`).toString('base64')],
  ])('finds a name and an identity code %s', (_, form: (text: string) => string | Buffer) => {
    expect(found(form(CODE))).toEqual(['code']);
    expect(found(form(NAME))).toEqual(['name']);
  });

  it.each(['010594-9032', '010594 9032', '010594 Y 9032', '0105949032', '"010594","Y","9032"'])(
    'finds an identity code in pieces: %s',
    (pieces) => {
      expect(found(`x ${pieces} z`)).toEqual(['code']);
    },
  );

  it('says where, in which form, and not what', () => {
    const [leak] = leaksIn(`12345${CODE}`);
    expect(leak).toMatchObject({ sink: 'sink', canary: 'code', at: 5 });
    expect(JSON.stringify(leak)).not.toContain('9032');
  });

  it('finds nothing where there is nothing', () => {
    expect(
      leaksIn('{"decisionId":"KAA-1","birth":"010594","other":"010594Y903A","name":"Lintunen"}'),
    ).toEqual([]);
    expect(leaksIn(Buffer.from('abcdefghijklmnopqrstuvwxyz').toString('base64'))).toEqual([]);
  });
});
