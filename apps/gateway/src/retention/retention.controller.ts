import type { Principal } from '#security';
import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller } from '../access/principal.js';
import { RETENTION_DESK } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { DescribeForBearer } from '../openapi/api.decorators.js';
import { readLiftRequest, readSubjectRequest } from './read-retention-request.js';
import type { ErasureView, HoldView, RetentionDesk } from './retention-desk.js';

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

type BodyRequest = FastifyRequest<{ Body: Buffer | undefined }>;

/** Legal holds, and erasing a client. */
@Controller('v1')
export class RetentionController {
  constructor(@Inject(RETENTION_DESK) private readonly desk: RetentionDesk) {}

  @Get('holds')
  @DescribeForBearer({ summary: 'The legal holds in force, newest first', body: 'Holds', problems: [] })
  async listHolds(): Promise<{ readonly items: readonly HoldView[] }> {
    return { items: await this.desk.listHolds() };
  }

  @Post('holds')
  @HttpCode(201)
  @ApiBody({ schema: { $ref: '#/components/schemas/SubjectRequest' } })
  @DescribeForBearer({
    summary: 'Nothing is erased or pruned of the decision, or of the client, until the hold is lifted',
    status: 201,
    body: 'HoldRef',
    problems: [400, 404, 409, 413, 415, 422],
  })
  putHold(@Req() { body }: BodyRequest, @Caller() caller: Principal): Promise<{ readonly id: string }> {
    const { subject, reason } = readSubjectRequest(body);
    return this.desk.putHold(subject, reason, caller);
  }

  @Post('holds/:id/lift')
  @HttpCode(200)
  @ApiBody({ schema: { $ref: '#/components/schemas/LiftRequest' } })
  @DescribeForBearer({
    summary: 'Another person than the one who put the hold lifts it',
    body: 'HoldRef',
    problems: [400, 404, 409, 413, 415, 422],
  })
  liftHold(
    @Param('id') id: string,
    @Req() { body }: BodyRequest,
    @Caller() caller: Principal,
  ): Promise<{ readonly id: string }> {
    const reason = readLiftRequest(body);
    return this.desk.liftHold(known(id), reason, caller);
  }

  @Get('erasures')
  @DescribeForBearer({
    summary: 'Requests to erase a client, newest first, and what hinders each now',
    body: 'Erasures',
    problems: [],
  })
  async listErasures(): Promise<{ readonly items: readonly ErasureView[] }> {
    return { items: await this.desk.listErasures() };
  }

  @Post('erasures')
  @HttpCode(201)
  @ApiBody({ schema: { $ref: '#/components/schemas/SubjectRequest' } })
  @DescribeForBearer({
    summary: 'Asks that the client, or the client of the decision, be erased; erases nothing yet',
    status: 201,
    body: 'Erasure',
    problems: [400, 404, 409, 413, 415, 422],
  })
  requestErasure(@Req() { body }: BodyRequest, @Caller() caller: Principal): Promise<ErasureView> {
    const { subject, reason } = readSubjectRequest(body);
    return this.desk.requestErasure(subject, reason, caller);
  }

  @Post('erasures/:id/approve')
  @HttpCode(200)
  @DescribeForBearer({
    summary: 'Another person than the one who asked erases the client, for good',
    body: 'Erasure',
    problems: [404, 409],
  })
  approveErasure(@Param('id') id: string, @Caller() caller: Principal): Promise<ErasureView> {
    return this.desk.approveErasure(known(id), caller);
  }
}

/** @throws Problem */
function known(id: string): string {
  if (!ID.test(id)) throw new Problem('not-found');
  return id;
}
