import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer in plain text. */
export interface TextAnswer {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
}

export interface TextServerOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** By `METHOD /path`. What a route throws is a 500 without a word of why. */
  readonly routes: Readonly<Record<string, (body: string) => TextAnswer>>;
  readonly onFault: (error: unknown) => void;
}

export interface TextServer {
  readonly port: number;
  stop(): Promise<void>;
}

const BODY_LIMIT_BYTES = 64 * 1024;
const REQUEST_WITHIN_MS = 5_000;
const TEXT = 'text/plain; charset=utf-8';
const TOO_LARGE: TextAnswer = { status: 413, body: 'too large\n' };

/** The few routes of the signer and of the witness. */
export async function startTextServer(options: TextServerOptions): Promise<TextServer> {
  const server = createServer(
    { requestTimeout: REQUEST_WITHIN_MS, headersTimeout: REQUEST_WITHIN_MS },
    (request, response) => {
      void answerTo(request, options).then(({ status, body, contentType = TEXT }) => {
        response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
      });
    },
  );
  server.listen({ host: options.host, port: options.port });
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) };
}

async function answerTo(
  request: IncomingMessage,
  { routes, onFault }: TextServerOptions,
): Promise<TextAnswer> {
  const name = `${request.method ?? ''} ${request.url ?? ''}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (route === undefined) return { status: 404, body: 'not found\n' };
  try {
    const body = await bodyOf(request);
    return body === undefined ? TOO_LARGE : route(body);
  } catch (error) {
    onFault(error);
    return { status: 500, body: 'failed\n' };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<unknown>) {
    if (!Buffer.isBuffer(part)) continue;
    bytes += part.length;
    if (bytes > BODY_LIMIT_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
