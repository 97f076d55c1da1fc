import { holdsIdentityCode, isIdentityCode } from './identity-code.js';

/** Fictitious persons that the Digital and Population Data Services Agency has published, and made-up ones. */
const ARTIFICIAL = [
  '010594Y9032',
  '020594X903P',
  '030594W903B',
  '040594V9030',
  '050594U903M',
  '120575-907C',
  '010516B903X',
  '020516C903K',
  '030516D9037',
  '010501E9032',
  '020503F9037',
  '020504A902E',
];

const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const coded = (day: string, sign: string, number: string): string =>
  `${day}${sign}${number}${CHECK[Number(day + number) % 31]}`;

describe('an identity code', () => {
  test.each(ARTIFICIAL)('%s is taken where artificial ones are, and nowhere else', (code) => {
    expect(isIdentityCode(code, true)).toBe(true);
    expect(isIdentityCode(code, false)).toBe(false);
  });

  test.each(['-', '+', 'Y', 'X', 'W', 'V', 'U'])('has a sign of the 1800s or 1900s: %s', (sign) => {
    expect(isIdentityCode(coded('290260', sign, '899'), false)).toBe(true);
  });

  test.each(['A', 'B', 'C', 'D', 'E', 'F'])('has a sign of the 2000s: %s', (sign) => {
    expect(isIdentityCode(coded('290204', sign, '002'), false)).toBe(true);
  });

  test('is refused with any other check character', () => {
    for (const check of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      expect(isIdentityCode(`010594Y903${check}`, true)).toBe(check === '2');
    }
  });

  test.each([
    ['a day that is not', coded('310494', '-', '903')],
    ['29 February of no leap year', coded('290201', 'A', '903')],
    ['month 13', coded('011394', '-', '903')],
    ['a sign that is none', coded('010594', 'G', '903')],
    ['a small letter', '010594y9032'],
    ['a small check character', '120575-907c'],
    ['no sign', '0105949032'],
    ['a blank before it', ' 010594Y9032'],
    ['a line end after it', '010594Y9032\n'],
    ['the number 000, which nobody has', coded('010594', '-', '000')],
    ['the number 001, which nobody has', coded('010594', '-', '001')],
    ['digits of another script', '٠١٠٥٩٤Y9032'],
    ['nothing', ''],
  ])('is refused with %s', (_case, code) => {
    expect(isIdentityCode(code, true)).toBe(false);
  });
});

describe('an identity code in a text', () => {
  test.each([
    ...ARTIFICIAL.map((code) => `Asiakas ${code}.`),
    'asiakas 010594y9032',
    'hetu:120575-907c,',
    'x010594Y9032x',
    '0010594Y9032',
    '120575–907C',
    '120575‑907C',
    '120575−907C',
    '120575 - 907C',
    '120575 -907C',
    '１２０５７５-９０７C',
    '120575\u200B-907C',
    '111111120575-907C',
    '(120575-907C)',
  ])('is found in %j', (text) => {
    expect(holdsIdentityCode(text)).toBe(true);
  });

  test.each([
    '',
    'Sovittiin jatkosta.',
    'p. 040 123 4567',
    '120575-907D',
    '310494-9034',
    '17.11.2026',
    '1234567-8',
    '2026-11-17T12:30:00.120575+02:00',
  ])('is not seen in %j', (text) => {
    expect(holdsIdentityCode(text)).toBe(false);
  });

  test('is looked for in linear time', () => {
    const started = process.cpuUsage();
    expect(holdsIdentityCode('120575-907'.repeat(25_000))).toBe(false);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
  });
});
