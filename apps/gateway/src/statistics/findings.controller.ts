import type { Finding } from '#ledger';
import { Controller, Get, Inject } from '@nestjs/common';
import { STATISTICS_READER } from '../gateway.tokens.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import type { StatisticsReader } from './statistics-reader.js';

/** Findings are rare; whoever has more has one cause for them all. */
const NEWEST = 200;

interface FindingView {
  readonly id: string;
  /** RFC 3339 */
  readonly foundAt: string;
  readonly kind: Finding['kind'];
  readonly day: string;
  readonly team?: string;
  readonly decisionId?: string;
  readonly taskId?: string;
}

/** What the daily closing found to be other than it must be. */
@Controller('v1/findings')
export class FindingsController {
  constructor(@Inject(STATISTICS_READER) private readonly statistics: StatisticsReader) {}

  @Get()
  @DescribeForBearer({
    summary: 'What the daily closing found, newest first',
    body: 'FindingPage',
    problems: [],
  })
  async list(): Promise<{ readonly items: readonly FindingView[] }> {
    return { items: (await this.statistics.listFindings(NEWEST)).map(findingView) };
  }
}

function findingView({ id, foundAt, kind, day, team, decisionId, taskId }: Finding): FindingView {
  return {
    id,
    foundAt: foundAt.toISOString(),
    kind,
    day,
    ...(team === undefined ? {} : { team }),
    ...(decisionId === undefined ? {} : { decisionId }),
    ...(taskId === undefined ? {} : { taskId }),
  };
}
