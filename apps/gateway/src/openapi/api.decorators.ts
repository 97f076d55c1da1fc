import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';

interface Answers {
  /** What the call is for, in a few words. */
  readonly summary: string;
  readonly status?: number;
  /** Component that describes the answer's body. */
  readonly body: string;
  readonly mediaType?: string;
  /** Statuses that are answered with a problem. */
  readonly problems: readonly number[];
}

const JSON_TYPE = 'application/json';

const reference = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** Describes a route that needs no token. */
export function Describe({
  summary,
  status = 200,
  body,
  mediaType = JSON_TYPE,
  problems,
}: Answers): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({
      status,
      description: summary,
      content: { [mediaType]: { schema: reference(body) } },
    }),
    ...problems.map((code) =>
      ApiResponse({
        status: code,
        description: 'Problem (RFC 9457)',
        content: { 'application/problem+json': { schema: reference('Problem') } },
      }),
    ),
  );
}

/** Describes a route for bearers of a token. */
export function DescribeForBearer(answers: Answers): MethodDecorator {
  return applyDecorators(
    ApiBearerAuth('bearer'),
    Describe({ ...answers, problems: [401, 403, ...answers.problems, 503] }),
  );
}
