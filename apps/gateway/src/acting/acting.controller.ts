import { preferredLanguage } from '#console-texts';
import type { Principal } from '#security';
import { Controller, Get, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller } from '../access/principal.js';
import { TASK_ACTS } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import { TASK_ID } from '../reading/task-id.js';
import type { TaskView } from '../reading/task-view.js';
import { AcknowledgementDto, CloseDto, HandOverDto, PlainActDto } from './act-requests.dto.js';
import { Asked } from './asked.js';
import type { AskedOfTask } from './asked.js';
import { DescribeAct } from './describe-act.js';
import { readBody } from './read-body.js';
import type { ActRequest, ContentView, TaskActs } from './task-acts.js';

/** What people read and do: the text to record, and each act on a task. */
@Controller('v1/recording-tasks/:id')
export class ActingController {
  constructor(@Inject(TASK_ACTS) private readonly acts: TaskActs) {}

  @Get('content')
  @ApiHeader({ name: 'accept-language', required: false, description: 'fi (default), sv or en' })
  @DescribeForBearer({
    summary: 'The text to record, correct or remove by hand; each reading is on the audit log',
    body: 'RecordText',
    problems: [404, 409],
  })
  content(
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<ContentView> {
    if (!TASK_ID.test(id)) throw new Problem('not-found');
    return this.acts.readContent(id, caller, preferredLanguage(languages));
  }

  @Post('acknowledgement')
  @DescribeAct('A person says that the record is there, or cannot be', 'Acknowledgement')
  acknowledge(@Asked() asked: AskedOfTask, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.act(asked, { kind: 'acknowledgement', ...readBody(AcknowledgementDto, asked.body) }, reply);
  }

  @Post('acknowledgement/undo')
  @DescribeAct('The same person takes the acknowledgement back, for ten minutes', 'PlainAct', false)
  undo(@Asked() asked: AskedOfTask, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.act(asked, { kind: 'undo', ...readBody(PlainActDto, asked.body) }, reply);
  }

  @Post('hand-over')
  @DescribeAct('To another person, by address or by participant id', 'HandOver')
  handOver(@Asked() asked: AskedOfTask, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.act(asked, { kind: 'hand-over', ...readBody(HandOverDto, asked.body) }, reply);
  }

  @Post('take-over')
  @DescribeAct('From the adapter to a person; what may be sent is looked up first', 'PlainAct', false)
  takeOver(@Asked() asked: AskedOfTask, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.act(asked, { kind: 'take-over', ...readBody(PlainActDto, asked.body) }, reply);
  }

  @Post('give-back')
  @DescribeAct('From a person to the adapter', 'PlainAct', false)
  giveBack(@Asked() asked: AskedOfTask, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.act(asked, { kind: 'give-back', ...readBody(PlainActDto, asked.body) }, reply);
  }

  @Post('retry')
  @DescribeAct('Tries again now; what may be sent is looked up first', 'PlainAct', false)
  retry(@Asked() asked: AskedOfTask, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.act(asked, { kind: 'retry', ...readBody(PlainActDto, asked.body) }, reply);
  }

  @Post('close')
  @DescribeAct('Ends the task unrecorded, once a second administrator says the same', 'Closing')
  close(@Asked() asked: AskedOfTask, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.act(asked, { kind: 'close', ...readBody(CloseDto, asked.body) }, reply);
  }

  private async act(
    { id, caller, entityTags }: AskedOfTask,
    request: ActRequest,
    reply: FastifyReply,
  ): Promise<TaskView> {
    const acted = await this.acts.act(id, request, caller, entityTags);
    void reply.header('etag', acted.entityTag);
    return acted.task;
  }
}
