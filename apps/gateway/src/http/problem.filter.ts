import type { Logger } from '#observability';
import { Catch, HttpException, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../access/language.js';
import { problemPage } from '../console/frame/problem-page.js';
import type { PageRenderer } from '../console/frame/page-renderer.js';
import { seeOther } from '../console/frame/see-other.js';
import { viewerIfAny } from '../console/frame/viewer.js';
import { LOGGER, PAGES } from '../gateway.tokens.js';
import { Problem, PROBLEMS, problemBody, problemHeaders } from './problem.js';
import type { ProblemCode } from './problem.js';

/** What Fastify and Nest themselves refuse, by status; their messages hold parts of the request. */
const CODE_BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'bad-request',
  404: 'not-found',
  408: 'request-timeout',
  413: 'too-large',
  415: 'media-type',
  431: 'headers-too-large',
  503: 'not-now',
};

/** The last resort of every request: whatever is thrown becomes a problem with a stable code, and no more. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(thrown);
    if (problem.code === 'internal') {
      this.logger.error('request.failed', { traceId: request.id, error: thrown });
    }
    if (problem.details.goTo !== undefined) seeOther(reply, problem.details.goTo);
    else if (isConsole(request)) this.sendPage(problem, request, reply);
    else sendProblem(problem, request, reply);
  }

  private sendPage(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
    const audience = viewerIfAny(request) ?? { language: languageOf(request.headers) };
    this.pages.send(reply, audience, problemPage(problem, request.id, audience.language));
  }
}

/** Addresses that people open. What the board of queues asks for itself is asked for by a program. */
const PAGE_URL = /^\/(?:console|queues(?!\/(?:api|static)\/))(?:[/?]|$)/;

/** People get a page, programs a problem. */
const isConsole = ({ url }: Pick<FastifyRequest, 'url'>): boolean => PAGE_URL.test(url);

function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .status(PROBLEMS[problem.code].status)
    .headers(problemHeaders(problem.details))
    .send(problemBody(problem.code, request.id, problem.details.errors));
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof HttpException) return new Problem(codeOfStatus(thrown.getStatus()));
  return new Problem('internal');
}

function codeOfStatus(status: number): ProblemCode {
  return CODE_BY_STATUS[status] ?? (status < 500 ? 'bad-request' : 'internal');
}
