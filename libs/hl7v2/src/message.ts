/** A message of HL7 v2 (2.5, chapter 2) with every escape undone. */

/** MSH-1 and MSH-2. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

export const USUAL_DELIMITERS: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

/** Its subcomponents. */
export type Component = readonly string[];
/** Its components. */
export type Repetition = readonly Component[];
/** Its repetitions; a field that is not there has none. */
export type Field = readonly Repetition[];

export interface Segment {
  readonly name: string;
  /** Field 1 is the first. Of an MSH the first two are the delimiters, as they stand in the message. */
  readonly fields: readonly Field[];
}

export interface Message {
  readonly delimiters: Delimiters;
  /** The first is the MSH. */
  readonly segments: readonly [Segment, ...Segment[]];
}

/**
 * What an escape sequence that cannot be read becomes: half a surrogate pair, which no text of a message can
 * hold otherwise. So it never equals anything, and can be found.
 */
export const UNREADABLE = '\udfff';

/** @returns the repetitions of a field, counted from 1 */
export const fieldOf = (segment: Segment, number: number): Field => segment.fields[number - 1] ?? [];

/** @returns a field's text (first repetition; components count from 1); empty where there is none */
export function textOf(segment: Segment | undefined, field: number, component = 1, subcomponent = 1): string {
  if (segment === undefined) return '';
  return partOf(fieldOf(segment, field)[0], component, subcomponent);
}

/** @returns a part of one repetition; empty where there is none */
export const partOf = (repetition: Repetition | undefined, component: number, subcomponent = 1): string =>
  repetition?.[component - 1]?.[subcomponent - 1] ?? '';

export const firstSegment = (message: Message, name: string): Segment | undefined =>
  message.segments.find((segment) => segment.name === name);

export const headerOf = (message: Message): Segment => message.segments[0];

export const isReadable = (message: Message): boolean =>
  !message.segments.some(({ fields }) => fields.flat(3).some((text) => text.includes(UNREADABLE)));
