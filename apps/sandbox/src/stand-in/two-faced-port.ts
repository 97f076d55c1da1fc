import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A server that takes connections which another one accepted. */
interface Face {
  emit(event: 'connection', socket: Socket): boolean;
}

export interface Faces {
  /** HTTP: the stand-in's own side. */
  readonly plain: Face;
  /** HTTPS: the system that it stands for. */
  readonly secure: Face;
  /** How long a TLS connection is to wait; undefined: it is to be destroyed at once. */
  readonly admit: () => number | undefined;
}

/** The first byte of every TLS connection: a handshake record (RFC 8446, section 5.1). No HTTP request begins so. */
const TLS_HANDSHAKE = 22;

/** One port for both HTTP and HTTPS, told apart by the first byte that comes. */
export class TwoFacedPort {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(private readonly faces: Faces) {
    this.server = createServer((socket) => {
      this.accept(socket);
    });
  }

  /** @returns the port; 0 takes any free one */
  listen(port: number): Promise<number> {
    return new Promise((listening, failed) => {
      this.server.once('error', failed);
      this.server.listen(port, '127.0.0.1', () => {
        listening((this.server.address() as AddressInfo).port);
      });
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    // A client that goes away is no fault of the stand-in's.
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      this.hand(socket, first[0] === TLS_HANDSHAKE);
    });
  }

  private hand(socket: Socket, isSecure: boolean): void {
    const waitMs = isSecure ? this.faces.admit() : 0;
    if (waitMs === undefined) {
      socket.destroy();
      return;
    }
    setTimeout(() => {
      if (socket.destroyed) return;
      (isSecure ? this.faces.secure : this.faces.plain).emit('connection', socket);
      socket.resume();
    }, waitMs);
  }
}
