/** The Minimal Lower Layer Protocol (HL7 v2 implementation guide, appendix C): VT, the message, FS and CR. */

const VT = 0x0b;
const FS = 0x1c;
const CR = 0x0d;

export const frameOf = (message: Buffer): Buffer => Buffer.concat([[VT], message, [FS, CR]].map(bytesOf));

const bytesOf = (part: Buffer | readonly number[]): Buffer =>
  Buffer.isBuffer(part) ? part : Buffer.from(part);

/** Why a stream is no longer in step: nothing that follows can be read. */
export type FrameFault = 'garbage' | 'frame-broken' | 'frame-too-large';

export interface ReadFrames {
  /** The messages that the chunk completed. */
  readonly messages: readonly Buffer[];
  readonly fault?: FrameFault;
}

/** Puts a stream's chunks together to messages, however the network cut them. */
export class FrameReader {
  private parts: Buffer[] = [];
  private size = 0;
  private state: 'between' | 'inside' | 'ending' = 'between';

  /** @param maxBytes of one message */
  constructor(private readonly maxBytes: number) {}

  /** Whether a message has begun and not ended. */
  get isInside(): boolean {
    return this.state !== 'between';
  }

  /** After a fault the reader is of no more use. */
  push(chunk: Buffer): ReadFrames {
    const messages: Buffer[] = [];
    for (let at = 0; at < chunk.length;) {
      const end = this.state === 'inside' ? endOfPart(chunk, at) : at + 1;
      const fault = this.take(chunk.subarray(at, end), messages);
      if (fault !== undefined) return { messages, fault };
      at = end;
    }
    return { messages };
  }

  /** Takes a part of the content, or a single byte of the frame itself. */
  private take(part: Buffer, messages: Buffer[]): FrameFault | undefined {
    const [first] = part;
    switch (this.state) {
      case 'between':
        if (first !== VT) return 'garbage';
        this.state = 'inside';
        return undefined;
      case 'ending':
        if (first !== CR) return 'frame-broken';
        messages.push(Buffer.concat(this.parts));
        this.parts = [];
        this.size = 0;
        this.state = 'between';
        return undefined;
      case 'inside':
        if (first === FS) {
          this.state = 'ending';
          return undefined;
        }
        return this.keep(part);
    }
  }

  private keep(part: Buffer): FrameFault | undefined {
    // A new beginning: whoever sends gave up the message before.
    if (part.includes(VT)) return 'frame-broken';
    this.size += part.length;
    if (this.size > this.maxBytes) return 'frame-too-large';
    this.parts.push(part);
    return undefined;
  }
}

/** @returns where the content before the next FS ends; after the FS itself, where it is next */
function endOfPart(chunk: Buffer, at: number): number {
  const end = chunk.indexOf(FS, at);
  if (end === at) return at + 1;
  return end === -1 ? chunk.length : end;
}
