import type { Principal } from '#security';
import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { Caller } from '../access/principal.js';
import { TEAM_APP_EVENTS } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import { cursorOf } from '../reading/cursor.js';
import { EVENT_QUERY_PARAMETERS, readEventQuery } from './read-event-query.js';
import type { TeamAppEvents, TeamAppEventView } from './team-app-events.js';

const EVENT_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The events to the team applications: what they were told, and what not, and once more. */
@Controller('v1/team-app-events')
export class TeamAppEventsController {
  constructor(@Inject(TEAM_APP_EVENTS) private readonly events: TeamAppEvents) {}

  @Get()
  @DescribeForBearer({
    summary:
      'The events to the caller’s team applications, oldest first; a parameter given twice means either',
    body: 'TeamAppEventPage',
    problems: [422],
  })
  @ApiQuery({ name: 'cursor', required: false, schema: EVENT_QUERY_PARAMETERS.cursor })
  @ApiQuery({ name: 'state', required: false, schema: EVENT_QUERY_PARAMETERS.state })
  @ApiQuery({ name: 'decisionId', required: false, schema: EVENT_QUERY_PARAMETERS.decisionId })
  @ApiQuery({ name: 'team', required: false, schema: EVENT_QUERY_PARAMETERS.team })
  async list(
    @Query() query: Readonly<Record<string, unknown>>,
    @Caller() caller: Principal,
  ): Promise<{ readonly items: readonly TeamAppEventView[]; readonly nextCursor?: string }> {
    const { items, next } = await this.events.list(caller, readEventQuery(query));
    return {
      items,
      ...(next === undefined ? {} : { nextCursor: cursorOf({ dueAt: next.at, id: next.id }) }),
    };
  }

  @Post(':id/resend')
  @HttpCode(202)
  @DescribeForBearer({
    summary: 'Sends the event again, as it is; tries an address again that had been left alone',
    status: 202,
    body: 'TeamAppEvent',
    problems: [404],
  })
  async resend(@Param('id') id: string, @Caller() caller: Principal): Promise<TeamAppEventView> {
    const event = EVENT_ID.test(id) ? await this.events.resend(caller, id) : undefined;
    if (event === undefined) throw new Problem('not-found');
    return event;
  }
}
