import type { RecordSystemAdapter } from '../../src/adapter.js';

/** One request of an adapter, as the relay between it and its stand-in sees it. */
export interface WireRequest {
  /** Empty where the protocol has none. */
  readonly method: string;
  /** With its query; empty where the protocol has none. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What an adapter and its stand-in speak, for those behaviours that need to be in between. */
export interface Wire {
  readonly transport: 'http' | 'mllp';
  /** Of the answers. */
  readonly format: 'json' | 'xml' | 'hl7v2';
  /** Where the stand-in speaks the system's protocol, as the adapter is told it. */
  readonly address: string;
  /** An adapter of the same system at another address. */
  readonly adapterAt: (address: string) => RecordSystemAdapter;
  /** PEM, where it is mutual TLS: the relay is a server to the adapter, and a client to the stand-in. */
  readonly tls?: {
    readonly serverKey: string;
    readonly serverCertificate: string;
    readonly clientKey: string;
    readonly clientCertificate: string;
    readonly authority: string;
  };
  /** Tokens, descriptions, technical documents: requests that the behaviours leave alone. */
  readonly isAside?: (request: WireRequest) => boolean;
  /** Whether it writes the record; absent: by HTTP's methods. */
  readonly isWrite?: (request: WireRequest) => boolean;
  /**
   * What the stand-in cannot answer rightly to a request that came by the relay: tokens for another address.
   * @returns undefined for what is to be relayed
   */
  readonly answerInstead?: (request: WireRequest, relayOrigin: string) => Promise<WireAnswer | undefined>;
  /** The answer to a look-up, as it were if the record had been stored twice. */
  readonly storedTwice?: (answer: string) => string;
  /** A refusal of the system in its own format that repeats everything it was told. */
  readonly refusalWith?: (told: string) => WireAnswer;
}

/** What happens to an answer on its way back. */
export type Change =
  /** Another answer comes in its place; what is absent stays as it was. */
  | {
      readonly kind: 'replace';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: (body: Buffer) => Buffer | string;
    }
  /** Half of it comes, then the connection ends. */
  | { readonly kind: 'cut' }
  /** It comes byte by byte, and never ends. */
  | { readonly kind: 'drip' }
  /** It goes on and on, as quickly as it is read. */
  | { readonly kind: 'flood' }
  /** The request is kept back; it goes on when the relay is told so, and nobody hears of the answer. */
  | { readonly kind: 'hold' };

/** Stands between an adapter and its stand-in. */
export interface Relay {
  /** What the adapter is told. */
  readonly address: string;
  /** Everything that came, aside or not. */
  readonly requests: readonly WireRequest[];
  /** Changes the next answers to such requests. */
  change(which: 'write' | 'read', change: Change, count?: number): void;
  clear(): void;
  /** Lets go what is held, and waits until the stand-in has taken it. */
  release(): Promise<void>;
  stop(): Promise<void>;
}
