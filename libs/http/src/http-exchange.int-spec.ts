import { EventEmitter, once } from 'node:events';
import https from 'node:https';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { parseJson } from './json-reply.js';
import { HttpExchange, type HttpExchangeOptions, type HttpExchangeResult } from './http-exchange.js';

/** A peer that does with each connection exactly what the test says; HTTP is spelled out where needed. */
class RawPeer {
  readonly received: string[] = [];
  private readonly sockets = new Set<net.Socket>();
  private readonly server = net.createServer((socket) => {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    this.onConnection(socket);
  });

  constructor(private readonly onConnection: (socket: net.Socket) => void) {}

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
    await once(this.server, 'close');
  }
}

const peers: RawPeer[] = [];

async function aPeer(onConnection: (socket: net.Socket) => void): Promise<number> {
  const peer = new RawPeer(onConnection);
  peers.push(peer);
  return peer.listen();
}

function anExchange(origin: string, more: Partial<HttpExchangeOptions> = {}): HttpExchange {
  return new HttpExchange({ origin, maxSockets: 2, connectTimeoutMs: 200, maxAnswerBytes: 4096, ...more });
}

function post(exchange: HttpExchange, signal = new AbortController().signal): Promise<HttpExchangeResult> {
  return exchange.send({ method: 'POST', path: '/fhir', headers: {}, body: Buffer.from('{}'), signal });
}

/** Answers each request on a connection with these bytes, as long as they last. */
function answering(...answers: readonly string[]): (socket: net.Socket) => void {
  return (socket) => {
    const left = [...answers];
    socket.on('data', () => socket.write(left.shift() ?? ''));
  };
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}';

afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});

describe('a request that surely was not sent', () => {
  it('found nobody listening', async () => {
    const port = await aPeer(() => undefined);
    await Promise.all(peers.splice(0).map((peer) => peer.close()));
    expect(await post(anExchange(`http://127.0.0.1:${port}`))).toEqual({ kind: 'not-sent', code: 'refused' });
  });

  it('found no such name', async () => {
    // The name may not be resolvable at all here, and then it can also take long: both are "not sent".
    const reply = await post(anExchange('http://kuittaus-nowhere.invalid'));
    expect(reply).toMatchObject({ kind: 'not-sent', code: expect.stringMatching(/^(dns|connect-timeout)$/) });
  });

  it('met a peer that speaks no TLS', async () => {
    const port = await aPeer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await post(anExchange(`https://127.0.0.1:${port}`))).toEqual({ kind: 'not-sent', code: 'tls' });
  });

  it('was cut during the TLS handshake', async () => {
    const port = await aPeer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await post(anExchange(`https://127.0.0.1:${port}`))).toEqual({
      kind: 'not-sent',
      code: 'not-connected',
    });
  });

  it('waited too long for the TLS handshake', async () => {
    const port = await aPeer(() => undefined);
    expect(await post(anExchange(`https://127.0.0.1:${port}`))).toEqual({
      kind: 'not-sent',
      code: 'connect-timeout',
    });
  });

  it('reached its deadline during the TLS handshake', async () => {
    const port = await aPeer(() => undefined);
    const reply = await post(anExchange(`https://127.0.0.1:${port}`), AbortSignal.timeout(50));
    expect(reply).toEqual({ kind: 'not-sent', code: 'deadline' });
  });

  it('was still waiting for a free socket at its deadline', async () => {
    let requests = 0;
    const arrivals = new EventEmitter();
    const arrived = once(arrivals, 'arrived');
    const port = await aPeer((socket) =>
      socket.on('data', () => {
        requests += 1;
        arrivals.emit('arrived');
      }),
    );
    const exchange = anExchange(`http://127.0.0.1:${port}`, { maxSockets: 1 });
    const first = new AbortController();
    const holding = post(exchange, first.signal);
    await arrived;
    expect(await post(exchange, AbortSignal.timeout(50))).toEqual({ kind: 'not-sent', code: 'deadline' });
    first.abort();
    await holding;
    expect(requests).toBe(1);
  });

  it('had its deadline behind it from the start', async () => {
    let connections = 0;
    const port = await aPeer(() => (connections += 1));
    const reply = await post(anExchange(`http://127.0.0.1:${port}`), AbortSignal.abort());
    expect(reply).toEqual({ kind: 'not-sent', code: 'deadline' });
    expect(connections).toBe(0);
  });
});

