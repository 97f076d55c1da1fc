import type { Principal } from '#security';
import { Controller, Get, HttpCode, Inject, Param, Put, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller } from '../access/principal.js';
import { QUEUE_BOARD } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { BoardApi } from './board-api.js';
import { RETRY_WITHOUT_REDIS_S } from './board-away-page.js';
import type { BoardWrite, QueueBoard } from './queue-board.js';

type Params = Readonly<Record<string, string>>;
type Query = Readonly<Record<string, unknown>>;

interface AskedAct {
  readonly act: BoardWrite;
  readonly route: string;
  readonly params: Params;
  readonly caller: Principal;
}

/**
 * What bull-board's page asks for. Only these of its routes are there at all: what reads, and four acts, which are
 * refused unless the installation allows them. Its "pause all" and whatever comes with its next version is not.
 */
@ApiExcludeController()
@Controller('queues/api')
export class BoardController {
  constructor(
    @Inject(QUEUE_BOARD) private readonly board: QueueBoard,
    private readonly api: BoardApi,
  ) {}

  @Get('queues')
  queues(@Query() query: Query, @Res() reply: FastifyReply): Promise<void> {
    return this.read('/api/queues', { params: {}, query }, reply);
  }

  @Get('job-schedulers')
  jobSchedulers(@Query() query: Query, @Res() reply: FastifyReply): Promise<void> {
    return this.read('/api/job-schedulers', { params: {}, query }, reply);
  }

  @Get('queues/:queueName/default-job-options')
  jobOptions(@Param() params: Params, @Res() reply: FastifyReply): Promise<void> {
    return this.read('/api/queues/:queueName/default-job-options', { params, query: {} }, reply);
  }

  @Get('queues/:queueName/rate-limit')
  rateLimit(@Param() params: Params, @Res() reply: FastifyReply): Promise<void> {
    return this.read('/api/queues/:queueName/rate-limit', { params, query: {} }, reply);
  }

  @Get('queues/:queueName/:jobId')
  job(@Param() params: Params, @Res() reply: FastifyReply): Promise<void> {
    return this.read('/api/queues/:queueName/:jobId', { params, query: {} }, reply);
  }

  @Put('queues/:queueName/resume')
  @HttpCode(200)
  resume(@Param() params: Params, @Caller() caller: Principal, @Res() reply: FastifyReply): Promise<void> {
    return this.write({ act: 'resume', route: '/api/queues/:queueName/resume', params, caller }, reply);
  }

  @Put('queues/:queueName/:jobId/retry')
  retry(@Param() params: Params, @Caller() caller: Principal, @Res() reply: FastifyReply): Promise<void> {
    return this.write({ act: 'retry', route: '/api/queues/:queueName/:jobId/retry', params, caller }, reply);
  }

  @Put('queues/:queueName/:jobId/promote')
  promote(@Param() params: Params, @Caller() caller: Principal, @Res() reply: FastifyReply): Promise<void> {
    const route = '/api/queues/:queueName/:jobId/promote';
    return this.write({ act: 'promote', route, params, caller }, reply);
  }

  @Put('queues/:queueName/:jobId/clean')
  clean(@Param() params: Params, @Caller() caller: Principal, @Res() reply: FastifyReply): Promise<void> {
    return this.write({ act: 'clean', route: '/api/queues/:queueName/:jobId/clean', params, caller }, reply);
  }

  private async write({ act, route, params, caller }: AskedAct, reply: FastifyReply): Promise<void> {
    if (!this.board.isWritable) throw new Problem('method-not-allowed', { allow: ['GET', 'HEAD'] });
    const { queueName: endpoint = '', jobId: job } = params;
    if (!this.board.queues.some(({ name }) => name === endpoint)) throw new Problem('not-found');
    await this.refuseWithoutRedis();
    await this.board.note({ act, endpoint, ...(job === undefined ? {} : { job }) }, caller);
    await this.send({ method: 'put', route, params, query: {} }, reply);
  }

  private async read(
    route: string,
    asked: { readonly params: Params; readonly query: Query },
    reply: FastifyReply,
  ): Promise<void> {
    await this.refuseWithoutRedis();
    await this.send({ method: 'get', route, ...asked }, reply);
  }

  private async send(question: Parameters<BoardApi['answer']>[0], reply: FastifyReply): Promise<void> {
    const { status, body } = await this.api.answer(question);
    void reply
      .status(status)
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify(body));
  }

  /** Its commands may wait for ever while Redis is away: the page is told, and asks again. */
  private async refuseWithoutRedis(): Promise<void> {
    if (await this.board.answers()) return;
    throw new Problem('not-now', { retryAfterSeconds: RETRY_WITHOUT_REDIS_S });
  }
}
