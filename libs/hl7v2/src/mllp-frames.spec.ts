import fc from 'fast-check';
import { FrameReader, frameOf } from './mllp-frames.js';

const VT = 0x0b;
const FS = 0x1c;

function readAll(chunks: readonly Buffer[], maxBytes = 1_000) {
  const reader = new FrameReader(maxBytes);
  const messages: string[] = [];
  for (const chunk of chunks) {
    const read = reader.push(chunk);
    messages.push(...read.messages.map((message) => message.toString()));
    if (read.fault !== undefined) return { messages, fault: read.fault };
  }
  return { messages };
}

describe('MLLP frames', () => {
  it('begin with VT and end with FS and CR', () => {
    expect([...frameOf(Buffer.from('M'))]).toEqual([VT, 0x4d, FS, 0x0d]);
  });

  it('are put together however the network cut them', () => {
    const messages = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 5 });
    fc.assert(
      fc.property(messages, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (texts, sizes) => {
        // VT and FS cannot be in a message: they are escaped.
        const clean = texts.map((text) => text.replaceAll(/[\x0b\x1c]/g, ''));
        const stream = Buffer.concat(clean.map((text) => frameOf(Buffer.from(text))));
        const chunks: Buffer[] = [];
        for (let at = 0; at < stream.length;) {
          const size = Number(sizes.next().value);
          chunks.push(stream.subarray(at, at + size));
          at += size;
        }
        expect(readAll(chunks)).toEqual({ messages: clean });
        expect(readAll([stream])).toEqual({ messages: clean });
      }),
    );
  });

  it('keep a CR and an FS apart that came in two packets', () => {
    expect(
      readAll([Buffer.from([VT, 0x4d, FS]), Buffer.from([0x0d, VT, 0x4e]), Buffer.from([FS, 0x0d])]),
    ).toEqual({
      messages: ['M', 'N'],
    });
  });

  it.each([
    ['before the first', [0x0d, VT, 0x4d, FS, 0x0d], [], 'garbage'],
    ['between two', [VT, 0x4d, FS, 0x0d, 0x0a, VT], ['M'], 'garbage'],
    ['a beginning inside', [VT, 0x4d, VT, 0x4d, FS, 0x0d], [], 'frame-broken'],
    ['an end that is none', [VT, 0x4d, FS, 0x4d, 0x0d], [], 'frame-broken'],
  ])('refuse what does not belong there: %s', (_, bytes, messages, fault) => {
    expect(readAll([Buffer.from(bytes)])).toEqual({ messages, fault });
    expect(readAll(bytes.map((byte) => Buffer.from([byte])))).toEqual({ messages, fault });
  });

  it('refuse a message that is too large, before its end comes', () => {
    const reader = new FrameReader(4);
    expect(reader.push(Buffer.from([VT, 1, 2, 3]))).toEqual({ messages: [] });
    expect(reader.isInside).toBe(true);
    expect(reader.push(Buffer.from([4, 5]))).toEqual({ messages: [], fault: 'frame-too-large' });
    expect(readAll([frameOf(Buffer.alloc(4, 0x4d))], 4).messages).toHaveLength(1);
  });
});
