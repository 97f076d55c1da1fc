import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { PageRenderer } from '../console/frame/page-renderer.js';
import { Looking } from '../console/frame/viewer.js';
import type { Viewer } from '../console/frame/viewer.js';
import { PAGES, QUEUE_BOARD } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { boardAwayPage } from './board-away-page.js';
import { BOARD_POLICY, BoardFiles } from './board-files.js';
import type { QueueBoard } from './queue-board.js';

/** The board's page under each of its addresses, and its files. The board's scripts ask {@link BoardController}. */
@ApiExcludeController()
@Controller('queues')
export class BoardPagesController {
  constructor(
    @Inject(QUEUE_BOARD) private readonly board: QueueBoard,
    @Inject(PAGES) private readonly pages: PageRenderer,
    private readonly files: BoardFiles,
  ) {}

  @Get()
  start(@Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    return this.show(viewer, reply);
  }

  @Get('queue/:queueName')
  queue(@Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    return this.show(viewer, reply);
  }

  @Get('queue/:queueName/:jobId')
  job(@Looking() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    return this.show(viewer, reply);
  }

  @Get('static/:name')
  file(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    return this.send(name, reply);
  }

  @Get('static/:folder/:name')
  fileIn(
    @Param() { folder, name }: { readonly folder: string; readonly name: string },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(`${folder}/${name}`, reply);
  }

  @Get('static/:folder/:part/:name')
  fileBelow(
    @Param()
    { folder, part, name }: { readonly folder: string; readonly part: string; readonly name: string },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(`${folder}/${part}/${name}`, reply);
  }

  private async show(viewer: Viewer, reply: FastifyReply): Promise<void> {
    if (!(await this.board.answers())) {
      this.pages.send(reply, viewer, boardAwayPage(viewer.language));
      return;
    }
    void reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': BOARD_POLICY,
        // The board's own scripts give it back as a header, which the guard asks of what changes something.
        ...(this.board.isWritable ? { 'set-cookie': tokenCookie(viewer.csrfToken) } : {}),
      })
      .send(this.files.page);
  }

  private async send(name: string, reply: FastifyReply): Promise<void> {
    const file = await this.files.find(name);
    if (file === undefined) throw new Problem('not-found');
    void reply
      .headers({
        'content-type': file.type,
        ...(file.isFixed ? { 'cache-control': 'private, max-age=31536000, immutable' } : {}),
      })
      .send(file.body);
  }
}

const tokenCookie = (token: string): string =>
  `XSRF-TOKEN=${encodeURIComponent(token)}; Path=/queues; SameSite=Strict; Secure`;
