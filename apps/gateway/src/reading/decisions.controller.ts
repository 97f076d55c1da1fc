import type { Principal } from '#security';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { Caller } from '../access/principal.js';
import { LEDGER_READER } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { ID, LOCAL_ID } from '../intake/event-dto/patterns.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import type { DecisionView, LedgerReader } from './ledger-reader.js';

/** The decision's whole state, for its own team application, auditors and system administrators. */
@Controller('v1/decisions')
export class DecisionsController {
  constructor(@Inject(LEDGER_READER) private readonly ledger: LedgerReader) {}

  @Get(':team/:decisionId')
  @DescribeForBearer({ summary: 'A decision and all its tasks', body: 'DecisionState', problems: [404] })
  async show(
    @Param('team') team: string,
    @Param('decisionId') decisionId: string,
    @Caller() caller: Principal,
  ): Promise<DecisionView> {
    const isName = LOCAL_ID.test(team) && ID.test(decisionId);
    const decision =
      isName && mayReadTeam(caller, team) ? await this.ledger.findDecision(team, decisionId) : undefined;
    if (!decision) throw new Problem('not-found');
    return decision;
  }
}

/** To a team application another team's decision does not exist. */
export function mayReadTeam({ roles, teams }: Principal, team: string): boolean {
  if (roles.has('auditor') || roles.has('sysadmin')) return true;
  return roles.has('team-app') && (teams === 'all' || teams.has(team));
}
