import type { Principal } from '#security';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { Caller } from '../access/principal.js';
import { RECEIPTS } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { ID, LOCAL_ID } from '../intake/event-dto/patterns.js';
import { Describe, DescribeForBearer } from '../openapi/api.decorators.js';
import type { PublicKeys, Receipts } from './receipts.js';

/** RFC 7515, section 9.2.1: a JWS in its compact form. */
const COMPACT_JWS = 'application/jose';

/** The signed statement of a decision's whole state, and the keys that it is checked by. */
@Controller()
export class ReceiptsController {
  constructor(@Inject(RECEIPTS) private readonly receipts: Receipts) {}

  @Get('v1/decisions/:team/:decisionId/receipt')
  @Header('content-type', COMPACT_JWS)
  @DescribeForBearer({
    summary: 'The completeness receipt of a decision: a compact JWS',
    body: 'Receipt',
    mediaType: COMPACT_JWS,
    problems: [404],
  })
  async show(
    @Param('team') team: string,
    @Param('decisionId') decisionId: string,
    @Caller() caller: Principal,
  ): Promise<string> {
    const isName = LOCAL_ID.test(team) && ID.test(decisionId);
    const receipt = isName && mayHold(caller, team) ? await this.receipts.issue(team, decisionId) : undefined;
    if (receipt === undefined) throw new Problem('not-found');
    return receipt;
  }

  /** Open: whoever was given a receipt must be able to check it. */
  @Get('.well-known/jwks.json')
  @Describe({ summary: 'The public keys of completeness receipts', body: 'KeySet', problems: [] })
  keys(): PublicKeys {
    return this.receipts.keys();
  }
}

/** To a team application another team's decision does not exist. */
const mayHold = ({ roles, teams }: Principal, team: string): boolean =>
  roles.has('auditor') || (roles.has('team-app') && (teams === 'all' || teams.has(team)));
