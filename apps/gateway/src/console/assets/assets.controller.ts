import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CONSOLE_ASSETS } from '../../gateway.tokens.js';
import { Problem } from '../../http/problem.js';
import type { ConsoleAssets } from './console-assets.js';

/** Style, scripts and fonts of the console's pages. */
@ApiExcludeController()
@Controller('console/assets')
export class AssetsController {
  constructor(@Inject(CONSOLE_ASSETS) private readonly assets: ConsoleAssets) {}

  @Get(':digest/:name')
  show(
    @Param('digest') digest: string,
    @Param('name') name: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    const asset = this.assets.find(digest, name);
    if (asset === undefined) throw new Problem('not-found');
    const brotli = /\bbr\b/.test(accepted ?? '') ? asset.brotli : undefined;
    void reply
      .headers({
        'content-type': asset.type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
        ...(brotli === undefined ? {} : { 'content-encoding': 'br' }),
      })
      .send(brotli ?? asset.body);
  }
}
