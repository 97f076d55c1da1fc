import { isDate, isDateTime, isEmail, isUriReference } from './formats.js';

describe('a date', () => {
  test.each(['2026-11-17', '2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01'])('%s is one', (text) => {
    expect(isDate(text)).toBe(true);
  });
  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-1-1',
    '17.11.2026',
    '2026-11-17Z',
    '2026-11-17\n',
    '',
  ])('%j is none', (text) => {
    expect(isDate(text)).toBe(false);
  });
});

describe('a date and time', () => {
  test.each([
    '2026-11-17T12:30:00+02:00',
    '2026-11-17T12:30:00Z',
    '2026-11-17t12:30:00.123456789z',
    '2026-11-17T23:59:59-23:59',
  ])('%s is one, and a clock can hold it', (text) => {
    expect(isDateTime(text)).toBe(true);
    expect(new Date(text).getTime()).not.toBeNaN();
  });
  test.each([
    '2026-11-17T12:30:00',
    '2026-11-17 12:30:00Z',
    '2026-11-17T12:30Z',
    '2026-11-17T24:00:00Z',
    '2026-11-17T12:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-11-17T12:30:00+0200',
    '2026-11-17T12:30:00+24:00',
    '2026-02-30T12:30:00Z',
    '2026-11-17',
    '',
  ])('%j is none', (text) => {
    expect(isDateTime(text)).toBe(false);
  });
});

describe('an e-mail address', () => {
  test.each(['kela@tiimi.example', "o'brien+x@a-b.example", 'a.b@c.d.e'])('%s is one', (text) => {
    expect(isEmail(text)).toBe(true);
  });
  test.each([
    '',
    'a',
    'a@b',
    '@b.fi',
    'a@',
    'a@@b.fi',
    'a@b..fi',
    'a@-b.fi',
    '.a@b.fi',
    'a b@c.fi',
    'ä@b.fi',
    '"a"@b.fi',
    'a@b.fi\n',
  ])('%j is none', (text) => {
    expect(isEmail(text)).toBe(false);
  });
});

describe('a reference to a source', () => {
  test.each([
    '/tiimisovellus',
    'https://tiimi.example/a?b=c#d',
    'urn:kuittaus:sovellus',
    'tiimi',
    '//host:80/x',
    'http://[::1]/',
    '?q',
    '%20',
  ])('%s is one', (text) => {
    expect(isUriReference(text)).toBe(true);
  });
  test.each(['', ' ', 'a b', 'ä', '1a:b', ':b', 'http://[::1', '%2', '#a#b', 'a\u0000', '<x>', 'a\\b'])(
    '%j is none',
    (text) => {
      expect(isUriReference(text)).toBe(false);
    },
  );
});

test('near misses of every format, as long as an event can be, take no time', () => {
  const started = process.cpuUsage();
  const long = 200_000;
  for (const text of [
    'a'.repeat(long),
    'a.'.repeat(long),
    '1'.repeat(long),
    `${'a-'.repeat(long)}@`,
    `a@${'a-'.repeat(long)}`,
    `2026-11-17T12:30:00.${'1'.repeat(long)}`,
    '%a'.repeat(long),
  ]) {
    expect([isDate(text), isDateTime(text), isEmail(text), isUriReference(`${text} `)]).not.toContain(true);
  }
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
});
