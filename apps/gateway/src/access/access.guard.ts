import { AccessTokenError, accessTo, callerKindOf } from '#security';
import type { Access, AccessTokenVerifier, Principal } from '#security';
import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { rememberViewer } from '../console/frame/viewer.js';
import type { Sessions } from '../console/sign-in/sessions.js';
import type { GatewayConfig } from '../gateway.config.js';
import { ACCESS_TOKENS, GATEWAY_CONFIG, SESSIONS } from '../gateway.tokens.js';
import { Problem } from '../http/problem.js';
import { rememberPrincipal } from './principal.js';
import { isFromOurPages, viewerIfSignedIn, viewerOf } from './session-gate.js';

const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;
const CHALLENGE = 'Bearer realm="kuittaus"';
const RETRY_WITHOUT_KEYS_S = 5;

/** Verifies a token, and says whose it is. */
export type AccessTokens = Pick<AccessTokenVerifier, 'verify'>;

/**
 * The one place where a call is let in (reliability.md, R35): asks the role table about the route that
 * matched, never about the path as it was spelled. A route without an entry answers nobody. People are known by
 * their session on the console's routes, programs by a bearer token on all others, and never the other way.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(ACCESS_TOKENS) private readonly tokens: AccessTokens,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(GATEWAY_CONFIG) private readonly config: Pick<GatewayConfig, 'publicOrigin'>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const route = request.routeOptions.url ?? '';
    const access = accessTo(request.method, route);
    if (access === undefined) throw new Problem('not-found');
    if (callerKindOf(route) === 'session') await this.letPersonIn(request, access);
    else await this.letProgramIn(request, access);
    return true;
  }

  private async letPersonIn(request: FastifyRequest, access: Access): Promise<void> {
    if (!isFromOurPages(request, this.config.publicOrigin)) throw new Problem('not-from-here');
    if (access === 'open') {
      const somebody = await viewerIfSignedIn(request, this.sessions);
      if (somebody !== undefined) rememberViewer(request, somebody);
      return;
    }
    const viewer = await viewerOf(request, this.sessions);
    // Remembered before the role is judged: the page that says no is in their language, and lets them sign out.
    rememberViewer(request, viewer);
    if (access !== 'signed-in') refuseOthers(access, viewer.principal);
    rememberPrincipal(request, viewer.principal);
  }

  private async letProgramIn(request: FastifyRequest, access: Access): Promise<void> {
    if (access === 'open' || access === 'signature') return;
    const principal = await this.principalOf(request.headers.authorization);
    if (access === 'signed-in') throw new Problem('wrong-role');
    refuseOthers(access, principal);
    rememberPrincipal(request, principal);
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

/** @throws Problem for one who has none of the roles; nobody's signature lets a caller past here */
function refuseOthers(access: Access, { roles }: Principal): void {
  if (typeof access === 'string' || !access.some((role) => roles.has(role))) throw new Problem('wrong-role');
}
