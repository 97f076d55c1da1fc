import type { RepairAct } from '#domain';
import type { Principal } from '#security';
import { applyDecorators, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller } from '../access/principal.js';
import { REPAIR_DESK } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import { PLAN_ID } from './plan-id.js';
import { placeCursor, placeOf, readRepairRequest } from './read-repair-request.js';
import type { RepairDesk, RepairPage } from './repair-desk.js';
import type { FailuresView, RepairView } from './repair-view.js';

const DescribePlanAct = (summary: string): MethodDecorator =>
  applyDecorators(HttpCode(200), DescribeForBearer({ summary, body: 'RepairPlan', problems: [404, 409] }));

/** What fails, by cause; and repair plans: a frozen list of tasks, tried again one by one. */
@Controller('v1')
export class RepairsController {
  constructor(@Inject(REPAIR_DESK) private readonly desk: RepairDesk) {}

  @Get('failures')
  @DescribeForBearer({
    summary: 'The newest failing tasks, grouped by their normalised cause',
    body: 'Failures',
    problems: [],
  })
  failures(): Promise<FailuresView> {
    return this.desk.failures();
  }

  @Post('repairs')
  @HttpCode(201)
  @ApiBody({ schema: { $ref: '#/components/schemas/RepairRequest' } })
  @DescribeForBearer({
    summary:
      'Freezes the tasks that the filter finds, and says what trying each again would do; runs nothing',
    status: 201,
    body: 'RepairPlan',
    problems: [400, 413, 415, 422],
  })
  plan(
    @Req() { body }: FastifyRequest<{ Body: Buffer | undefined }>,
    @Caller() caller: Principal,
  ): Promise<RepairView> {
    return this.desk.plan(readRepairRequest(body), caller);
  }

  @Get('repairs')
  @DescribeForBearer({ summary: 'The newest repair plans', body: 'RepairPlans', problems: [] })
  async list(): Promise<{ readonly items: readonly RepairView[] }> {
    return { items: await this.desk.list() };
  }

  @Get('repairs/:id')
  @ApiQuery({ name: 'cursor', required: false, schema: { type: 'string' } })
  @DescribeForBearer({
    summary: 'A repair plan, how far it has come, and its tasks a page',
    body: 'RepairPlanWithItems',
    problems: [404, 422],
  })
  async read(
    @Param('id') id: string,
    @Query('cursor') cursor: unknown,
  ): Promise<Omit<RepairPage, 'next'> & { readonly nextCursor?: string }> {
    const after = placeOf(cursor);
    const page = PLAN_ID.test(id) ? await this.desk.read(id, after) : undefined;
    if (page === undefined) throw new Problem('not-found');
    const { next, ...shown } = page;
    return { ...shown, ...(next === undefined ? {} : { nextCursor: placeCursor(next) }) };
  }

  @Post('repairs/:id/approve')
  @DescribePlanAct('Another person than the planner agrees to a plan')
  approve(@Param('id') id: string, @Caller() caller: Principal): Promise<RepairView> {
    return this.act('approve', id, caller);
  }

  @Post('repairs/:id/run')
  @DescribePlanAct('Tries the tasks of the plan again, so many a second; goes on where it was stopped')
  run(@Param('id') id: string, @Caller() caller: Principal): Promise<RepairView> {
    return this.act('run', id, caller);
  }

  @Post('repairs/:id/stop')
  @DescribePlanAct('No further task of the plan is touched')
  stop(@Param('id') id: string, @Caller() caller: Principal): Promise<RepairView> {
    return this.act('stop', id, caller);
  }

  private act(act: RepairAct, id: string, caller: Principal): Promise<RepairView> {
    if (!PLAN_ID.test(id)) throw new Problem('not-found');
    return this.desk.act(act, id, caller);
  }
}
