import fc from 'fast-check';
import { message, segment } from './build-message.js';
import { CHARACTER_SETS, type CharacterSet } from './character-set.js';
import { emitMessage } from './emit-message.js';
import { fieldOf, firstSegment, isReadable, partOf, textOf } from './message.js';
import { parseMessage } from './parse-message.js';

const HEADER = { 9: ['MDM', 'T02', 'MDM_T02'], 10: '1', 12: '2.5' } as const;

function read(text: string | Buffer, usual: CharacterSet = 'UNICODE UTF-8') {
  const parsed = parseMessage(Buffer.from(text), usual);
  if (parsed.kind === 'fault') throw new Error(parsed.code);
  return parsed;
}

describe('a message', () => {
  it('is emitted with its delimiters, without empty ends, each segment ended by a CR', () => {
    const built = message(
      { ...HEADER, 18: 'UNICODE UTF-8' },
      segment('PID', { 3: ['1|2', undefined, undefined, ['', '1.2.246.21', 'ISO'], ''], 5: 'Åke' }),
    );
    expect(emitMessage(built, 'UNICODE UTF-8')?.toString()).toBe(
      'MSH|^~\\&|||||||MDM^T02^MDM_T02|1||2.5||||||UNICODE UTF-8\rPID|||1\\F\\2^^^&1.2.246.21&ISO||Åke\r',
    );
  });

  it('is read in all its parts', () => {
    const { message: read1 } = read('MSH|^~\\&|A|||||||1\rPID|||1^^^&2&ISO~3^&4|\rOBX|1|FT|||a\\.br\\b');
    const pid = firstSegment(read1, 'PID');
    expect(fieldOf(pid!, 3).map((repetition) => partOf(repetition, 1))).toEqual(['1', '3']);
    expect(textOf(pid, 3, 4, 2)).toBe('2');
    expect(partOf(fieldOf(pid!, 3)[1], 2, 2)).toBe('4');
    expect(textOf(firstSegment(read1, 'OBX'), 5)).toBe('a\nb');
    expect([
      textOf(read1.segments[0], 1),
      textOf(read1.segments[0], 2),
      textOf(read1.segments[0], 10),
    ]).toEqual(['|', '^~\\&', '1']);
    expect([textOf(pid, 99), textOf(undefined, 1)]).toEqual(['', '']);
  });

  it('is read with the delimiters that it names, and emitted with them again', () => {
    const text = 'MSH#$%!*#A#########2.5\rPID###1!S!2$3%4*5\r';
    const { message: other } = read(text);
    expect(textOf(firstSegment(other, 'PID'), 3)).toBe('1$2');
    expect(emitMessage(other, 'UNICODE UTF-8')?.toString()).toBe(text);
  });

  it('is read in the character set that it names, else in the usual one', () => {
    const latin1 = (name: string) => Buffer.from(`MSH|^~\\&||||||||||||||||${name}\rPID|||å`, 'latin1');
    for (const [bytes, usual] of [
      [latin1('8859/1'), 'UNICODE UTF-8'],
      [latin1(''), '8859/1'],
    ] as const) {
      expect(textOf(firstSegment(read(bytes, usual).message, 'PID'), 3)).toBe('å');
    }
    expect(parseMessage(latin1('UNICODE UTF-8'), '8859/1')).toEqual({ kind: 'fault', code: 'not-decodable' });
  });

  it.each([
    ['', 'no-header'],
    ['PID|1', 'no-header'],
    ['MSH|^~\\', 'delimiters'],
    ['MSH|^~^&|', 'delimiters'],
    ['MSHa^~\\&a', 'delimiters'],
    ['MSH|^~\\ |', 'delimiters'],
    ['MSH|^~\\&||||||||||||||||KOI8-R', 'character-set'],
    ['MSH|^~\\&|\rpid|1', 'segment-name'],
    ['MSH|^~\\&|\r\rPID|1', 'segment-name'],
    ['MSH|^~\\&|\r\nPID|1', 'control-character'],
    ['MSH|^~\\&|\rPID|\x00', 'control-character'],
  ])('%j is none: %s', (text, code) => {
    expect(parseMessage(Buffer.from(text), 'UNICODE UTF-8')).toEqual({ kind: 'fault', code });
  });

  it('tells whether an escape of it could not be read', () => {
    expect(isReadable(read('MSH|^~\\&|\rOBX|\\Z9\\').message)).toBe(false);
    expect(isReadable(read('MSH|^~\\&|\rOBX|\\E\\').message)).toBe(true);
  });

  it('gives back every text that its character set can hold', () => {
    const any = fc.string({ unit: 'grapheme' });
    const latin = fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(fc.constantFrom(...CHARACTER_SETS), any, latin, (characterSet, first, second) => {
        const texts = [characterSet === '8859/1' ? second : first, second];
        const built = message({ ...HEADER, 18: characterSet }, segment('OBX', { 3: texts, 5: texts[0] }));
        const bytes = emitMessage(built, characterSet);
        const obx = firstSegment(read(bytes!).message, 'OBX');
        expect([textOf(obx, 3, 1), textOf(obx, 3, 2), textOf(obx, 5)]).toEqual([
          texts[0],
          texts[1],
          texts[0],
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('is never read from chance bytes with a throw', () => {
    const start = fc.constantFrom('', 'MSH', 'MSH|^~\\&|', 'MSH|^~\\&|\rPID|');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (text, bytes) => {
        const parsed = parseMessage(Buffer.concat([Buffer.from(text), bytes]), 'UNICODE UTF-8');
        expect(['message', 'fault']).toContain(parsed.kind);
      }),
      { numRuns: 1_000 },
    );
  });
});
