import type { Principal } from '#security';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.js';
import { callerOf } from '../access/principal.js';
import { TASK_ID } from '../reading/task-id.js';
import { namedEntityTags } from './if-match.js';

/** What every act on a task is asked with. */
export interface AskedOfTask {
  readonly id: string;
  readonly caller: Principal;
  /** The task that was seen, by its entity tags. */
  readonly entityTags: readonly string[];
  readonly body: Buffer | undefined;
}

type TaskRequest = FastifyRequest<{ Params: { id: string }; Body: Buffer | undefined }>;

/** An act's request, in a handler's parameters: its task, its caller, and what was seen of the task. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): AskedOfTask => {
  const request = context.switchToHttp().getRequest<TaskRequest>();
  const { id } = request.params;
  if (!TASK_ID.test(id)) throw new Problem('not-found');
  return {
    id,
    caller: callerOf(request),
    entityTags: namedEntityTags(request.headers['if-match']),
    body: request.body,
  };
});
