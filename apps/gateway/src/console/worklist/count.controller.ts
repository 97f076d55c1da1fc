import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { CountStreams } from './count-streams.js';

/** How much there is to do, for the main menu and the title: server-sent events. */
@ApiExcludeController()
@Controller('console/worklist/count')
export class CountController {
  constructor(private readonly streams: CountStreams) {}

  @Get('stream')
  stream(
    @Looking() viewer: Viewer,
    @Req() { method, headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    void reply
      .headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // A proxy that collects answers would hold it back for ever.
        'x-accel-buffering': 'no',
      })
      // Whoever asks for the head alone listens to nothing.
      .send(method === 'HEAD' ? '' : this.streams.open(viewer, headers.cookie));
  }
}
