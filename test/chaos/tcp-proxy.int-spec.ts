import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { TcpProxy } from './system/tcp-proxy.js';

let echo: Server;
let proxy: TcpProxy;
let client: Socket;
let received: string[];
/** What reached the other end. */
let arrived: string[];

beforeEach(async () => {
  received = [];
  arrived = [];
  echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      arrived.push(chunk.toString());
      socket.write(chunk);
    });
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await TcpProxy.start('test', (echo.address() as AddressInfo).port);
  client = await open();
});
afterEach(async () => {
  client.destroy();
  await proxy.close();
  echo.close();
});

async function open(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => received.push(chunk.toString()));
  await once(socket, 'connect');
  return socket;
}

/** A broken connection is no fault here. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });

const answer = (): Promise<unknown> => once(client, 'data', { signal: AbortSignal.timeout(10_000) });

async function expectSilence(): Promise<void> {
  await expect(once(client, 'data', { signal: AbortSignal.timeout(200) })).rejects.toThrow();
}

describe('a link', () => {
  it('that passes carries both ways', async () => {
    client.write('hello');
    await answer();
    expect(received).toEqual(['hello']);
  });

  it('that is cut breaks what is there, and whoever comes', async () => {
    client.write('hello');
    await answer();
    const broken = closed(client);
    proxy.set({ kind: 'cut' });
    await broken;
    const next = connect(proxy.port, '127.0.0.1');
    next.on('error', () => undefined);
    await closed(next);
    proxy.set({ kind: 'pass' });
    client = await open();
    client.write('again');
    await answer();
    expect(received).toEqual(['hello', 'again']);
  });

  it('that hangs brings everything later, in order', async () => {
    client.write('one');
    await answer();
    proxy.set({ kind: 'hang' });
    client.write('two');
    await expectSilence();
    proxy.set({ kind: 'pass' });
    await answer();
    expect(received.join('')).toBe('onetwo');
  });

  it('that is half open swallows what old connections say, and lets new ones pass', async () => {
    client.write('one');
    await answer();
    proxy.set({ kind: 'half-open' });
    proxy.set({ kind: 'pass' });
    client.write('two');
    await expectSilence();
    client.destroy();
    client = await open();
    client.write('three');
    await answer();
    expect(received).toEqual(['one', 'three']);
  });

  it('that delays and one that throttles bring everything, later', async () => {
    const begun = performance.now();
    proxy.set({ kind: 'delay', ms: 150 });
    client.write('slow');
    await answer();
    expect(performance.now() - begun).toBeGreaterThan(250);
    proxy.set({ kind: 'throttle', bytesPerSecond: 1_000 });
    const throttled = performance.now();
    client.write('x'.repeat(200));
    await answer();
    expect(performance.now() - throttled).toBeGreaterThan(150);
  });

  it("that loses a commit's answer lets the commit arrive, and ends the connection instead of the answer", async () => {
    proxy.set({ kind: 'lose-commit-answer', left: 1 });
    client.write('Q....select 1\0');
    await answer();
    const broken = closed(client);
    client.write('Q....commit\0');
    await broken;
    expect(arrived).toEqual(['Q....select 1\0', 'Q....commit\0']);
    expect(received).toEqual(['Q....select 1\0']);
  });

  it('that loses a commit lets nothing of it arrive', async () => {
    proxy.set({ kind: 'lose-commit', left: 1 });
    const broken = closed(client);
    client.write('Q....COMMIT\0');
    await broken;
    expect(arrived).toEqual([]);
  });
});
