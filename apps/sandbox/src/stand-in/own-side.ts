import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from '#observability';

/** How every server of the sandbox answers for itself: JSON, and RFC 9457 problems. */

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** A request that a stand-in's own side refuses. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
  ) {
    super(code);
    this.name = 'Problem';
  }
}

/** A server that takes no body yet, answers faults as problems, and `GET /_health`. */
export function ownSideServer(logger: Logger): FastifyInstance {
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof Problem) return sendProblem(reply, error);
    const status = statusOf(error);
    if (status >= 500) logger.error('sandbox.request-failed', { error });
    return sendProblem(
      reply,
      new Problem(status, status >= 500 ? 'failed' : 'bad-request', 'Request refused'),
    );
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new Problem(404, 'not-found', 'Not found')));
  app.get('/_health', () => ({ status: 'up' }));
  return app;
}

/** Bodies of any declared type reach the handlers as bytes. */
export function takeAnyBody(app: FastifyInstance): void {
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
}

/** @returns the body's bytes; none where the request had no body */
export function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** The HTTP status that Fastify gives one of its own errors; 500 for any other. */
export function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

function sendProblem(reply: FastifyReply, { status, code, title }: Problem): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: `urn:kuittaus:sandbox:${code}`, title, status, code });
}
