import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { Changes } from './changes.js';
import type { Change, Relay, Wire, WireAnswer, WireRequest } from './wire.js';

const DRIP_MS = 50;
/** Longer than any deadline of the behaviours. */
const DRIPS = 120;
/** More than any answer may have; then nothing more comes. */
const FLOOD_CHUNKS = 1_024;

/** A relay of HTTP, and of HTTPS where the wire has keys for it. */
export async function startHttpRelay(wire: Wire): Promise<Relay> {
  const upstream = new URL(wire.address);
  const changes = new Changes(wire);
  let origin = '';
  const serve = (incoming: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => undefined);
    void answer({ wire, changes, upstream, origin }, incoming, response).catch(() => response.destroy());
  };
  const server =
    wire.tls === undefined
      ? http.createServer(serve)
      : https.createServer({ key: wire.tls.serverKey, cert: wire.tls.serverCertificate }, serve);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `${upstream.protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: origin + upstream.pathname.replace(/\/$/, ''),
    requests: changes.requests,
    change: (which, change, count) => changes.order(which, change, count),
    clear: () => changes.clear(),
    release: () => changes.release(),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

interface Between {
  readonly wire: Wire;
  readonly changes: Changes;
  readonly upstream: URL;
  readonly origin: string;
}

async function answer(between: Between, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await requestOf(incoming);
  const change = between.changes.take(request);
  const forward = async (): Promise<WireAnswer> =>
    (await between.wire.answerInstead?.(request, between.origin)) ?? ask(between, request);
  if (change?.kind === 'hold') {
    between.changes.hold(forward);
    return;
  }
  send(response, await forward(), change);
}

async function requestOf(incoming: IncomingMessage): Promise<WireRequest> {
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  const body = await bytesOf(incoming);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
  };
}

function ask({ wire, upstream }: Between, { method, path, headers, body }: WireRequest): Promise<WireAnswer> {
  const { tls } = wire;
  const options = {
    method,
    path,
    host: upstream.hostname,
    port: upstream.port,
    headers: { ...headers, host: upstream.host },
    agent: false as const,
    ...(tls !== undefined && { key: tls.clientKey, cert: tls.clientCertificate, ca: tls.authority }),
  };
  return new Promise((answered, failed) => {
    const request = (tls === undefined ? http : https).request(options, (response) => {
      bytesOf(response).then((bytes) => {
        const { 'transfer-encoding': _, ...kept } = response.headers;
        answered({
          status: response.statusCode ?? 0,
          headers: kept as Record<string, string>,
          body: bytes,
        });
      }, failed);
    });
    request.on('error', failed);
    request.end(body);
  });
}

function send(response: ServerResponse, { status, headers, body }: WireAnswer, change?: Change): void {
  switch (change?.kind) {
    case undefined:
    case 'hold':
      response.writeHead(status, headers).end(body);
      return;
    case 'replace': {
      const changed = Buffer.from(change.body?.(body) ?? body);
      const { 'content-length': _, ...kept } = headers;
      response
        .writeHead(change.status ?? status, { ...kept, ...change.headers, 'content-length': changed.length })
        .end(changed);
      return;
    }
    case 'cut':
      response.writeHead(status, { ...headers, 'content-length': body.length + 10 });
      response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
      return;
    case 'drip':
      drip(response, status, headers, body);
      return;
    case 'flood':
      flood(response, status, headers);
  }
}

function drip(response: ServerResponse, status: number, headers: WireAnswer['headers'], body: Buffer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length + 1_000 });
  let at = 0;
  const timer = setInterval(() => {
    response.write(at < body.length ? body.subarray(at, at + 1) : ' ');
    at += 1;
    if (at > DRIPS) response.destroy();
  }, DRIP_MS);
  response.on('close', () => clearInterval(timer));
}

function flood(response: ServerResponse, status: number, headers: WireAnswer['headers']): void {
  const { 'content-length': _, ...kept } = headers;
  response.writeHead(status, kept);
  const chunk = Buffer.alloc(65_536, ' ');
  let left = FLOOD_CHUNKS;
  response.on('close', () => (left = 0));
  const more = (): void => {
    if (left-- > 0) response.write(chunk, () => setImmediate(more));
  };
  more();
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
