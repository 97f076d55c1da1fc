import { FRAME_TEXTS, PROBLEM_TEXTS } from '#console-texts';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAGES } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import { audienceOf } from '../frame/audience.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { isProblemCode, ProblemEntry, ProblemList } from './problem-catalogue.js';

/** Where the `type` of each problem leads (RFC 9457, section 3.1.1): why it happens and what to do. */
@ApiExcludeController()
@Controller('ongelmat')
export class ProblemsController {
  constructor(@Inject(PAGES) private readonly pages: PageRenderer) {}

  @Get()
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const audience = audienceOf(request);
    const title = FRAME_TEXTS[audience.language].problem.all;
    this.pages.send(reply, audience, { title, area: 'developers', body: <ProblemList /> });
  }

  @Get(':code')
  show(@Param('code') code: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!isProblemCode(code)) throw new Problem('not-found');
    const audience = audienceOf(request);
    const { title } = PROBLEM_TEXTS[audience.language][code];
    this.pages.send(reply, audience, { title, area: 'developers', body: <ProblemEntry code={code} /> });
  }
}
