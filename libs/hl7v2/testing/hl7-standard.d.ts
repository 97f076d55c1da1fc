/** What we use of the npm package, which has no types of its own. */
declare module 'hl7-standard' {
  type Value = string | string[] | Record<string, string | string[]>;

  interface Segment {
    readonly type: string;
    get(field: string): Value;
  }

  export default class HL7 {
    constructor(text?: string, options?: { lineEndings?: string });
    /** @throws where the text is no message */
    transform(): void;
    build(): string;
    get(field: string): Value;
    set(field: string, value: Value): void;
    getSegment(name: string): Segment;
    getSegments(name?: string): Segment[];
    createSegment(name: string): Segment & { set(field: string, value: Value): void };
  }
}
