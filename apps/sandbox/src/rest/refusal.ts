import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ContractFault } from '#openapi';
import type { Logger } from '#observability';
import { statusOf } from '../stand-in/own-side.js';

export type RefusalCode =
  | 'bad-request'
  | 'not-found'
  | 'media-type'
  | 'too-large'
  | 'invalid'
  | 'unknown-client'
  | 'no-rights'
  | 'already-there'
  | 'stale'
  | 'cancelled'
  | 'version-key-reused'
  | 'other-client'
  | 'idempotency-key-reused'
  | 'fault-on-demand'
  | 'failed';

interface RefusalDetails {
  /** What is there under the key. */
  readonly current?: { readonly id: string; readonly version: number };
  readonly errors?: readonly ContractFault[];
}

/** A request that a REST stand-in refuses; answered as a problem (RFC 9457) without any value that was sent. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: RefusalCode,
    readonly details: RefusalDetails = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }

  /** What the contract says against a request: 422 for a body of another shape, else 400 or 415. */
  static ofFaults(errors: readonly ContractFault[]): Refusal {
    if (errors.some(({ place }) => place === 'media-type')) return new Refusal(415, 'media-type', { errors });
    const wellFormed = errors.every(({ place, rule }) => place === 'body' && rule !== 'not-json');
    return wellFormed ? new Refusal(422, 'invalid', { errors }) : new Refusal(400, 'bad-request', { errors });
  }
}

/** Answers an error in another way; undefined for one that it does not know. */
export type ErrorAnswer = (error: unknown, reply: FastifyReply) => FastifyReply | undefined;

/**
 * Every error of this part of the server is answered as a problem.
 * @param first what comes before that
 */
export function answerProblems(
  app: FastifyInstance,
  logger: Logger,
  first: ErrorAnswer = () => undefined,
): void {
  app.setErrorHandler(async (error, _request, reply) => {
    const answer = first(error, reply);
    if (answer !== undefined) return answer;
    if (error instanceof Refusal) return sendRefusal(reply, error);
    const status = statusOf(error);
    if (status >= 500) logger.error('sandbox.request-failed', { error });
    return sendRefusal(
      reply,
      new Refusal(status, CODES[status] ?? (status < 500 ? 'bad-request' : 'failed')),
    );
  });
}

const CODES: Readonly<Record<number, RefusalCode>> = { 413: 'too-large', 415: 'media-type' };

export function sendRefusal(reply: FastifyReply, { status, code, details }: Refusal): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: `urn:kuittaus:sandbox:${code}`, title: 'Request refused', status, code, ...details });
}
