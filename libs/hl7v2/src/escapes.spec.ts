import fc from 'fast-check';
import { encodeText } from './character-set.js';
import { escapeText, unescapeText } from './escapes.js';
import { UNREADABLE, USUAL_DELIMITERS } from './message.js';

const OTHER_DELIMITERS = { field: '#', component: '$', repetition: '%', escape: '!', subcomponent: '*' };
const unescaped = (raw: string) => unescapeText(raw, USUAL_DELIMITERS, 'UNICODE UTF-8');

describe('escaping', () => {
  it.each([
    ['|^&~\\', '\\F\\\\S\\\\T\\\\R\\\\E\\'],
    ['a\nb', 'a\\.br\\b'],
    ['a\r\nb', 'a\\X0D\\\\.br\\b'],
    ['\x0b\x1c\x00\t\x7f', '\\X0B\\\\X1C\\\\X00\\\\X09\\\\X7F\\'],
    ['""', '\\X2222\\'],
    ['ä 👩🏽‍⚕️ <&amp;', 'ä 👩🏽‍⚕️ <\\T\\amp;'],
    ['\\.br\\', '\\E\\.br\\E\\'],
  ])('writes %j as %j', (text, raw) => {
    expect(escapeText(text, USUAL_DELIMITERS)).toBe(raw);
    expect(unescaped(raw)).toBe(text);
  });

  it('knows the delimiters of the message, not the usual ones', () => {
    expect(escapeText('a#b|c!d', OTHER_DELIMITERS)).toBe('a!F!b|c!E!d');
  });

  it.each([
    ['\\H\\loud\\N\\', 'loud'],
    ['\\XC3A4\\', 'ä'],
    ['\\X0d0a\\', '\r\n'],
  ])('reads %j as %j', (raw, text) => {
    expect(unescaped(raw)).toBe(text);
  });

  it.each(['a\\', '\\Z1\\', '\\X\\', '\\X0\\', '\\XC3\\', '\\.sp3\\', '\\f\\', '\\\\', '\\C2842\\'])(
    'never guesses what %j means',
    (raw) => {
      expect(unescaped(raw)).toContain(UNREADABLE);
    },
  );

  it('gives every text back, whatever the delimiters', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...Array.from('|^&~\\#$%!*\r\n\t\x0b\x1c".brXFSTRE0A')),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(text, fc.constantFrom(USUAL_DELIMITERS, OTHER_DELIMITERS), (original, delimiters) => {
        const raw = escapeText(original, delimiters);
        const { field, component, repetition, subcomponent } = delimiters;
        for (const mark of [field, component, repetition, subcomponent, '\r', '\n', '\x0b', '\x1c']) {
          expect(raw).not.toContain(mark);
        }
        expect(unescapeText(raw, delimiters, 'UNICODE UTF-8')).toBe(original);
      }),
      { numRuns: 2_000 },
    );
  });

  it('adds nothing that a character set could not hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          expect(encodeText(escapeText(text, USUAL_DELIMITERS), '8859/1')).toBeDefined();
        },
      ),
    );
  });
});
