import { DEVELOPERS_TEXTS } from '#console-texts';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PAGES, SENDER_KEYS } from '../../gateway.tokens.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { SecretsPage } from './secrets-page.js';
import { keysFor } from './sender-key.js';
import type { SenderKey } from './sender-key.js';
import { StartPage } from './start-page.js';

/** How to begin as a team application, and which secrets it has. */
@ApiExcludeController()
@Controller('console/developers')
export class DevelopersController {
  constructor(
    @Inject(SENDER_KEYS) private readonly keys: readonly SenderKey[],
    @Inject(PAGES) private readonly pages: PageRenderer,
  ) {}

  @Get()
  start(@Looking() viewer: Viewer, @Res() reply: FastifyReply): void {
    const { title } = DEVELOPERS_TEXTS[viewer.language];
    this.pages.send(reply, viewer, { title, area: 'developers', body: <StartPage /> });
  }

  @Get('secrets')
  secrets(@Looking() viewer: Viewer, @Res() reply: FastifyReply): void {
    const { title } = DEVELOPERS_TEXTS[viewer.language].secrets;
    const body = <SecretsPage keys={keysFor(viewer.principal, this.keys)} />;
    this.pages.send(reply, viewer, { title, area: 'developers', body });
  }
}
