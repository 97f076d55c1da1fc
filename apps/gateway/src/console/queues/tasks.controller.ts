import { QUEUES_TEXTS } from '#console-texts';
import { Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { namedEntityTags } from '../../acting/if-match.js';
import type { ActRequest, TaskActs } from '../../acting/task-acts.js';
import { LEDGER_READER, OPERATIONS_READER, PAGES, TASK_ACTS } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import type { LedgerReader } from '../../reading/ledger-reader.js';
import { TASK_ID } from '../../reading/task-id.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { checkFilter, filterFields, isEmptyFilter, valuesIn } from '../repairs/filter-fields.js';
import type { OperationsReader } from './operations-reader.js';
import { readReason } from './read-reason.js';
import { refusalOf } from './refusal.js';
import type { TaskAct } from './task-acts-section.js';
import { taskPage } from './task-page.js';
import type { TaskShown } from './task-page.js';
import { tasksPage } from './tasks-page.js';

const DONE = { retry: 'retried', 'take-over': 'taken-over', close: 'closed' } as const;

interface AskedOfTask {
  readonly id: string;
  readonly form: FormFields;
  readonly viewer: Viewer;
}

/** Single tasks as administrators and auditors see them: how they went, and never what is recorded. */
@ApiExcludeController()
@Controller('console/tasks')
export class TasksController {
  constructor(
    @Inject(LEDGER_READER) private readonly ledger: LedgerReader,
    @Inject(OPERATIONS_READER) private readonly operations: OperationsReader,
    @Inject(TASK_ACTS) private readonly acts: TaskActs,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  /** What a group of failures holds. Without a filter there is nothing that is a list. */
  @Get()
  async list(
    @Query() query: Readonly<Record<string, unknown>>,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = filterFields(valuesIn(query));
    const checked = checkFilter(fields);
    if (isEmptyFilter(fields) || 'faults' in checked) {
      seeOther(reply, '/console/repairs/new');
      return;
    }
    const found = await this.operations.findTasks(checked.filter);
    this.pages.send(reply, viewer, tasksPage(found, fields, viewer.language));
  }

  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query('done') done: unknown,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const texts = QUEUES_TEXTS[viewer.language].done;
    const message = Object.values(DONE).find((one) => one === done);
    await this.send(reply, { id, viewer }, message === undefined ? {} : { message: texts[message] });
  }

  @Post(':id/retry')
  async retry(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.act('retry', { id, form, viewer }, reply);
  }

  @Post(':id/take-over')
  async takeOver(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.act('take-over', { id, form, viewer }, reply);
  }

  @Post(':id/close')
  async close(
    @Param('id') id: string,
    @Form() form: FormFields,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.act('close', { id, form, viewer }, reply);
  }

  private async act(act: TaskAct, { id, form, viewer }: AskedOfTask, reply: FastifyReply): Promise<void> {
    if (!TASK_ID.test(id)) throw new Problem('not-found');
    const said = readReason(form);
    if (said.fault !== undefined) {
      await this.send(reply, { id, viewer }, { said: { act, said } });
      return;
    }
    const entityTags = namedEntityTags(form.text('seen'));
    const request = requestOf(act, said.reason);
    const refusal = await refusalOf(() => this.acts.act(id, request, viewer.principal, entityTags));
    if (refusal === undefined) seeOther(reply, `/console/tasks/${id}?done=${DONE[act]}`);
    else await this.send(reply, { id, viewer }, { refusal, said: { act, said } });
  }

  private async send(
    reply: FastifyReply,
    { id, viewer }: Pick<AskedOfTask, 'id' | 'viewer'>,
    what: Pick<TaskShown, 'said' | 'refusal' | 'message'>,
  ): Promise<void> {
    if (!TASK_ID.test(id)) throw new Problem('not-found');
    const [found, course] = await Promise.all([
      this.ledger.findTask(id, viewer.principal),
      this.operations.taskCourse(id),
    ]);
    if (found === undefined || course === undefined) throw new Problem('not-found');
    const mayAct = viewer.principal.roles.has('sysadmin');
    this.pages.send(reply, viewer, taskPage({ ...what, found, course, mayAct }, viewer.language));
  }
}

function requestOf(act: TaskAct, reason: string): ActRequest {
  return act === 'close' ? { kind: 'close', reason } : { kind: act, reason };
}
