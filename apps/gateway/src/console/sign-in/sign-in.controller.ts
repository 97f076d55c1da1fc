import type { Logger } from '#observability';
import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noHostCookie } from '../../access/cookies.js';
import { languageOf } from '../../access/language.js';
import { LOGGER, PAGES, SIGN_IN } from '../../gateway.tokens.js';
import { localPath } from '../frame/local-path.js';
import type { PageRenderer } from '../frame/page-renderer.js';
import { seeOther } from '../frame/see-other.js';
import { Looking } from '../frame/viewer.js';
import type { Viewer } from '../frame/viewer.js';
import { SESSION_COOKIE, SIGN_IN_COOKIE } from './cookie-names.js';
import { SignInError } from './sign-in.js';
import type { SignIn } from './sign-in.js';
import { signedOutPage, signInFailedPage } from './sign-in-pages.js';

/** These lead nowhere by themselves: whoever comes back to them would go round in a circle. */
const NOT_TO_COME_BACK_TO = /^\/console\/(?:sign-in|signed-out|sign-out|session)\b/u;

/** The way in, by the issuer, and out. */
@ApiExcludeController()
@Controller('console')
export class SignInController {
  constructor(
    @Inject(SIGN_IN) private readonly signIn: SignIn,
    @Inject(PAGES) private readonly pages: PageRenderer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('sign-in')
  async begin(
    @Query() { to, anew }: { readonly to?: unknown; readonly anew?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.orSayThatItFailed(request, reply, async () => {
      const { address, cookie } = await this.signIn.begin(placeToComeBackTo(to), anew === '1');
      void reply.header('set-cookie', cookie);
      seeOther(reply, address);
    });
  }

  @Get('sign-in/callback')
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // Whatever comes of it, the same answer of the issuer is not taken twice.
    void reply.header('set-cookie', noHostCookie(SIGN_IN_COOKIE));
    await this.orSayThatItFailed(request, reply, async () => {
      const { sessionCookie, to } = await this.signIn.finish(request.url, request.headers.cookie);
      void reply.header('set-cookie', sessionCookie);
      seeOther(reply, placeToComeBackTo(to));
    });
  }

  @Post('sign-out')
  async signOut(
    @Req() { headers }: FastifyRequest,
    @Looking() { principal }: Viewer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.signIn.signOut(headers.cookie, principal);
    void reply.headers({
      'set-cookie': noHostCookie(SESSION_COOKIE),
      // What pages kept in the browser, such as a text half written, is not for who comes next.
      'clear-site-data': '"storage"',
    });
    seeOther(reply, '/console/signed-out');
  }

  /** The guard has made the session live on by letting the person in. */
  @Post('session')
  @HttpCode(204)
  extend(): void {
    return;
  }

  @Get('signed-out')
  signedOut(@Req() { headers }: FastifyRequest, @Res() reply: FastifyReply): void {
    const language = languageOf(headers);
    this.pages.send(reply, { language }, signedOutPage(language));
  }

  /** The page offers another try; nothing leads back to the issuer by itself, which could go round for ever. */
  private async orSayThatItFailed(
    { id, headers }: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof SignInError)) throw failure;
      this.logger.info('console.sign-in-refused', { code: failure.code, traceId: id });
      const language = languageOf(headers);
      this.pages.send(reply, { language }, signInFailedPage(failure.code, id, language));
    }
  }
}

function placeToComeBackTo(asked: unknown): string {
  const place = localPath(asked);
  return NOT_TO_COME_BACK_TO.test(place) ? '/console' : place;
}
