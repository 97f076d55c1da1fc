import type { Principal } from '#security';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.js';

const principals = new WeakMap<object, Principal>();

/** The guard's: remembers who calls, for as long as the request lives. */
export function rememberPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/**
 * Who calls. A route that is open has nobody, and must not ask.
 * @throws Problem
 */
export function callerOf(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Problem('not-signed-in');
  return principal;
}

/** {@link callerOf}, in a handler's parameters. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
