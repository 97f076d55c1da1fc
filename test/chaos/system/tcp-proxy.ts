import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What a link does with the bytes on it. */
export type LinkMode =
  | { readonly kind: 'pass' }
  /** Connections are broken, and every new one too. */
  | { readonly kind: 'cut' }
  /** Nothing moves; what was sent arrives when the link passes again. */
  | { readonly kind: 'hang' }
  /** The connections that are there are dead and nobody is told; new ones pass. */
  | { readonly kind: 'half-open' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  /** PostgreSQL: the next COMMITs happen, and their answers get lost with the connection. */
  | { readonly kind: 'lose-commit-answer'; left: number }
  /** PostgreSQL: the next COMMITs get lost with the connection. */
  | { readonly kind: 'lose-commit'; left: number };

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  isDead: boolean;
  losesAnswer: boolean;
  /** When the link is free again, for a throttled one; monotonic ms. */
  freeAtMs: number;
}

const COMMIT = /commit\0/i;

/** A TCP proxy of the rig's own, one a link, so that any link can be made to fail by itself. */
export class TcpProxy {
  private readonly pairs = new Set<Pair>();
  private readonly server: Server;
  private mode: LinkMode = { kind: 'pass' };
  private waiting: (() => void)[] = [];

  private constructor(
    readonly name: string,
    private readonly targetPort: number,
  ) {
    this.server = createServer((client) => {
      this.accept(client);
    });
  }

  static async start(name: string, targetPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(name, targetPort);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.pairs.size;
  }

  set(mode: LinkMode): void {
    this.mode = mode;
    if (mode.kind === 'cut') this.reset();
    if (mode.kind === 'half-open') for (const pair of this.pairs) pair.isDead = true;
    if (mode.kind === 'hang') return;
    const freed = this.waiting;
    this.waiting = [];
    for (const go of freed) go();
  }

  /** Breaks every connection at once, as a firewall does that was restarted. */
  reset(): void {
    for (const { client, server } of this.pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    this.set({ kind: 'pass' });
    this.reset();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(client: Socket): void {
    if (this.mode.kind === 'cut') {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const server = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true });
    client.setNoDelay(true);
    const pair: Pair = { client, server, isDead: false, losesAnswer: false, freeAtMs: 0 };
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    client.on('data', (chunk: Buffer) => {
      this.fromClient(pair, chunk);
    });
    server.on('data', (chunk: Buffer) => {
      this.fromServer(pair, chunk);
    });
  }

  private fromClient(pair: Pair, chunk: Buffer): void {
    const { mode } = this;
    const loses = mode.kind === 'lose-commit' || mode.kind === 'lose-commit-answer';
    if (loses && mode.left > 0 && COMMIT.test(chunk.toString('latin1'))) {
      mode.left -= 1;
      if (mode.kind === 'lose-commit') {
        pair.client.resetAndDestroy();
        return;
      }
      pair.losesAnswer = true;
    }
    this.carry(pair, chunk, pair.client, pair.server);
  }

  private fromServer(pair: Pair, chunk: Buffer): void {
    if (pair.losesAnswer) {
      pair.client.resetAndDestroy();
      return;
    }
    this.carry(pair, chunk, pair.server, pair.client);
  }

  private carry(pair: Pair, chunk: Buffer, from: Socket, to: Socket): void {
    if (pair.isDead) return;
    const { mode } = this;
    switch (mode.kind) {
      case 'hang':
        from.pause();
        this.waiting.push(() => {
          from.resume();
          this.carry(pair, chunk, from, to);
        });
        return;
      case 'delay':
        setTimeout(() => write(chunk, from, to), mode.ms);
        return;
      case 'throttle': {
        const now = performance.now();
        pair.freeAtMs = Math.max(now, pair.freeAtMs) + (1000 * chunk.length) / mode.bytesPerSecond;
        setTimeout(() => write(chunk, from, to), pair.freeAtMs - now);
        return;
      }
      case 'pass':
      case 'cut':
      case 'half-open':
      case 'lose-commit':
      case 'lose-commit-answer':
        write(chunk, from, to);
    }
  }
}

function write(chunk: Buffer, from: Socket, to: Socket): void {
  if (to.destroyed || to.write(chunk)) return;
  from.pause();
  to.once('drain', () => from.resume());
}
