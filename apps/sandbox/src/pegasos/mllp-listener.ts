import net from 'node:net';
import { once } from 'node:events';
import { FrameReader, frameOf } from '#hl7v2';

/** @returns the answer's bytes; undefined to take the connection away unanswered */
export type AnswerBytes = (message: Buffer) => Promise<Buffer | undefined>;

const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** A server of MLLP: the messages of a connection are answered one after the other, in order. */
export class MllpListener {
  private readonly server: net.Server;
  private readonly sockets = new Set<net.Socket>();

  constructor(private readonly answer: AnswerBytes) {
    this.server = net.createServer((socket) => this.serve(socket));
  }

  /** @returns `mllp://127.0.0.1:<port>` */
  async listen(port: number): Promise<string> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    return `mllp://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(socket: net.Socket): void {
    this.sockets.add(socket);
    const reader = new FrameReader(MAX_MESSAGE_BYTES);
    let answered = Promise.resolve();
    socket.on('data', (chunk: Buffer) => {
      const { messages, fault } = reader.push(chunk);
      for (const message of messages) answered = answered.then(() => this.respond(socket, message));
      if (fault !== undefined) answered = answered.then(() => void socket.destroy());
    });
    // Whoever sends may break off at any time.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
  }

  private async respond(socket: net.Socket, message: Buffer): Promise<void> {
    if (socket.destroyed) return;
    const answer = await this.answer(message).catch(() => undefined);
    if (answer === undefined) socket.destroy();
    else if (socket.writable) socket.write(frameOf(answer));
  }
}
