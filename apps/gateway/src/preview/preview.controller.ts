import type { Preview } from '#domain';
import type { Principal } from '#security';
import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller } from '../access/principal.js';
import type { GatewayConfig } from '../gateway.config.js';
import { GATEWAY_CONFIG, PRACTICE_DIRECTORY, PREVIEWS } from '../gateway.tokens.js';
import type { PracticeDirectory } from '../intake/practice-directory.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import type { Previews } from './previews.js';
import { readDecision } from './read-decision.js';

const NO_BODY = Buffer.alloc(0);

/** What a decision would give, for those who write team applications. Nothing is stored, and nothing of it logged. */
@Controller('v1/decisions')
export class PreviewController {
  constructor(
    @Inject(PREVIEWS) private readonly previews: Previews,
    @Inject(PRACTICE_DIRECTORY) private readonly practices: PracticeDirectory,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @ApiBody({ schema: { $ref: '#/components/schemas/Decision' } })
  @DescribeForBearer({
    summary: 'The tasks that a decision would give, with their contents; nothing is stored',
    body: 'Preview',
    problems: [400, 413, 415, 422],
  })
  preview(
    @Req() request: FastifyRequest<{ Body: Buffer | undefined }>,
    @Caller() caller: Principal,
  ): Preview {
    const { practices, config } = this;
    return this.previews.of(readDecision(request.body ?? NO_BODY, caller, { practices, config }));
  }
}
