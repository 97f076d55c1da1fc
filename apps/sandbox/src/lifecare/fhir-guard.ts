import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#observability';
import { statusOf } from '../stand-in/own-side.js';
import type { AccessTokens } from './access-tokens.js';
import type { Faults } from '../stand-in/faults.js';
import { type Issue, Refusal, type RefusalCode, operationOutcome } from './validation/refusals.js';

export const FHIR_JSON = 'application/fhir+json; charset=utf-8';
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Answers every refusal as an OperationOutcome, and every call with its correlation id. */
export function answerAsFhir(app: FastifyInstance, logger: Logger): void {
  app.addHook('onRequest', async (request, reply) => {
    const id = request.headers['x-request-id'];
    if (typeof id === 'string' && REQUEST_ID.test(id)) reply.header('X-Correlation-Id', id);
  });
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof Refusal) return sendOutcome(reply, error.status, error.issues);
    const status = statusOf(error);
    if (status >= 500) logger.error('lifecare.request-failed', { error });
    return sendOutcome(reply, status, [{ code: CODES[status] ?? 'server-fault' }]);
  });
}

const CODES: Readonly<Record<number, RefusalCode>> = {
  400: 'not-an-object',
  413: 'body-size',
  415: 'body-media-type',
};

/** Whether the ordered fault `down` took this call's connection away. */
export function takeDown(faults: Faults, request: FastifyRequest, reply: FastifyReply): boolean {
  if (!faults.hits('down')) return false;
  destroy(request, reply);
  return true;
}

export function destroy(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** What every call that needs a token goes through, cheapest first; ordered faults before all else. */
export function guardCalls(
  app: FastifyInstance,
  { faults, tokens }: { faults: Faults; tokens: AccessTokens },
): void {
  const late = new WeakMap<FastifyRequest, number>();
  app.addHook('onRequest', async (request, reply) => {
    if (takeDown(faults, request, reply)) return;
    const lateMs = faults.take('latency');
    if (lateMs !== undefined) late.set(request, lateMs);
    const status = faults.take('status');
    if (status !== undefined) return answerStatus(reply, status);
    if (!tokens.isValid(request.headers.authorization)) {
      return reply.code(401).header('WWW-Authenticate', 'Bearer').send();
    }
    if (reply.getHeader('X-Correlation-Id') === undefined) throw Refusal.of(400, 'request-id');
    if (request.url.includes('?')) throw Refusal.of(400, 'query');
  });
  app.addHook('onSend', async (request) => {
    const lateMs = late.get(request);
    if (lateMs !== undefined) await wait(lateMs, undefined, { ref: false });
  });
}

function answerStatus(reply: FastifyReply, status: number): FastifyReply {
  if (status === 429 || status === 503) reply.header('Retry-After', '1');
  return sendOutcome(reply, status, [{ code: 'fault-on-demand' }]);
}

function sendOutcome(reply: FastifyReply, status: number, issues: readonly Issue[]): FastifyReply {
  return reply
    .code(status)
    .type(FHIR_JSON)
    .send(JSON.stringify(operationOutcome(issues)));
}
