import { readAcknowledgement } from './acknowledgement.js';
import type { Acknowledgement } from './acknowledgement.js';
import type { CharacterSet } from './character-set.js';
import { emitMessage } from './emit-message.js';
import { headerOf, textOf } from './message.js';
import type { Message } from './message.js';
import { MllpClient } from './mllp-client.js';
import type { MllpResult } from './mllp-client.js';
import type { Judgement } from './mllp-connection.js';
import type { MllpTls } from './mllp-tls.js';
import { parseMessage } from './parse-message.js';

const CONNECT_TIMEOUT_MS = 3_000;
const MAX_REST_MS = 30_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export interface Hl7ClientOptions {
  /** `mllp://host:port`, or `mllps://host:port` for TLS. */
  readonly address: string;
  readonly maxConnections: number;
  /** In which we write, and of an answer that names none. */
  readonly characterSet: CharacterSet;
  readonly tls?: MllpTls;
}

export interface Hl7Call {
  /** The total deadline. */
  readonly signal: AbortSignal;
  /** Called just before the message is handed over. What it throws goes through, and nothing is sent. */
  readonly beforeFirstByte?: () => void;
}

export interface Hl7Answer {
  readonly message: Message;
  readonly acknowledgement: Acknowledgement;
}

export type Hl7Reply =
  | MllpResult<Hl7Answer>
  /** The character set cannot hold the message; nothing was sent, and nothing put in place of a character. */
  | { readonly kind: 'not-encodable' };

/** Sends messages to one HL7 application, and gives each the answer that is to it (MSA-2 = MSH-10). */
export class Hl7Client {
  private readonly mllp: MllpClient;
  private readonly characterSet: CharacterSet;

  /** @throws UnusableMllpAddress UnusableMllpTls */
  constructor({ characterSet, ...options }: Hl7ClientOptions) {
    this.characterSet = characterSet;
    this.mllp = new MllpClient({
      ...options,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      maxRestMs: MAX_REST_MS,
    });
  }

  async send(message: Message, call: Hl7Call): Promise<Hl7Reply> {
    const bytes = emitMessage(message, this.characterSet);
    if (bytes === undefined) return { kind: 'not-encodable' };
    const controlId = textOf(headerOf(message), 10);
    return this.mllp.exchange(bytes, { ...call, judge: (answer) => this.judge(answer, controlId) });
  }

  close(): void {
    this.mllp.close();
  }

  private judge(bytes: Buffer, controlId: string): Judgement<Hl7Answer> {
    const parsed = parseMessage(bytes, this.characterSet);
    if (parsed.kind === 'fault') return { kind: 'unreadable' };
    const acknowledgement = readAcknowledgement(parsed.message);
    if (acknowledgement === undefined) return { kind: 'unreadable' };
    if (acknowledgement.controlId !== controlId) return { kind: 'not-ours' };
    return { kind: 'ours', answer: { message: parsed.message, acknowledgement } };
  }
}
