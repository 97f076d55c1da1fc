import { AccessTokenError, accessTo } from '#security';
import type { AccessTokenVerifier, Principal } from '#security';
import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ACCESS_TOKENS } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { rememberPrincipal } from './principal.js';

const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;
const CHALLENGE = 'Bearer realm="kuittaus"';
const RETRY_WITHOUT_KEYS_S = 5;

/** Verifies a token, and says whose it is. */
export type AccessTokens = Pick<AccessTokenVerifier, 'verify'>;

/**
 * The one place where a call is let in (reliability.md, R35): asks the role table about the route that
 * matched, never about the path as it was spelled. A route without an entry answers nobody.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(ACCESS_TOKENS) private readonly tokens: AccessTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const access = accessTo(request.method, request.routeOptions.url ?? '');
    if (access === undefined) throw new Problem('not-found');
    if (access === 'open' || access === 'signature') return true;

    const principal = await this.principalOf(request.headers.authorization);
    if (!access.some((role) => principal.roles.has(role))) throw new Problem('wrong-role');
    rememberPrincipal(request, principal);
    return true;
  }

  private async principalOf(authorization: string | undefined): Promise<Principal> {
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Problem('not-signed-in', { challenge: CHALLENGE });
    try {
      return await this.tokens.verify(token);
    } catch (error) {
      if (!(error instanceof AccessTokenError)) throw error;
      if (error.code === 'keys-unavailable') {
        throw new Problem('not-now', { retryAfterSeconds: RETRY_WITHOUT_KEYS_S });
      }
      throw new Problem('not-signed-in', { challenge: `${CHALLENGE}, error="invalid_token"` });
    }
  }
}
