import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

/** Whether the process can do its work, and which of its parts are there. */
export interface Readiness {
  readonly ready: boolean;
  /** By part (`postgresql`, `redis`, `migrations`, ...). `degraded` is reported, and costs no readiness. */
  readonly parts: Readonly<Record<string, 'up' | 'degraded' | 'down'>>;
}

export interface HealthServerOptions {
  /** 127.0.0.1 when left out. */
  readonly host?: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Whether the process works at all; false asks the supervisor for a restart. */
  readonly live: () => boolean;
  readonly ready: () => Promise<Readiness>;
  readonly metrics: Metrics;
}

export interface HealthServer {
  readonly port: number;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const READY_WITHIN_MS = 2_000;
const REQUEST_WITHIN_MS = 5_000;

/** `/health/live`, `/health/ready` and `/metrics` for a process that has no other HTTP server. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer(
    {
      requestTimeout: REQUEST_WITHIN_MS,
      headersTimeout: REQUEST_WITHIN_MS,
      keepAliveTimeout: REQUEST_WITHIN_MS,
    },
    (request, response) => {
      void answer(request, options).then((given) => {
        send(response, given);
      });
    },
  );
  server.listen({ host: options.host ?? '127.0.0.1', port: options.port });
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) };
}

async function answer(request: IncomingMessage, options: HealthServerOptions): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return json(405, { status: 'method-not-allowed' });
  }
  try {
    switch (request.url ?? '') {
      case '/health/live':
        return options.live() ? json(200, { status: 'live' }) : json(503, { status: 'stuck' });
      case '/health/ready':
        return readiness(await withinLimit(options.ready()));
      case '/metrics': {
        const { contentType, text } = await options.metrics.exposition();
        return { status: 200, contentType, body: text };
      }
      default:
        return json(404, { status: 'not-found' });
    }
  } catch {
    // Whatever a check threw may quote an address or a secret; that it failed is the answer.
    return json(503, { status: 'failed' });
  }
}

const readiness = ({ ready, parts }: Readiness): Answer =>
  json(ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready', parts });

/** A check that hangs must not hang the one who asks: it counts as not ready. */
async function withinLimit(check: Promise<Readiness>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ready: false, parts: {} });
    }, READY_WITHIN_MS);
  });
  try {
    return await Promise.race([check, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

function send(response: ServerResponse, { status, contentType, body }: Answer): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(body);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
