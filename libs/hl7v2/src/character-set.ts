/** Of HL7 table 0211: what may stand in MSH-18. */
export const CHARACTER_SETS = ['UNICODE UTF-8', '8859/1'] as const;
export type CharacterSet = (typeof CHARACTER_SETS)[number];

export const isCharacterSet = (name: string): name is CharacterSet =>
  (CHARACTER_SETS as readonly string[]).includes(name);

/** @returns the bytes; undefined when a character cannot be encoded: nothing is ever put in its place */
export function encodeText(text: string, characterSet: CharacterSet): Buffer | undefined {
  switch (characterSet) {
    case 'UNICODE UTF-8':
      return isWellFormed(text) ? Buffer.from(text, 'utf8') : undefined;
    case '8859/1':
      return BEYOND_LATIN_1.test(text) ? undefined : Buffer.from(text, 'latin1');
  }
}

/** @returns the text; undefined for bytes that are none */
export function decodeText(bytes: Uint8Array, characterSet: CharacterSet): string | undefined {
  if (characterSet === '8859/1') return Buffer.from(bytes).toString('latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const BEYOND_LATIN_1 = /[^\u0000-\u00ff]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

const isWellFormed = (text: string): boolean => !LONE_SURROGATE.test(text);
