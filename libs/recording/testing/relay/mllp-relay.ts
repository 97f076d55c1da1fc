import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Changes } from './changes.js';
import type { Change, Relay, Wire } from './wire.js';

const START = 0x0b;
const END = Buffer.from([0x1c, 0x0d]);
const DRIP_MS = 50;
/** Longer than any deadline of the behaviours. */
const DRIPS = 120;
/** More than any answer may have; then nothing more comes. */
const FLOOD_CHUNKS = 1_024;

/** A relay of HL7 v2 messages in MLLP frames; the changes fall on the answer's text, the frame stays right. */
export async function startMllpRelay(wire: Wire): Promise<Relay> {
  const changes = new Changes(wire);
  const sockets = new Set<Socket>();
  const port = Number(new URL(wire.address).port);
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    let turn = Promise.resolve();
    onFrames(socket, (message) => {
      turn = turn.then(() => pass(message, socket));
    });
  });

  async function pass(message: Buffer, socket: Socket): Promise<void> {
    const change = changes.take({ method: '', path: '', headers: {}, body: message });
    const forward = (): Promise<Buffer | undefined> => ask(port, message);
    if (change?.kind === 'hold') {
      changes.hold(forward);
      return;
    }
    const answer = await forward();
    if (answer === undefined) socket.destroy();
    else send(socket, answer, change);
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `mllp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: changes.requests,
    change: (which, change, count) => changes.order(which, change, count),
    clear: () => changes.clear(),
    release: () => changes.release(),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** @returns the answer's bytes, undefined when the connection ended without one */
function ask(port: number, message: Buffer): Promise<Buffer | undefined> {
  return new Promise((answered) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(framed(message)));
    socket.on('error', () => answered(undefined));
    socket.on('close', () => answered(undefined));
    onFrames(socket, (answer) => {
      answered(answer);
      socket.destroy();
    });
  });
}

function send(socket: Socket, answer: Buffer, change: Change | undefined): void {
  switch (change?.kind) {
    case undefined:
    case 'hold':
      socket.write(framed(answer));
      return;
    case 'replace':
      socket.write(framed(Buffer.from(change.body?.(answer) ?? answer)));
      return;
    case 'cut':
      socket.write(framed(answer).subarray(0, Math.ceil(answer.length / 2)), () => socket.destroy());
      return;
    case 'drip':
      drip(socket, answer);
      return;
    case 'flood':
      flood(socket);
  }
}

function drip(socket: Socket, answer: Buffer): void {
  const bytes = Buffer.concat([Buffer.from([START]), answer]);
  let at = 0;
  const timer = setInterval(() => {
    socket.write(at < bytes.length ? bytes.subarray(at, at + 1) : ' ');
    at += 1;
    if (at > DRIPS) socket.destroy();
  }, DRIP_MS);
  socket.once('close', () => clearInterval(timer));
}

function flood(socket: Socket): void {
  socket.write(Buffer.from([START]));
  const chunk = Buffer.alloc(65_536, 'x');
  let left = FLOOD_CHUNKS;
  const more = (): void => {
    if (!socket.destroyed && left-- > 0) socket.write(chunk, () => setImmediate(more));
  };
  more();
}

const framed = (message: Buffer): Buffer => Buffer.concat([Buffer.from([START]), message, END]);

function onFrames(socket: Socket, take: (message: Buffer) => void): void {
  let waiting = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      const start = waiting.indexOf(START);
      const end = waiting.indexOf(END);
      if (start === -1 || end === -1) return;
      take(waiting.subarray(start + 1, end));
      waiting = waiting.subarray(end + END.length);
    }
  });
}
