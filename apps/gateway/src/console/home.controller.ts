import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { TEXT_LANGUAGES } from '#console-texts';
import type { TextLanguage } from '#console-texts';
import type { FastifyReply } from 'fastify';
import { Problem } from '../http/problem.js';
import { localPath } from './frame/local-path.js';
import { AREA_PATHS, areasFor } from './frame/navigation.js';
import { seeOther } from './frame/see-other.js';
import { Looking } from './frame/viewer.js';
import type { Viewer } from './frame/viewer.js';

const LANGUAGE_MAX_AGE_S = 365 * 24 * 3_600;

/** The console's start, which is the first area that somebody may enter, and the choice of language. */
@ApiExcludeController()
@Controller('console')
export class HomeController {
  @Get()
  start(@Looking() { principal }: Viewer, @Res() reply: FastifyReply): void {
    const [area = 'help'] = areasFor(principal.roles);
    seeOther(reply, AREA_PATHS[area]);
  }

  @Get('language/:language')
  chooseLanguage(
    @Param('language') language: string,
    @Query('to') to: unknown,
    @Res() reply: FastifyReply,
  ): void {
    if (!isLanguage(language)) throw new Problem('not-found');
    const cookie = `kuittaus-language=${language}; Path=/; Max-Age=${LANGUAGE_MAX_AGE_S}; SameSite=Lax; Secure; HttpOnly`;
    void reply.header('set-cookie', cookie);
    seeOther(reply, localPath(to));
  }
}

const isLanguage = (language: string): language is TextLanguage =>
  (TEXT_LANGUAGES as readonly string[]).includes(language);
