import { helsinkiDay } from '#domain';
import type { Principal } from '#security';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { Caller } from '../access/principal.js';
import { CLOCK, PRACTICE_DIRECTORY, STATISTICS_READER } from '../gateway.tokens.js';
import type { Clock } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import type { PracticeDirectory } from '../intake/practice-directory.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import { mayReadTeam } from '../reading/decisions.controller.js';
import { MONTH_PARAMETERS, readMonthRange } from './read-month-range.js';
import type { StatisticsReader } from './statistics-reader.js';
import { statisticsView } from './statistics-view.js';
import type { StatisticsView } from './statistics-view.js';

/** What a team handled by month, and how soon it was recorded; counts only. */
@Controller('v1/teams')
export class StatisticsController {
  constructor(
    @Inject(STATISTICS_READER) private readonly statistics: StatisticsReader,
    @Inject(PRACTICE_DIRECTORY) private readonly practices: PracticeDirectory,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  @Get(':team/statistics')
  @ApiQuery({ name: 'from', required: false, schema: MONTH_PARAMETERS.from })
  @ApiQuery({ name: 'to', required: false, schema: MONTH_PARAMETERS.to })
  @DescribeForBearer({
    summary: 'What a team handled, by month and year',
    body: 'TeamStatistics',
    problems: [404, 422],
  })
  async show(
    @Param('team') team: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Caller() caller: Principal,
  ): Promise<StatisticsView> {
    const isTheirs = this.practices.handlings(team) !== undefined && mayReadTeam(caller, team);
    if (!isTheirs) throw new Problem('not-found');
    const range = readMonthRange(query, helsinkiDay(this.now()));
    return statisticsView(team, range, await this.statistics.teamStatistics(team, range));
  }
}
