import type { Principal } from '#security';
import { applyDecorators, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller } from '../access/principal.js';
import { readBody } from '../acting/read-body.js';
import { LEDGER_READER, SYSTEM_ACTS } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { holdsIdentityCode } from '../intake/content-rules/identity-code.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import type { LedgerReader } from '../reading/ledger-reader.js';
import { SystemActDto } from './system-act.dto.js';
import type { SystemAct, SystemActs } from './system-acts.js';
import type { SystemView } from './system-view.js';

type ActRequest = FastifyRequest<{ Body: Buffer | undefined }>;

const DescribeSystemAct = (summary: string): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    ApiBody({ schema: { $ref: '#/components/schemas/SystemAct' } }),
    DescribeForBearer({ summary, body: 'SystemState', problems: [400, 404, 413, 415, 422] }),
  );

/** Each endpoint of the record systems: whether it is installed, its breaker, its backlog; and stopping its traffic. */
@Controller('v1/systems')
export class SystemsController {
  constructor(
    @Inject(LEDGER_READER) private readonly ledger: LedgerReader,
    @Inject(SYSTEM_ACTS) private readonly acts: SystemActs,
  ) {}

  /** One page holds all: there are as many endpoints as the configuration has. */
  @Get()
  @DescribeForBearer({ summary: 'The endpoints of the record systems', body: 'SystemPage', problems: [] })
  async list(): Promise<{ readonly items: readonly SystemView[] }> {
    return { items: await this.ledger.listSystems() };
  }

  @Post(':endpoint/pause')
  @DescribeSystemAct('Nothing is written to the endpoint or asked of it until it is resumed')
  pause(@Param('endpoint') endpoint: string, @Req() { body }: ActRequest, @Caller() caller: Principal) {
    return this.act('pause', endpoint, body, caller);
  }

  @Post(':endpoint/resume')
  @DescribeSystemAct('The work of the endpoint goes on')
  resume(@Param('endpoint') endpoint: string, @Req() { body }: ActRequest, @Caller() caller: Principal) {
    return this.act('resume', endpoint, body, caller);
  }

  private async act(
    act: SystemAct,
    endpoint: string,
    body: Buffer | undefined,
    caller: Principal,
  ): Promise<SystemView> {
    if (!this.acts.isKnown(endpoint)) throw new Problem('not-found');
    const { reason } = readBody(SystemActDto, body);
    if (holdsIdentityCode(reason)) {
      throw new Problem('invalid', { errors: [{ path: '/reason', code: 'identity-code' }] });
    }
    return this.acts.act(act, endpoint, reason, caller);
  }
}
