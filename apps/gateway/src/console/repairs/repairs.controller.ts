import { REPAIRS_TEXTS } from '#console-texts';
import type { RepairAct } from '#domain';
import { Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OPERATIONS_READER, PAGES, REPAIR_DESK } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { PLAN_ID } from '../../repairs/plan-id.js';
import { placeCursor, placeOf } from '../../repairs/read-repair-request.js';
import type { RepairDesk } from '../../repairs/repair-desk.js';
import { Form } from '../frame/form.js';
import type { FormFields } from '../frame/form.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import type { OperationsReader } from '../queues/operations-reader.js';
import { outcomeOf, refusalOf } from '../queues/refusal.js';
import { checkFilter, filterFields, isEmptyFilter, valuesIn } from './filter-fields.js';
import type { CheckedFilter, FilterFields } from './filter-fields.js';
import { chooseTasksPage, planTasksPage } from './new-repair-page.js';
import { planPage } from './plan-page.js';
import type { PlanShown } from './plan-page.js';
import { readPlan } from './read-plan.js';
import { repairsPage } from './repairs-page.js';

const PATH = '/console/repairs';
const DONE = { approve: 'approved', run: 'started', stop: 'stopped' } as const;
const MESSAGES = ['planned', 'approved', 'started', 'stopped'] as const;

/** Repair plans: which tasks, what trying them again would do, a second person, the run, and how far it is. */
@ApiExcludeController()
@Controller('console/repairs')
export class ConsoleRepairsController {
  constructor(
    @Inject(REPAIR_DESK) private readonly desk: RepairDesk,
    @Inject(OPERATIONS_READER) private readonly operations: OperationsReader,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  async list(@Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    this.pages.send(reply, viewer, repairsPage(await this.desk.list(), viewer.language));
  }

  @Get('new')
  async prepare(
    @Query() query: Readonly<Record<string, unknown>>,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = filterFields(valuesIn(query));
    const isEmpty = isEmptyFilter(fields);
    const checked = checkFilter(fields);
    if (isEmpty || 'faults' in checked || query['change'] === '1') {
      await this.askForFilter(reply, viewer, {
        fields,
        checked,
        isEmptyRefused: isEmpty && query['asked'] === '1',
      });
      return;
    }
    const found = await this.operations.findTasks(checked.filter);
    this.pages.send(reply, viewer, planTasksPage({ fields, found }, viewer.language));
  }

  @Post()
  async plan(@Form() form: FormFields, @Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    const fields = filterFields((parameter) => form.texts(parameter));
    const checked = checkFilter(fields);
    // The last word is the server's: what a form leaves out is no filter that holds for everything.
    if (isEmptyFilter(fields) || 'faults' in checked) {
      await this.askForFilter(reply, viewer, { fields, checked, isEmptyRefused: isEmptyFilter(fields) });
      return;
    }
    const { said, request } = readPlan(form, checked.filter);
    const outcome = request && (await outcomeOf(() => this.desk.plan(request, viewer.principal)));
    if (outcome?.done !== undefined) {
      seeOther(reply, `${PATH}/${outcome.done.id}?done=planned`);
      return;
    }
    const { refusal } = outcome ?? {};
    const found = await this.operations.findTasks(checked.filter);
    this.pages.send(reply, viewer, planTasksPage({ fields, found, said, refusal }, viewer.language));
  }

  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query() { done, cursor }: { readonly done?: unknown; readonly cursor?: unknown },
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const texts = REPAIRS_TEXTS[viewer.language].done;
    const message = MESSAGES.find((one) => one === done);
    const what = message === undefined ? {} : { message: texts[message] };
    await this.sendPlan(reply, viewer, { id, after: placeOf(cursor), what });
  }

  @Post(':id/approve')
  async approve(
    @Param('id') id: string,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.act('approve', id, viewer, reply);
  }

  @Post(':id/run')
  async run(@Param('id') id: string, @Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    await this.act('run', id, viewer, reply);
  }

  @Post(':id/stop')
  async stop(@Param('id') id: string, @Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    await this.act('stop', id, viewer, reply);
  }

  private async act(act: RepairAct, id: string, viewer: Viewer, reply: FastifyReply): Promise<void> {
    if (!PLAN_ID.test(id)) throw new Problem('not-found');
    const refusal = await refusalOf(() => this.desk.act(act, id, viewer.principal));
    if (refusal === undefined) seeOther(reply, `${PATH}/${id}?done=${DONE[act]}`);
    else await this.sendPlan(reply, viewer, { id, after: placeOf(undefined), what: { refusal } });
  }

  private async sendPlan(
    reply: FastifyReply,
    viewer: Viewer,
    {
      id,
      after,
      what,
    }: {
      readonly id: string;
      readonly after: number;
      readonly what: Pick<PlanShown, 'message' | 'refusal'>;
    },
  ): Promise<void> {
    const plan = PLAN_ID.test(id) ? await this.desk.read(id, after) : undefined;
    if (plan === undefined) throw new Problem('not-found');
    const nextHref = plan.next === undefined ? undefined : `${PATH}/${id}?cursor=${placeCursor(plan.next)}`;
    this.pages.send(reply, viewer, planPage({ ...what, plan, nextHref }, viewer.language));
  }

  private async askForFilter(
    reply: FastifyReply,
    viewer: Viewer,
    {
      fields,
      checked,
      isEmptyRefused,
    }: {
      readonly fields: FilterFields;
      readonly checked: CheckedFilter;
      readonly isEmptyRefused: boolean;
    },
  ): Promise<void> {
    const endpoints = (await this.operations.endpoints()).map(({ endpoint }) => endpoint);
    const faults = 'faults' in checked ? checked.faults : [];
    this.pages.send(
      reply,
      viewer,
      chooseTasksPage({ fields, endpoints, faults, isEmptyRefused }, viewer.language),
    );
  }
}
