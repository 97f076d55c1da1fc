import { decodeText, encodeText, isCharacterSet } from './character-set.js';

describe('the character sets', () => {
  it('encode what they can hold', () => {
    expect(encodeText('Åbo ä', '8859/1')).toEqual(Buffer.from([0xc5, 0x62, 0x6f, 0x20, 0xe4]));
    expect(encodeText('ä👩🏽‍⚕️', 'UNICODE UTF-8')).toEqual(Buffer.from('ä👩🏽‍⚕️'));
  });

  it.each(['Čáŋđ', '€', '👩', 'Ā', '\ud83d'])('8859/1 never puts anything in place of %j', (text) => {
    expect(encodeText(`a${text}b`, '8859/1')).toBeUndefined();
  });

  it.each(['\ud83d', '\ude00', '\ude00\ud83d'])('UTF-8 refuses half a surrogate pair: %j', (text) => {
    expect(encodeText(`a${text}b`, 'UNICODE UTF-8')).toBeUndefined();
  });

  it('read only bytes that are text', () => {
    expect(decodeText(Buffer.from([0xe4]), '8859/1')).toBe('ä');
    expect(decodeText(Buffer.from([0xe4]), 'UNICODE UTF-8')).toBeUndefined();
    expect(decodeText(Buffer.from('\ufeffä'), 'UNICODE UTF-8')).toBe('\ufeffä');
  });

  it('are named as table 0211 has them', () => {
    expect(['UNICODE UTF-8', '8859/1', 'UTF-8', '8859/15', ''].map(isCharacterSet)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
