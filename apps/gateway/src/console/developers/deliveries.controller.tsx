import { DEVELOPERS_TEXTS } from '#console-texts';
import type { Practice } from '#domain';
import type { Principal } from '#security';
import { Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PAGES, PRACTICE_DESK, TEAM_APP_EVENTS } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { cursorOf } from '../../reading/cursor.js';
import { readEventQuery } from '../../team-app-events/read-event-query.js';
import type { TeamAppEvents, TeamAppEventQuery } from '../../team-app-events/team-app-events.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import type { PracticeDesk } from '../practices/practice-desk.js';
import { DeliveriesPage } from './deliveries-page.js';

const PATH = '/console/developers/deliveries';
const EVENT_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The events to the team applications, and one of them once more. */
@ApiExcludeController()
@Controller('console/developers/deliveries')
export class DeliveriesController {
  constructor(
    @Inject(TEAM_APP_EVENTS) private readonly events: TeamAppEvents,
    @Inject(PRACTICE_DESK) private readonly practices: Pick<PracticeDesk, 'practices'>,
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  async list(
    @Query() { done, ...query }: Readonly<Record<string, unknown>>,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = readEventQuery(query);
    const { items, next } = await this.events.list(viewer.principal, asked);
    const { deliveries: texts } = DEVELOPERS_TEXTS[viewer.language];
    const failed = items.filter(({ state }) => state === 'given-up').length;
    this.pages.send(reply, viewer, {
      title: failed === 0 ? texts.title : texts.titleWithFailures(failed),
      area: 'developers',
      body: (
        <DeliveriesPage
          events={items}
          teams={teamsFor(viewer.principal, this.practices.practices)}
          team={asked.teams[0]}
          state={asked.states[0]}
          next={next && nextPage(asked, cursorOf({ dueAt: next.at, id: next.id }))}
        />
      ),
      ...(done === 'resent' ? { message: texts.resent } : {}),
    });
  }

  @Post(':id/resend')
  async resend(
    @Param('id') id: string,
    @Looking() { principal }: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const event = EVENT_ID.test(id) ? await this.events.resend(principal, id) : undefined;
    if (event === undefined) throw new Problem('not-found');
    seeOther(reply, `${PATH}?done=resent`);
  }
}

const teamsFor = (
  { roles, teams }: Principal,
  practices: readonly Practice[],
): readonly Pick<Practice, 'team' | 'name'>[] =>
  practices.filter(({ team }) => roles.has('sysadmin') || teams === 'all' || teams.has(team));

function nextPage({ teams, states, decisionIds }: TeamAppEventQuery, cursor: string): string {
  const query = new URLSearchParams([
    ...teams.map((team) => ['team', team]),
    ...states.map((state) => ['state', state]),
    ...decisionIds.map((id) => ['decisionId', id]),
    ['cursor', cursor],
  ]);
  return `${PATH}?${query.toString()}`;
}
