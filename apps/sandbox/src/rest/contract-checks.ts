import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OpenApiDocument } from '#openapi';
import type { Logger } from '#observability';
import { type JsonObject, isObject } from '../json.js';
import { bytesOf } from '../stand-in/own-side.js';
import { Refusal } from './refusal.js';

/** The stand-in was about to answer something that its own contract does not allow: a defect of it. */
class AnswerOffContract extends Error {
  readonly code = 'answer-off-contract';

  constructor(operation: string) {
    super(`The answer of ${operation} is not as the contract says`);
    this.name = 'AnswerOffContract';
  }
}

/**
 * Holds every call of this part of the server against an OpenAPI document, both ways: a request that it does not
 * allow is refused, and so is an answer of ours.
 */
export class ContractChecks {
  private readonly bodies = new WeakMap<FastifyRequest, JsonObject>();

  /** @param pathOf the part of a request's path that the document describes */
  constructor(
    private readonly document: OpenApiDocument,
    private readonly pathOf: (path: string) => string,
    private readonly logger: Logger,
  ) {}

  guard(app: FastifyInstance): void {
    app.addHook('preHandler', async (request) => this.checkRequest(request));
    app.addHook('onSend', async (request, reply, payload) => this.checkAnswer(request, reply, payload));
  }

  /** @returns the body, which is as the document says */
  bodyOf(request: FastifyRequest): JsonObject {
    return this.bodies.get(request) ?? {};
  }

  private checkRequest(request: FastifyRequest): void {
    const found = this.find(request);
    if (found === undefined) throw new Refusal(404, 'not-found');
    const { faults, body } = found.operation.readRequest({
      pathParameters: found.pathParameters,
      query: new URLSearchParams(request.url.split('?')[1]),
      header: (name) => headerOf(request.headers[name]),
      body: bytesOf(request.body),
    });
    if (faults.length > 0) throw Refusal.ofFaults(faults);
    if (isObject(body)) this.bodies.set(request, body);
  }

  private checkAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    const operation = this.find(request)?.operation;
    if (operation === undefined) return;
    const header = (name: string): string | undefined => headerOf(reply.getHeader(name));
    const body = Buffer.from(typeof payload === 'string' ? payload : '');
    const faults = operation.answerFaults({ status: reply.statusCode, header, body });
    if (faults.length === 0) return;
    this.logger.error('sandbox.answer-off-contract', { error: new AnswerOffContract(operation.id) });
    throw new AnswerOffContract(operation.id);
  }

  private find({ method, url }: FastifyRequest): ReturnType<OpenApiDocument['find']> {
    return this.document.find(method, this.pathOf(url.split('?')[0] ?? ''));
  }
}

const headerOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
