import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import { DescribeForBearer } from '../openapi/api.decorators.js';

/** Describes an act on a task: what it is for, and the component that its body is of. */
export function DescribeAct(summary: string, body: string, isBodyRequired = true): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiHeader({ name: 'if-match', required: true, description: 'The entity tag of the task that was seen' }),
    ApiBody({ required: isBodyRequired, schema: { $ref: `#/components/schemas/${body}` } }),
    DescribeForBearer({ summary, body: 'Task', problems: [400, 404, 409, 412, 415, 422, 428] }),
  );
}
