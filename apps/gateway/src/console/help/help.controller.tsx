import { HELP_TEXTS } from '#console-texts';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAGES } from '../../gateway.tokens.js';
import { audienceOf } from '../frame/audience.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { HelpPage } from './help-page.js';

/** What stands in the footer, and the instructions: open, so that somebody who cannot sign in can read them. */
@ApiExcludeController()
@Controller('console')
export class HelpController {
  constructor(@Inject(PAGES) private readonly pages: PageRenderer) {}

  @Get('help')
  help(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send('start', request, reply);
  }

  @Get('accessibility')
  accessibility(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send('accessibility', request, reply);
  }

  @Get('feedback')
  feedback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send('feedback', request, reply);
  }

  private send(
    name: 'start' | 'accessibility' | 'feedback',
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const audience = audienceOf(request);
    const { title } = HELP_TEXTS[audience.language][name];
    this.pages.send(reply, audience, { title, area: 'help', body: <HelpPage name={name} /> });
  }
}
