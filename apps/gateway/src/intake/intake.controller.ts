import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EVENT_MEDIA_TYPES } from '../http/media-type.js';
import { Problem } from '../http/problem.js';
import { Describe } from '../openapi/api.decorators.js';
import type { IntakeAnswer } from './event-intake.js';
import { EventReceiver } from './event-receiver.js';

const NO_BODY = Buffer.alloc(0);

/** The team application's signed webhook: verify, parse, judge, one use case, 202 with an address. */
@Controller('v1/webhooks')
export class IntakeController {
  constructor(private readonly receiver: EventReceiver) {}

  @Post('decisions')
  @HttpCode(202)
  @ApiConsumes(...EVENT_MEDIA_TYPES)
  @ApiBody({ schema: { $ref: '#/components/schemas/Event' } })
  @ApiHeader({ name: 'webhook-id', required: true, description: "Standard Webhooks 1.0; the event's id" })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'Unix seconds, within 300 s of now' })
  @ApiHeader({ name: 'webhook-signature', required: true, description: '`v1,<base64>` or `v1a,<base64>`' })
  @Describe({
    summary: 'Takes an event of the team application; 202 means that it is stored durably',
    status: 202,
    body: 'IntakeAnswer',
    problems: [400, 401, 403, 409, 413, 415, 422, 429, 503],
  })
  async receive(
    @Req() request: FastifyRequest<{ Body: Buffer | undefined }>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntakeAnswer> {
    const answer = await this.receiver.receive(webhookHeaders(request), request.body ?? NO_BODY);
    if (answer instanceof Problem) throw answer;

    const { eventId, duplicate, decision, tasks, warnings } = answer;
    void reply.header('location', `/v1/decisions/${decision.team}/${decision.decisionId}`);
    return { eventId, duplicate, decision, tasks, warnings };
  }
}

function webhookHeaders({ headers }: FastifyRequest): Parameters<EventReceiver['receive']>[0] {
  return {
    id: single(headers['webhook-id']),
    timestamp: single(headers['webhook-timestamp']),
    signature: single(headers['webhook-signature']),
  };
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
