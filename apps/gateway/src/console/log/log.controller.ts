import { Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CLOCK, DECISION_DESK, LOG_DESK, PAGES } from '../../gateway.tokens.js';
import type { Clock } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { TASK_ID } from '../../reading/task-id.js';
import type { DecisionDesk } from '../decisions/decision-desk.js';
import { countOf, isName } from '../decisions/decisions.controller.js';
import type { Query as Asked } from '../decisions/read-search.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { checkPage } from './check-page.js';
import type { LogDesk } from './log-desk.js';
import { logPage } from './log-page.js';
import { LOG_PATH } from './paths.js';
import { proofPage } from './proof-page.js';
import { readLogSearch } from './read-log-search.js';

/** The recording log, for auditors: how complete it is, what proves it, and whether it is what was signed. */
@ApiExcludeController()
@Controller('console/log')
export class LogPagesController {
  constructor(
    @Inject(LOG_DESK) private readonly desk: LogDesk,
    @Inject(DECISION_DESK) private readonly decisions: Pick<DecisionDesk, 'teams'>,
    @Inject(PAGES) private readonly pages: PageRenderer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async overview(
    @Query() query: Asked,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const read = readLogSearch(query, this.clock());
    const { search, after } = read;
    const overview =
      search === undefined ? undefined : await this.desk.overview(viewer.principal, search, after);
    const count = countOf(viewer, overview?.figures.decisions ?? 0);
    const { teams } = this.decisions;
    const view = logPage(
      { read, teams, ...(overview === undefined ? {} : { overview }) },
      viewer.language,
      count,
    );
    this.pages.send(reply, viewer, view);
  }

  @Post('verify')
  async beginCheck(@Looking() { principal }: Viewer, @Res() reply: FastifyReply): Promise<void> {
    seeOther(reply, `${LOG_PATH}/verify/${await this.desk.beginCheck(principal)}`);
  }

  @Get('verify/:id')
  async check(@Param('id') id: string, @Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    const check = TASK_ID.test(id) ? await this.desk.findCheck(id) : undefined;
    if (check === undefined) throw new Problem('not-found');
    this.pages.send(reply, viewer, checkPage(check, viewer.language));
  }

  @Get(':team/:decisionId')
  async proof(
    @Param() name: Readonly<Record<'team' | 'decisionId', string>>,
    @Looking() viewer: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const proof = isName(name) ? await this.desk.proof(viewer.principal, name) : undefined;
    if (proof === undefined) throw new Problem('not-found');
    this.pages.send(reply, viewer, proofPage(proof, viewer.language));
  }
}
