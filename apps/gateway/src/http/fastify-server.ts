import { STATUS_CODES } from 'node:http';
import type { Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { accessTo, callerKindOf, methodsOn } from '#security';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { EVENT_MEDIA_TYPES, FORM_MEDIA_TYPE, isPlainForm, isPlainJson } from './media-type.js';
import { Problem, PROBLEMS, problemBody, problemHeaders } from './problem.js';
import type { ProblemCode } from './problem.js';
import { SECURITY_HEADERS } from './security-headers.js';
import { traceIdOf } from './trace-id.js';

/** `contract/README.md`, Intake: at most 256 KiB. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** A form of the console: a few texts. */
const FORM_LIMIT_BYTES = 64 * 1024;

/** Every wait has an end (reliability.md, R18): a slow or silent caller holds a socket for so long. */
const REQUEST_TIMEOUT_MS = 15_000;
const HEADERS_TIMEOUT_MS = 10_000;
const CONNECTION_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const TIMEOUT_CHECK_INTERVAL_MS = 2_000;
const HEADERS_LIMIT_BYTES = 16 * 1024;

type AdapterOptions = Extract<ConstructorParameters<typeof FastifyAdapter>[0], { http: ServerOptions }>;

/** @returns the HTTP side of the gateway: limits, headers and problems; routes are Nest's */
export function fastifyServer(): FastifyAdapter {
  const options: AdapterOptions = {
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: false,
    logger: false,
    requestIdHeader: false,
    genReqId: (request: { headers: FastifyRequest['headers'] }) => traceIdOf(request.headers),
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
      maxHeaderSize: HEADERS_LIMIT_BYTES,
    },
    frameworkErrors: (_error, request, reply) => {
      // A path that cannot be decoded, or a part of it that is too long: no route, so nothing there.
      const body = JSON.stringify(problemBody('not-found', request.id));
      reply.raw.writeHead(404, { ...SECURITY_HEADERS, ...problemHeaders({}) }).end(body);
    },
    clientErrorHandler: answerMalformed,
    // No middleware at all: authority is in one global guard, where no spelling of a path gets round it (R35).
    skipMiddie: true,
  };
  const adapter = new FastifyAdapter<Server>(options);
  takeBodies(adapter);
  return adapter;
}

function takeBodies(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  // The raw bytes: the signature is over them, and nothing is parsed before it holds (R29).
  fastify.addContentTypeParser(EVENT_MEDIA_TYPES, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  // Reaches a handler on routes for people alone: see what is refused before the body.
  const forms = { parseAs: 'buffer', bodyLimit: FORM_LIMIT_BYTES } as const;
  fastify.addContentTypeParser(FORM_MEDIA_TYPE, forms, (_request, body, done) => done(null, body));

  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(SECURITY_HEADERS);
    done(refusalBeforeBody(request));
  });
}

/** What needs no body to be refused is refused before it is read. */
function refusalBeforeBody(
  request: Pick<FastifyRequest, 'is404' | 'url' | 'method' | 'headers' | 'routeOptions'>,
): Problem | undefined {
  if (request.is404) {
    const allow = methodsOn(request.url.split('?', 1)[0] ?? '');
    return allow.length > 0 ? new Problem('method-not-allowed', { allow }) : new Problem('not-found');
  }
  const takesBody = request.method !== 'GET' && request.method !== 'HEAD';
  if (!takesBody || isOfItsKind(request) || mayComeWithoutBody(request)) return undefined;
  return new Problem('media-type');
}

/** Programs send JSON, pages send forms: neither is read where the other belongs. */
const isOfItsKind = ({ headers, routeOptions }: Pick<FastifyRequest, 'headers' | 'routeOptions'>): boolean =>
  callerKindOf(routeOptions.url ?? '') === 'session' ? isPlainForm(headers) : isPlainJson(headers);

/** An act of a person may say all that it has to say by its path; an event never does. */
function mayComeWithoutBody({
  method,
  headers,
  routeOptions,
}: Pick<FastifyRequest, 'method' | 'headers' | 'routeOptions'>): boolean {
  const isEmpty = (headers['content-length'] ?? '0') === '0' && headers['transfer-encoding'] === undefined;
  return isEmpty && accessTo(method, routeOptions.url ?? '') !== 'signature';
}

/** What is no HTTP at all, too slow, or has too large headers: answered on the bare socket, then closed. */
function answerMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const code = codeOfSocketError(error.code);
  const { status } = PROBLEMS[code];
  const body = JSON.stringify(problemBody(code, traceIdOf({})));
  const headers = {
    ...SECURITY_HEADERS,
    ...problemHeaders({}),
    'content-length': String(Buffer.byteLength(body)),
  };
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

function codeOfSocketError(code: string | undefined): ProblemCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request-timeout';
  return code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'bad-request';
}
