import { readMllpAddress } from './mllp-address.js';
import { openConnection } from './mllp-connection.js';
import type { Exchanged, Judgement, MllpConnection, OpeningOptions } from './mllp-connection.js';
import { secureContextOf, type MllpTls } from './mllp-tls.js';

export interface MllpClientOptions extends Omit<OpeningOptions, 'address' | 'secureContext'> {
  /** `mllp://host:port`, or `mllps://host:port` for TLS. */
  readonly address: string;
  readonly tls?: MllpTls;
  readonly maxConnections: number;
  /** A connection that rested longer is not used again: what lies between may have forgotten it. */
  readonly maxRestMs: number;
}

export interface MllpCall<T> {
  /** The total deadline. */
  readonly signal: AbortSignal;
  /** Called just before the message is handed over. What it throws goes through, and nothing is sent. */
  readonly beforeFirstByte?: () => void;
  readonly judge: (message: Buffer) => Judgement<T>;
}

/** How one exchange ended; it never throws for anything that the network or the peer does. */
export type MllpResult<T> = Exchanged<T>;

interface Resting {
  readonly connection: MllpConnection;
  readonly sinceMs: number;
}

/** Messages to one MLLP server over a few kept connections, one message at a time on each. */
export class MllpClient {
  private readonly opening: OpeningOptions;
  private resting: Resting[] = [];
  private readonly queue: (() => void)[] = [];
  private busy = 0;

  /** @throws UnusableMllpAddress UnusableMllpTls */
  constructor(private readonly options: MllpClientOptions) {
    const { address, tls = {} } = options;
    this.opening = { ...options, address: readMllpAddress(address), secureContext: secureContextOf(tls) };
  }

  async exchange<T>(message: Buffer, call: MllpCall<T>): Promise<MllpResult<T>> {
    if (!(await this.turn(call.signal))) return { kind: 'not-sent', code: 'deadline' };
    try {
      return await this.exchangeInTurn(message, call);
    } finally {
      this.busy -= 1;
      this.queue.shift()?.();
    }
  }

  /** Lets go of the connections that rest. */
  close(): void {
    for (const { connection } of this.resting.splice(0)) connection.close();
  }

  private async exchangeInTurn<T>(message: Buffer, call: MllpCall<T>): Promise<MllpResult<T>> {
    const opened = this.restingConnection() ?? (await openConnection(this.opening, call.signal));
    if (opened.kind === 'not-sent') return opened;
    const { connection } = opened;
    connection.wake();
    try {
      call.beforeFirstByte?.();
      return call.signal.aborted
        ? { kind: 'not-sent', code: 'deadline' }
        : await connection.exchange(message, call);
    } finally {
      this.rest(connection);
    }
  }

  private restingConnection(): { readonly kind: 'open'; readonly connection: MllpConnection } | undefined {
    const oldestMs = performance.now() - this.options.maxRestMs;
    for (let rested = this.resting.pop(); rested !== undefined; rested = this.resting.pop()) {
      const { connection, sinceMs } = rested;
      if (sinceMs >= oldestMs && connection.isUsable) return { kind: 'open', connection };
      connection.close();
    }
    return undefined;
  }

  private rest(connection: MllpConnection): void {
    if (!connection.isUsable) {
      connection.close();
      return;
    }
    connection.rest();
    this.resting.push({ connection, sinceMs: performance.now() });
  }

  /** @returns false when the deadline came before a connection was free */
  private async turn(signal: AbortSignal): Promise<boolean> {
    while (this.busy >= this.options.maxConnections) {
      if (!(await this.freed(signal))) return false;
    }
    if (signal.aborted) {
      this.queue.shift()?.();
      return false;
    }
    this.busy += 1;
    return true;
  }

  private freed(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const onFree = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve(true);
      };
      const onAbort = (): void => {
        this.queue.splice(this.queue.indexOf(onFree), 1);
        resolve(false);
      };
      if (signal.aborted) {
        resolve(false);
        return;
      }
      this.queue.push(onFree);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}
