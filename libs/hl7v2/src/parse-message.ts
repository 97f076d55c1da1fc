import { decodeText, isCharacterSet } from './character-set.js';
import type { CharacterSet } from './character-set.js';
import { unescapeText } from './escapes.js';
import type { Delimiters, Field, Message, Segment } from './message.js';

export type ParseFault =
  'no-header' | 'delimiters' | 'character-set' | 'not-decodable' | 'segment-name' | 'control-character';

export type ParsedMessage =
  | { readonly kind: 'message'; readonly message: Message; readonly characterSet: CharacterSet }
  | { readonly kind: 'fault'; readonly code: ParseFault };

const SEGMENT_NAME = /^[A-Z][A-Z0-9]{2}$/u;
const CHARACTER_SET_FIELD = 18;

/**
 * Reads a message in the character set that its MSH-18 names.
 * @param usual the character set of a message that names none
 */
export function parseMessage(bytes: Buffer, usual: CharacterSet): ParsedMessage {
  // Every character set of ours agrees with Latin-1 in the delimiters and in the names of the sets.
  const lines = bytes.toString('latin1').split('\r');
  const header = lines[0] ?? '';
  if (!header.startsWith('MSH')) return { kind: 'fault', code: 'no-header' };
  const delimiters = delimitersOf(header);
  if (delimiters === undefined) return { kind: 'fault', code: 'delimiters' };
  // The field separator is itself field 1, so that field n stands after the n-1st separator.
  const named = header.split(delimiters.field)[CHARACTER_SET_FIELD - 1] ?? '';
  if (named !== '' && !isCharacterSet(named)) return { kind: 'fault', code: 'character-set' };
  const characterSet = named === '' ? usual : named;
  const text = decodeText(bytes, characterSet);
  return text === undefined
    ? { kind: 'fault', code: 'not-decodable' }
    : parseText(text, delimiters, characterSet);
}

function parseText(text: string, delimiters: Delimiters, characterSet: CharacterSet): ParsedMessage {
  if (/[\x00-\x08\x0a-\x0c\x0e-\x1f\x7f]/u.test(text)) return { kind: 'fault', code: 'control-character' };
  const lines = text.split('\r');
  if (lines.at(-1) === '') lines.pop();
  const [header, ...others] = lines.map((line) => parseSegment(line, delimiters, characterSet));
  if (header === undefined) return { kind: 'fault', code: 'no-header' };
  const segments: Message['segments'] = [header, ...others];
  return segments.every(({ name }) => SEGMENT_NAME.test(name))
    ? { kind: 'message', message: { delimiters, segments }, characterSet }
    : { kind: 'fault', code: 'segment-name' };
}

/** Four of them must be there; a fifth, for truncation, came with 2.7 and is nothing to us. */
function delimitersOf(header: string): Delimiters | undefined {
  const [field = '', component = '', repetition = '', escape = '', subcomponent = ''] = header.slice(3);
  const all = field + component + repetition + escape + subcomponent;
  const isUsable = /^[!-/:-@[-`{-~]{5}$/u.test(all) && new Set(all).size === 5;
  return isUsable ? { field, component, repetition, escape, subcomponent } : undefined;
}

function parseSegment(line: string, delimiters: Delimiters, characterSet: CharacterSet): Segment {
  const [name = '', ...raw] = line.split(delimiters.field);
  const read = (field: string): Field => parseField(field, delimiters, characterSet);
  if (name !== 'MSH') return { name, fields: raw.map(read) };
  const [encoding = '', ...rest] = raw;
  return { name, fields: [[[[delimiters.field]]], [[[encoding]]], ...rest.map(read)] };
}

function parseField(raw: string, delimiters: Delimiters, characterSet: CharacterSet): Field {
  if (raw === '') return [];
  return raw
    .split(delimiters.repetition)
    .map((repetition) =>
      repetition
        .split(delimiters.component)
        .map((component) =>
          component
            .split(delimiters.subcomponent)
            .map((text) => unescapeText(text, delimiters, characterSet)),
        ),
    );
}
