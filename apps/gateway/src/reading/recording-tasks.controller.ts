import type { Principal } from '#security';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller } from '../access/principal.js';
import { LEDGER_READER } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import { cursorOf } from './cursor.js';
import type { LedgerReader, TaskWithAttempts } from './ledger-reader.js';
import { readTaskQuery, TASK_QUERY_PARAMETERS } from './read-task-query.js';
import { TASK_ID } from './task-id.js';
import type { TaskView } from './task-view.js';

/** Recording tasks: a list of those that are the caller's, and one with all its attempts and evidence. */
@Controller('v1/recording-tasks')
export class RecordingTasksController {
  constructor(@Inject(LEDGER_READER) private readonly ledger: LedgerReader) {}

  @Get()
  @DescribeForBearer({
    summary: 'The caller’s recording tasks, nearest deadline first; a parameter given twice means either',
    body: 'TaskPage',
    problems: [422],
  })
  @ApiQuery({ name: 'cursor', required: false, schema: TASK_QUERY_PARAMETERS.cursor })
  @ApiQuery({ name: 'overdue', required: false, schema: TASK_QUERY_PARAMETERS.overdue })
  @ApiQuery({ name: 'state', required: false, schema: TASK_QUERY_PARAMETERS.state })
  @ApiQuery({ name: 'system', required: false, schema: TASK_QUERY_PARAMETERS.system })
  @ApiQuery({ name: 'team', required: false, schema: TASK_QUERY_PARAMETERS.team })
  async list(
    @Query() query: Readonly<Record<string, unknown>>,
    @Caller() caller: Principal,
  ): Promise<{ readonly items: readonly TaskView[]; readonly nextCursor?: string }> {
    const { items, next } = await this.ledger.listTasks(caller, readTaskQuery(query));
    return { items, ...(next === undefined ? {} : { nextCursor: cursorOf(next) }) };
  }

  @Get(':id')
  @DescribeForBearer({
    summary: 'A recording task with its attempts',
    body: 'TaskWithAttempts',
    problems: [404],
  })
  async show(
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskWithAttempts> {
    const found = TASK_ID.test(id) ? await this.ledger.findTask(id, caller) : undefined;
    if (!found) throw new Problem('not-found');
    void reply.header('etag', found.entityTag);
    return found.task;
  }
}
