import net from 'node:net';
import tls from 'node:tls';
import { isRefusedCertificate } from '#http';
import { FrameReader, frameOf } from './mllp-frames.js';
import type { FrameFault } from './mllp-frames.js';
import type { MllpAddress } from './mllp-address.js';

/** Surely not one byte of the message left, or no peer that would read it. */
export type NotSentCode = 'refused' | 'dns' | 'tls' | 'connect-timeout' | 'deadline' | 'not-connected';
/** Bytes may have left, and no whole answer of ours came. */
export type NoAnswerCode =
  'reset' | 'deadline' | 'answer-cut' | 'answer-too-large' | 'answer-unreadable' | 'lost';

/** What a received message is to the one who waits. */
export type Judgement<T> =
  | { readonly kind: 'ours'; readonly answer: T }
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'unreadable' };

export interface OpeningOptions {
  readonly address: MllpAddress;
  /** TCP, DNS and TLS together. */
  readonly connectTimeoutMs: number;
  /** Of all that comes in answer to one message. */
  readonly maxAnswerBytes: number;
  /** Of a connection with TLS. */
  readonly secureContext: tls.SecureContext;
}

export type Opened =
  | { readonly kind: 'open'; readonly connection: MllpConnection }
  | { readonly kind: 'not-sent'; readonly code: NotSentCode };

/** Connects; with TLS the handshake is part of it. Never throws for anything that the network or the peer does. */
export function openConnection(options: OpeningOptions, signal: AbortSignal): Promise<Opened> {
  const { address, connectTimeoutMs, secureContext, maxAnswerBytes } = options;
  if (signal.aborted) return Promise.resolve({ kind: 'not-sent', code: 'deadline' });
  const socket = address.secure ? secureSocket(address, secureContext) : net.connect(address);
  return new Promise((resolve) => {
    const fail = (code: NotSentCode): void => {
      settle();
      socket.destroy();
      resolve({ kind: 'not-sent', code });
    };
    const timer = setTimeout(() => fail('connect-timeout'), connectTimeoutMs);
    const onAbort = (): void => fail('deadline');
    const onError = (error: Error): void => fail(notSentCode(error));
    const onClose = (): void => fail('not-connected');
    const onConnected = (): void => {
      settle();
      resolve({ kind: 'open', connection: new MllpConnection(socket, maxAnswerBytes) });
    };
    const connected = address.secure ? 'secureConnect' : 'connect';
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.off(connected, onConnected).off('close', onClose).off('error', onError);
      // A destroyed socket may still report why; nobody asks any more.
      socket.on('error', () => undefined);
    };
    signal.addEventListener('abort', onAbort);
    socket.once(connected, onConnected).once('close', onClose).once('error', onError);
  });
}

function secureSocket({ host, port }: MllpAddress, secureContext: tls.SecureContext): tls.TLSSocket {
  const servername = net.isIP(host) === 0 ? { servername: host } : {};
  return tls.connect({ host, port, secureContext, ...servername });
}

const errorCode = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

function notSentCode(error: Error): NotSentCode {
  const code = errorCode(error);
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  // OpenSSL's and Node's certificate errors have no common form; EPROTO is a failed handshake.
  return /^(EPROTO|ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED)/u.test(code)
    ? 'tls'
    : 'not-connected';
}

export type Exchanged<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  | { readonly kind: 'no-answer'; readonly code: NoAnswerCode }
  | { readonly kind: 'not-sent'; readonly code: NotSentCode };

type Failure = Exclude<Exchanged<never>, { readonly kind: 'answered' }>;

interface Waiting {
  readonly take: (message: Buffer) => void;
  readonly fail: (failure: Failure) => void;
}

const FAULT_CODES: Readonly<Record<FrameFault, NoAnswerCode>> = {
  garbage: 'answer-unreadable',
  'frame-broken': 'answer-unreadable',
  'frame-too-large': 'answer-too-large',
};

/** One connection, with one message on its way at a time; after a lost answer it is never used again. */
export class MllpConnection {
  private waiting: Waiting | undefined;
  private reader: FrameReader;
  private received = 0;
  /** Nothing has come on it yet. */
  private isFresh = true;

  constructor(
    private readonly socket: net.Socket,
    private readonly maxAnswerBytes: number,
  ) {
    this.reader = new FrameReader(maxAnswerBytes);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (error) => this.failBy(error));
    socket.on('end', () => this.fail(this.reader.isInside ? 'answer-cut' : 'reset'));
    socket.on('close', () => this.fail('lost'));
  }

  get isUsable(): boolean {
    return this.waiting === undefined && this.socket.writable && !this.socket.destroyed;
  }

  /** Sends the message and waits for the answer to it; answers to others are passed over. */
  exchange<T>(
    message: Buffer,
    { signal, judge }: { readonly signal: AbortSignal; readonly judge: (message: Buffer) => Judgement<T> },
  ): Promise<Exchanged<T>> {
    this.received = 0;
    return new Promise((resolve) => {
      const onAbort = (): void => this.fail('deadline');
      const settle = (exchanged: Exchanged<T>): void => {
        signal.removeEventListener('abort', onAbort);
        this.waiting = undefined;
        resolve(exchanged);
      };
      this.waiting = {
        take: (received) => {
          const judgement = judge(received);
          if (judgement.kind === 'ours') settle({ kind: 'answered', answer: judgement.answer });
          if (judgement.kind === 'unreadable') this.fail('answer-unreadable');
        },
        fail: settle,
      };
      signal.addEventListener('abort', onAbort);
      this.socket.write(frameOf(message));
    });
  }

  /** While nobody waits, the connection keeps no process alive. */
  rest(): void {
    this.socket.unref();
  }

  wake(): void {
    this.socket.ref();
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.isFresh = false;
    // What comes unasked could be taken for the next answer.
    if (this.waiting === undefined) {
      this.close();
      return;
    }
    this.received += chunk.length;
    const { messages, fault } = this.reader.push(chunk);
    for (const message of messages) this.deliver(message);
    if (fault !== undefined) this.fail(FAULT_CODES[fault]);
    else if (this.received > this.maxAnswerBytes) this.fail('answer-too-large');
    else this.restInStep();
  }

  private deliver(message: Buffer): void {
    this.waiting?.take(message);
  }

  /** The answer came with the beginning of more behind it: the stream is out of step with us. */
  private restInStep(): void {
    if (this.waiting === undefined && this.reader.isInside) this.close();
  }

  private failBy(error: Error): void {
    if (this.isFresh && isRefusedCertificate(errorCode(error))) this.end({ kind: 'not-sent', code: 'tls' });
    else this.fail('reset');
  }

  private fail(code: NoAnswerCode): void {
    this.end({ kind: 'no-answer', code });
  }

  private end(failure: Failure): void {
    const { waiting } = this;
    this.close();
    waiting?.fail(failure);
  }
}
