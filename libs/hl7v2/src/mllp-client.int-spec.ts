import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { message } from './build-message.js';
import { Hl7Client, type Hl7ClientOptions } from './hl7-client.js';
import { UnusableMllpTls } from './hl7v2.errors.js';
import { frameOf } from './mllp-frames.js';

type Serve = (request: string, socket: net.Socket, count: number) => void;

const running: { close(): void }[] = [];

afterEach(() => {
  for (const resource of running.splice(0)) resource.close();
});

/** A server that does with each frame what the test says; frames are short and come whole. */
async function serverWith(
  serve: Serve,
  create: (on: (socket: net.Socket) => void) => net.Server = net.createServer,
) {
  const sockets: net.Socket[] = [];
  let frames = 0;
  const server = create((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      for (const text of chunk.toString().split('\x0b').filter(Boolean)) serve(text, socket, ++frames);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.push({
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, sockets, server };
}

function clientOf(port: number, changes: Partial<Hl7ClientOptions> = {}): Hl7Client {
  const client = new Hl7Client({
    address: `mllp://127.0.0.1:${port}`,
    maxConnections: 1,
    characterSet: 'UNICODE UTF-8',
    ...changes,
  });
  running.push(client);
  return client;
}

const aMessage = (controlId: string) => message({ 9: ['MDM', 'T02', 'MDM_T02'], 10: controlId, 12: '2.5' });
const idOf = (request: string): string => request.split('|')[9] ?? '';
const ackOf = (controlId: string, code = 'AA'): string =>
  `MSH|^~\\&|P||K||1||ACK|9|P|2.5\rMSA|${code}|${controlId}\r`;
const framed = (text: string): Buffer => frameOf(Buffer.from(text));
const within = (ms = 5_000) => ({ signal: AbortSignal.timeout(ms) });
const acknowledging: Serve = (request, socket) => void socket.write(framed(ackOf(idOf(request))));

describe('the MLLP client', () => {
  it('keeps its connection, for one message after the other', async () => {
    const { port, sockets } = await serverWith(acknowledging);
    const client = clientOf(port);
    for (const id of ['a', 'b', 'c']) {
      expect(await client.send(aMessage(id), within())).toMatchObject({
        kind: 'answered',
        answer: { acknowledgement: { code: 'AA', controlId: id } },
      });
    }
    expect(sockets).toHaveLength(1);
  });

  it('has one message on its way a connection, and no more connections than it may', async () => {
    let open = 0;
    let most = 0;
    const { port, sockets } = await serverWith((request, socket) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open -= 1;
        acknowledging(request, socket, 0);
      }, 10);
    });
    const client = clientOf(port, { maxConnections: 2 });
    const ids = Array.from({ length: 10 }, (_, index) => `m${index}`);
    const replies = await Promise.all(ids.map((id) => client.send(aMessage(id), within())));
    expect(replies.map(({ kind }) => kind)).toEqual(ids.map(() => 'answered'));
    expect({ most, sockets: sockets.length }).toEqual({ most: 2, sockets: 2 });
  });

  it('puts an answer together that came in single bytes', async () => {
    const { port } = await serverWith((request, socket) => {
      for (const byte of framed(ackOf(idOf(request)))) socket.write(Buffer.from([byte]));
    });
    expect(await clientOf(port).send(aMessage('a'), within())).toMatchObject({ kind: 'answered' });
  });

  it('takes only the answer to its own message, and finds it among several in one packet', async () => {
    const { port } = await serverWith((request, socket) => {
      socket.write(
        Buffer.concat(['other', '', idOf(request)].map((id) => framed(ackOf(id, id === '' ? 'AR' : 'AA')))),
      );
    });
    expect(await clientOf(port).send(aMessage('a'), within())).toMatchObject({
      kind: 'answered',
      answer: { acknowledgement: { controlId: 'a' } },
    });
  });

  it('does not take an answer to another message for its own', async () => {
    const { port } = await serverWith((_, socket) => void socket.write(framed(ackOf('other'))));
    expect(await clientOf(port).send(aMessage('a'), within(200))).toEqual({
      kind: 'no-answer',
      code: 'deadline',
    });
  });

  it('never takes a late answer for that to a later message', async () => {
    const late: (() => void)[] = [];
    const { port, sockets } = await serverWith((request, socket, count) => {
      if (count === 1) late.push(() => acknowledging(request, socket, 0));
      else {
        late.pop()?.();
        acknowledging(request, socket, 0);
      }
    });
    const client = clientOf(port);
    expect(await client.send(aMessage('a'), within(100))).toEqual({ kind: 'no-answer', code: 'deadline' });
    expect(await client.send(aMessage('b'), within())).toMatchObject({
      answer: { acknowledgement: { controlId: 'b' } },
    });
    expect(sockets).toHaveLength(2);
  });

  it.each<[string, Serve, string]>([
    [
      'cut by the end of the connection',
      (_, socket) => socket.end(framed(ackOf('a')).subarray(0, 20)),
      'answer-cut',
    ],
    ['that never begins before the end', (_, socket) => socket.end(), 'reset'],
    ['in garbage', (_, socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'answer-unreadable'],
    ['that is no message', (_, socket) => void socket.write(framed('hello')), 'answer-unreadable'],
    [
      'that acknowledges nothing',
      (_, socket) => void socket.write(framed('MSH|^~\\&|P\r')),
      'answer-unreadable',
    ],
    [
      'in bytes of another character set',
      (_, socket) => void socket.write(frameOf(Buffer.from('MSH|^~\\&|\xe4\rMSA|AA|a\r', 'latin1'))),
      'answer-unreadable',
    ],
    [
      'without end',
      (_, socket) => void socket.write(Buffer.alloc(5 * 1024 * 1024, 'MSH|').fill('\x0b', 0, 1)),
      'answer-too-large',
    ],
    ['that stops half-way', (_, socket) => void socket.write(framed(ackOf('a')).subarray(0, 20)), 'deadline'],
  ])('has no answer in one %s', async (_, serve, code) => {
    const { port } = await serverWith(serve);
    expect(await clientOf(port).send(aMessage('a'), within(500))).toEqual({ kind: 'no-answer', code });
  });

  it('connects anew after the server closed a connection that rested', async () => {
    const { port, sockets } = await serverWith(acknowledging);
    const client = clientOf(port);
    await client.send(aMessage('a'), within());
    const closed = once(sockets[0]!, 'close');
    sockets[0]?.end();
    await closed;
    expect(await client.send(aMessage('b'), within())).toMatchObject({ kind: 'answered' });
    expect(sockets).toHaveLength(2);
  });

  it('does not go on with a connection on which something came unasked', async () => {
    const { port, sockets } = await serverWith(acknowledging);
    const client = clientOf(port);
    await client.send(aMessage('a'), within());
    const closed = once(sockets[0]!, 'close');
    sockets[0]?.write(framed(ackOf('b', 'AR')));
    await closed;
    expect(await client.send(aMessage('b'), within())).toMatchObject({
      answer: { acknowledgement: { code: 'AA' } },
    });
  });

  it('has surely sent nothing where nobody listens, where the name is unknown, and after the deadline', async () => {
    const { port, server } = await serverWith(acknowledging);
    server.close();
    await once(server, 'close');
    const { port: silent } = await serverWith(() => undefined);
    const waiting = clientOf(silent);
    void waiting.send(aMessage('a'), within(1_000));
    expect(await clientOf(port).send(aMessage('a'), within())).toEqual({ kind: 'not-sent', code: 'refused' });
    expect(
      await clientOf(port, { address: 'mllp://nobody.invalid:1' }).send(aMessage('a'), within()),
    ).toMatchObject({ kind: 'not-sent' });
    expect(await clientOf(silent).send(aMessage('a'), { signal: AbortSignal.abort() })).toEqual({
      kind: 'not-sent',
      code: 'deadline',
    });
    expect(await waiting.send(aMessage('b'), within(100))).toEqual({ kind: 'not-sent', code: 'deadline' });
  });

  it('asks just before the first byte; what is thrown then goes through, and nothing leaves', async () => {
    const seen: string[] = [];
    const { port, sockets } = await serverWith((request, socket, count) => {
      seen.push(idOf(request));
      acknowledging(request, socket, count);
    });
    const client = clientOf(port);
    const lost = new RangeError('the lease is lost');
    const beforeFirstByte = () => {
      throw lost;
    };
    await expect(client.send(aMessage('a'), { ...within(), beforeFirstByte })).rejects.toBe(lost);
    await client.send(aMessage('b'), within());
    expect({ seen, sockets: sockets.length }).toEqual({ seen: ['b'], sockets: 1 });
  });

  it('sends nothing that its character set cannot hold', async () => {
    const { port, sockets } = await serverWith(acknowledging);
    const client = clientOf(port, { characterSet: '8859/1' });
    expect(await client.send(aMessage('č'), within())).toEqual({ kind: 'not-encodable' });
    expect(sockets).toEqual([]);
  });

  it('speaks TLS, and only with whom it trusts', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });
    const { port } = await serverWith(acknowledging, (on) => {
      const server = tls.createServer({ key, cert }, on);
      server.on('tlsClientError', () => undefined);
      return server;
    });
    const address = `mllps://localhost:${port}`;
    const trusting = clientOf(port, { address, tls: { certificateAuthority: cert } });
    expect(await trusting.send(aMessage('a'), within())).toMatchObject({ kind: 'answered' });
    expect(await clientOf(port, { address }).send(aMessage('a'), within())).toEqual({
      kind: 'not-sent',
      code: 'tls',
    });
    const plain = await serverWith((_, socket) => void socket.write('no TLS here'));
    const misled = clientOf(plain.port, { address: `mllps://localhost:${plain.port}` });
    expect(await misled.send(aMessage('a'), within())).toMatchObject({ kind: 'not-sent' });
  });

  it('shows its certificate to a server that asks for one; refused for want of it, it has sent nothing', async () => {
    const aPair = (name: string) =>
      generate([{ name: 'commonName', value: name }], {
        algorithm: 'sha256',
        extensions: [
          { name: 'basicConstraints', cA: true },
          { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
        ],
      });
    const [server, ours] = [await aPair('localhost'), await aPair('kuittaus')];
    const seen: unknown[] = [];
    const { port } = await serverWith(
      (request, socket, count) => {
        if (socket instanceof tls.TLSSocket) seen.push(socket.getPeerCertificate().subject.CN);
        acknowledging(request, socket, count);
      },
      (on) => {
        const asked = { ca: ours.cert, requestCert: true, rejectUnauthorized: true };
        const listening = tls.createServer({ key: server.private, cert: server.cert, ...asked }, on);
        listening.on('tlsClientError', () => undefined);
        return listening;
      },
    );
    const address = `mllps://localhost:${port}`;
    const certificateAuthority = server.cert;
    const client = { key: ours.private, certificate: ours.cert };
    const known = clientOf(port, { address, tls: { certificateAuthority, client } });
    expect(await known.send(aMessage('a'), within())).toMatchObject({ kind: 'answered' });
    const nameless = clientOf(port, { address, tls: { certificateAuthority } });
    expect(await nameless.send(aMessage('b'), within())).toEqual({ kind: 'not-sent', code: 'tls' });
    expect(seen).toEqual(['kuittaus']);
    const unusable = { address, tls: { client: { key: 'x', certificate: 'y' } } };
    expect(() => clientOf(port, unusable)).toThrow(UnusableMllpTls);
  });
});
