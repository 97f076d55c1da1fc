import { encodeText } from './character-set.js';
import type { CharacterSet } from './character-set.js';
import { escapeText } from './escapes.js';
import type { Delimiters, Field, Message, Segment } from './message.js';

const SEGMENT_END = '\r';

/** @returns the message's bytes; undefined when the character set cannot hold one of its characters */
export function emitMessage(message: Message, characterSet: CharacterSet): Buffer | undefined {
  return encodeText(
    message.segments.map((segment) => emitSegment(segment, message.delimiters) + SEGMENT_END).join(''),
    characterSet,
  );
}

function emitSegment({ name, fields }: Segment, delimiters: Delimiters): string {
  const { field, component, repetition, escape, subcomponent } = delimiters;
  const isHeader = name === 'MSH';
  const encoding = isHeader ? [component + repetition + escape + subcomponent] : [];
  const rest = fields.slice(isHeader ? 2 : 0).map((value) => emitField(value, delimiters));
  return withoutEmptyEnd([name, ...encoding, ...rest]).join(field);
}

function emitField(field: Field, delimiters: Delimiters): string {
  return field
    .map((repetition) =>
      withoutEmptyEnd(
        repetition.map((component) =>
          withoutEmptyEnd(component.map((text) => escapeText(text, delimiters))).join(
            delimiters.subcomponent,
          ),
        ),
      ).join(delimiters.component),
    )
    .join(delimiters.repetition);
}

function withoutEmptyEnd(parts: readonly string[]): readonly string[] {
  return parts.slice(0, parts.findLastIndex((part) => part !== '') + 1);
}
