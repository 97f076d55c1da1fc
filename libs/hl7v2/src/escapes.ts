import { decodeText } from './character-set.js';
import type { CharacterSet } from './character-set.js';
import { UNREADABLE } from './message.js';
import type { Delimiters } from './message.js';

/** HL7 2.5, section 2.7. A text of two quotation marks alone would mean "delete what is there" (2.5.3). */
const NULL_VALUE = '""';

/**
 * Escapes a text: delimiters by their letters, line feeds as `.br` (2.7.6), every other control character in
 * hexadecimal, since a CR would end the segment and VT and FS the frame.
 */
export function escapeText(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  const letters = lettersOf(delimiters);
  const wrapped = (sequence: string): string => escape + sequence + escape;
  if (text === NULL_VALUE) return wrapped('X2222');
  return text.replace(SPECIAL, (character) => {
    const letter = letters.get(character);
    if (letter !== undefined) return wrapped(letter);
    if (character === '\n') return wrapped('.br');
    if (character >= ' ' && character !== '\x7f') return character;
    return wrapped(`X${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);
  });
}

/** Whatever may have to be escaped: control characters, and the marks of ASCII, any of which can be a delimiter. */
const SPECIAL = /[\x00-\x1f!-/:-@[-`{-\x7f]/gu;

/** Undoes the escapes; a sequence that is not understood becomes {@link UNREADABLE}. */
export function unescapeText(raw: string, delimiters: Delimiters, characterSet: CharacterSet): string {
  const { escape } = delimiters;
  if (!raw.includes(escape)) return raw;
  const letters = new Map([...lettersOf(delimiters)].map(([character, letter]) => [letter, character]));
  const parts = raw.split(escape);
  // Text and sequences take turns: an even number of parts means that one has no end.
  const isOpen = parts.length % 2 === 0;
  const read = parts.map((part, index) =>
    index % 2 === 0 ? part : (letters.get(part) ?? sequence(part, characterSet)),
  );
  return read.join('') + (isOpen ? UNREADABLE : '');
}

function sequence(code: string, characterSet: CharacterSet): string {
  if (code === '.br') return '\n';
  // Highlighting on and off: nothing of the text.
  if (code === 'H' || code === 'N') return '';
  if (!/^X([0-9A-F]{2})+$/iu.test(code)) return UNREADABLE;
  return decodeText(Buffer.from(code.slice(1), 'hex'), characterSet) ?? UNREADABLE;
}

const lettersOf = (delimiters: Delimiters): ReadonlyMap<string, string> =>
  new Map([
    [delimiters.field, 'F'],
    [delimiters.component, 'S'],
    [delimiters.subcomponent, 'T'],
    [delimiters.repetition, 'R'],
    [delimiters.escape, 'E'],
  ]);