describe('a request of which bytes may have been sent', () => {
  it('was cut after it had been read', async () => {
    const port = await aPeer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await post(anExchange(`http://127.0.0.1:${port}`))).toEqual({ kind: 'no-answer', code: 'reset' });
  });

  it('went into a kept-alive socket that the peer had just closed', async () => {
    const port = await aPeer((socket) => {
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        if (requests === 1) socket.write(ok);
        else socket.destroy();
      });
    });
    const exchange = anExchange(`http://127.0.0.1:${port}`, { maxSockets: 1 });
    expect(await post(exchange)).toMatchObject({ kind: 'answered' });
    expect(await post(exchange)).toEqual({ kind: 'no-answer', code: 'reset' });
  });

  it('had no answer at its deadline', async () => {
    const port = await aPeer(() => undefined);
    const reply = await post(anExchange(`http://127.0.0.1:${port}`), AbortSignal.timeout(100));
    expect(reply).toEqual({ kind: 'no-answer', code: 'deadline' });
  });

  it('had half an answer at its deadline', async () => {
    const port = await aPeer(answering('HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{'));
    const reply = await post(anExchange(`http://127.0.0.1:${port}`), AbortSignal.timeout(100));
    expect(reply).toEqual({ kind: 'no-answer', code: 'deadline' });
  });

  it('had its answer cut short', async () => {
    const port = await aPeer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{')),
    );
    expect(await post(anExchange(`http://127.0.0.1:${port}`))).toEqual({
      kind: 'no-answer',
      code: 'answer-cut',
    });
  });

  it('had an answer that is no HTTP', async () => {
    const port = await aPeer(answering('SSH-2.0-OpenSSH_9.2\r\n\r\n'));
    expect(await post(anExchange(`http://127.0.0.1:${port}`))).toEqual({ kind: 'no-answer', code: 'lost' });
  });

  it.each([
    ['announced', `HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${'x'.repeat(5000)}`],
    ['not announced', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n${'x'.repeat(5000)}\r\n`],
  ])('had an answer longer than is read (%s)', async (_, answer) => {
    const port = await aPeer(answering(answer));
    expect(await post(anExchange(`http://127.0.0.1:${port}`))).toEqual({
      kind: 'no-answer',
      code: 'answer-too-large',
    });
  });
});

describe('an answer', () => {
  it('leaves the socket for the next request', async () => {
    let connections = 0;
    const port = await aPeer((socket) => {
      connections += 1;
      answering(ok, ok, ok)(socket);
    });
    const exchange = anExchange(`http://127.0.0.1:${port}`);
    const replies = [await post(exchange), await post(exchange), await post(exchange)];
    expect(replies.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered']);
    expect(connections).toBe(1);
  });

  it('is never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000, 0x20));
    const port = await aPeer((socket) =>
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n`);
        socket.write('Content-Type: application/json\r\n\r\n');
        socket.write(bomb);
      }),
    );
    const reply = await post(anExchange(`http://127.0.0.1:${port}`));
    expect(reply).toMatchObject({ kind: 'answered', bytes: bomb });
    expect(reply.kind === 'answered' && parseJson(reply.bytes, reply.header)).toBeUndefined();
  });

  it('comes from the endpoint, whatever proxy the environment names', async () => {
    const port = await aPeer(answering(ok));
    jest.replaceProperty(process, 'env', {
      http_proxy: 'http://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
    });
    expect(await post(anExchange(`http://127.0.0.1:${port}`))).toMatchObject({ status: 200 });
  });
});

describe('a request', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE'] as const)('by %s goes out as it was given', async (method) => {
    let seen = '';
    const port = await aPeer((socket) =>
      socket.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
        if (seen.includes('\r\n\r\n') && (method === 'GET' || seen.endsWith('"Åse"'))) socket.write(ok);
      }),
    );
    const result = await anExchange(`http://127.0.0.1:${port}`).send({
      method,
      path: '/a/b?c=d',
      headers: { 'Content-Type': 'application/json', 'If-Match': '"1"' },
      ...(method !== 'GET' && { body: '"Åse"' }),
      signal: AbortSignal.timeout(5_000),
    });
    expect(result).toMatchObject({ kind: 'answered', status: 200 });
    expect(seen).toMatch(new RegExp(`^${method} /a/b\\?c=d HTTP/1.1\r\n`));
    expect(seen).toContain('If-Match: "1"\r\n');
    if (method !== 'GET') expect(seen).toMatch(/Content-Length: 6\r\n/i);
  });
});

describe('mutual TLS', () => {
  it('shows our certificate to a server whose authority we trust, and to no other', async () => {
    const [server, client] = [await aCertificate('127.0.0.1'), await aCertificate('kuittaus')];
    const names: unknown[] = [];
    const peer = https.createServer(
      {
        key: server.private,
        cert: server.cert,
        ca: client.cert,
        requestCert: true,
        rejectUnauthorized: true,
      },
      (request, response) => {
        if (request.socket instanceof TLSSocket) names.push(request.socket.getPeerCertificate().subject.CN);
        response.end();
      },
    );
    peer.listen(0, '127.0.0.1');
    await once(peer, 'listening');
    const origin = `https://127.0.0.1:${(peer.address() as AddressInfo).port}`;
    const tls = { ca: server.cert, cert: client.cert, key: client.private };
    expect(await post(anExchange(origin, { tls, connectTimeoutMs: 3_000 }))).toMatchObject({ status: 200 });
    expect(await post(anExchange(origin, { connectTimeoutMs: 3_000 }))).toEqual({
      kind: 'not-sent',
      code: 'tls',
    });
    // By TLS 1.3 the request is on its way before the server has asked in vain for the certificate.
    expect(await post(anExchange(origin, { tls: { ca: server.cert }, connectTimeoutMs: 3_000 }))).toEqual({
      kind: 'not-sent',
      code: 'tls',
    });
    expect(names).toEqual(['kuittaus']);
    peer.closeAllConnections();
    peer.close();
  });
});

async function aCertificate(commonName: string): Promise<{ private: string; cert: string }> {
  return generate([{ name: 'commonName', value: commonName }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
}
