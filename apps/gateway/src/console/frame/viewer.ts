import type { TextLanguage } from '#console-texts';
import type { Principal } from '#security';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../http/problem.js';

/** Who looks at a page, and how. */
export interface Viewer {
  readonly principal: Principal;
  /** How the issuer names them. */
  readonly name: string;
  readonly language: TextLanguage;
  /** For a hidden field of every form, and a header of what htmx sends. */
  readonly csrfToken: string;
  /** Path and query asked for: where a change of language comes back to. */
  readonly place: string;
  /** From when the session is over unless the person does something. */
  readonly idleEndsAt: Date;
}

const viewers = new WeakMap<object, Viewer>();

/** The guard's: remembers who looks, for as long as the request lives. */
export function rememberViewer(request: FastifyRequest, viewer: Viewer): void {
  viewers.set(request, viewer);
}

/** Who looks; undefined on the console's open pages. */
export const viewerIfAny = (request: FastifyRequest): Viewer | undefined => viewers.get(request);

/**
 * Who looks, in a handler's parameters. An open page has nobody, and must not ask.
 * @throws Problem
 */
export const Looking = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const viewer = viewerIfAny(context.switchToHttp().getRequest<FastifyRequest>());
  if (viewer === undefined) throw new Problem('not-signed-in');
  return viewer;
});
