import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { TaskActs } from '../../acting/task-acts.js';
import { TASK_ACTS } from '../../gateway.tokens.js';
import { Problem, PROBLEMS } from '../../http/problem.js';
import { TASK_ID } from '../../reading/task-id.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { TaskPages } from './task-pages.js';
import { messageOf } from './worklist.controller.js';

/** One task of the worklist, first without and then with its text. */
@ApiExcludeController()
@Controller('console/worklist/:id')
export class TaskController {
  constructor(
    private readonly tasks: TaskPages,
    @Inject(TASK_ACTS) private readonly acts: TaskActs,
  ) {}

  @Get()
  async show(
    @Param('id') id: string,
    @Query('done') done: unknown,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.tasks.send(reply, viewer, id, messageOf(done, viewer.language));
  }

  /** A form, so that no link, reload or look ahead of a browser reads what is logged as read. */
  @Post('content')
  @HttpCode(200)
  async content(
    @Param('id') id: string,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!TASK_ID.test(id)) throw new Problem('not-found');
    try {
      const content = await this.acts.readContent(id, viewer.principal, viewer.language);
      await this.tasks.send(reply, viewer, id, { content });
    } catch (failure) {
      if (!(failure instanceof Problem) || failure.code === 'not-found') throw failure;
      const { code } = failure;
      await this.tasks.send(reply, viewer, id, { refusal: code, status: PROBLEMS[code].status });
    }
  }
}
