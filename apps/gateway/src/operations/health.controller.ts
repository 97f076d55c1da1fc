import type { Readiness } from '#observability';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { READINESS_PROBE } from '../gateway.tokens.js';
import { Describe } from '../openapi/api.decorators.js';
import type { ReadinessProbe } from './readiness-probe.js';

interface Health {
  readonly status: 'live' | 'ready' | 'degraded' | 'not-ready';
  readonly parts?: Readiness['parts'];
}

@Controller('health')
export class HealthController {
  constructor(@Inject(READINESS_PROBE) private readonly probe: ReadinessProbe) {}

  /** The event loop turns; nothing else is asked. */
  @Get('live')
  @Describe({ summary: 'The process lives', body: 'Health', problems: [] })
  live(): Health {
    return { status: 'live' };
  }

  @Get('ready')
  @Describe({ summary: 'The process can take decisions', body: 'Health', problems: [] })
  @Describe({ summary: 'The process cannot take decisions now', status: 503, body: 'Health', problems: [] })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const { ready, parts } = await this.probe.check();
    if (!ready) {
      void reply.status(503);
      return { status: 'not-ready', parts };
    }
    const isDegraded = Object.values(parts).includes('degraded');
    return { status: isDegraded ? 'degraded' : 'ready', parts };
  }
}
