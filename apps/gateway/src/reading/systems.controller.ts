import { Controller, Get, Inject } from '@nestjs/common';
import { LEDGER_READER } from '../gateway.tokens.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import type { LedgerReader, SystemView } from './ledger-reader.js';

/** Each endpoint of the record systems: whether it is installed, its breaker, its backlog. */
@Controller('v1/systems')
export class SystemsController {
  constructor(@Inject(LEDGER_READER) private readonly ledger: LedgerReader) {}

  /** One page holds all: there are as many endpoints as the configuration has. */
  @Get()
  @DescribeForBearer({ summary: 'The endpoints of the record systems', body: 'SystemPage', problems: [] })
  async list(): Promise<{ readonly items: readonly SystemView[] }> {
    return { items: await this.ledger.listSystems() };
  }
}
