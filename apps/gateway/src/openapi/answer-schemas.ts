import {
  ACKNOWLEDGEMENT_OUTCOMES,
  CHANNELS,
  EVIDENCE_LEVELS,
  OPERATIONS,
  REASONS,
  RECORDS,
  SYSTEMS,
  TASK_STATES,
} from '#domain';
import { PROBLEMS } from '../http/problem.js';
import { DECISION_STATUSES } from '../reading/ledger-reader.js';

/** JSON Schema, as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

const string: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const boolean: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };
const version: Schema = { type: 'integer', minimum: 1 };
const words = (values: readonly string[]): Schema => ({ enum: values });
const list = (items: Schema): Schema => ({ type: 'array', items });
const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object of exactly these fields; those named in `optional` may be absent, never null. */
function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', required, additionalProperties: false, properties };
}

const task = {
  id: { type: 'string', format: 'uuid' },
  team: string,
  decisionId: string,
  version,
  system: words(SYSTEMS),
  endpoint: string,
  record: words(RECORDS),
  operation: words(OPERATIONS),
  channel: words(CHANNELS),
  recorder: string,
  onBehalfOf: list(string),
  after: list({ type: 'string', description: 'system/record' }),
  visibleToClient: boolean,
  state: words(TASK_STATES),
  reason: words(REASONS),
  dueAt: time,
  attempts: count,
  rule: string,
  evidence: reference('Evidence'),
} as const;
const TASK_OPTIONAL = ['reason', 'evidence'];

/** What the gateway answers with (`contract/README.md`, Intake, Task, Reading and acting). */
export const ANSWER_SCHEMAS: Readonly<Record<string, Schema>> = {
  Problem: object(
    {
      type: { type: 'string', format: 'uri-reference' },
      title: string,
      status: { type: 'integer' },
      code: words(Object.keys(PROBLEMS)),
      instance: { type: 'string', format: 'uri' },
      traceId: { type: 'string', pattern: '^[0-9a-f]{32}$' },
      errors: list(
        object({
          path: { type: 'string', description: 'JSON Pointer; `*` for a name not told' },
          code: string,
        }),
      ),
    },
    ['errors'],
  ),
  Evidence: object(
    { level: words(EVIDENCE_LEVELS), targetId: string, targetVersion: string, at: time, by: string },
    ['by'],
  ),
  Task: object(task, TASK_OPTIONAL),
  Attempt: object(
    {
      number: version,
      kind: string,
      begunAt: time,
      endedAt: time,
      outcome: string,
      code: string,
      targetId: string,
      targetVersion: string,
    },
    ['endedAt', 'outcome', 'code', 'targetId', 'targetVersion'],
  ),
  TaskWithAttempts: object({ ...task, attemptLog: list(reference('Attempt')), closingWishedAt: time }, [
    ...TASK_OPTIONAL,
    'closingWishedAt',
  ]),
  TaskPage: object({ items: list(reference('Task')), nextCursor: string }, ['nextCursor']),
  RecordText: object(
    {
      text: string,
      fields: list(object({ heading: string, text: string })),
      record: words(RECORDS),
      operation: words(OPERATIONS),
      client: object(
        { givenName: string, familyName: string, personalIdentityCode: string, temporaryId: string },
        ['personalIdentityCode', 'temporaryId'],
      ),
    },
    ['fields'],
  ),
  Acknowledgement: object(
    {
      outcome: words(ACKNOWLEDGEMENT_OUTCOMES),
      reference: { type: 'string', minLength: 1, maxLength: 200 },
      note: { type: 'string', minLength: 1, maxLength: 2000 },
    },
    ['reference', 'note'],
  ),
  HandOver: object({ to: { type: 'string', description: 'An address, or the id of a participant' } }),
  PlainAct: object({ reason: { type: 'string', minLength: 1, maxLength: 500 } }, ['reason']),
  Closing: object({ reason: { type: 'string', minLength: 1, maxLength: 500 } }),
  IntakeAnswer: object({
    eventId: string,
    duplicate: boolean,
    decision: object({ team: string, decisionId: string, version }),
    tasks: list(reference('Task')),
    warnings: list(string),
  }),
  DecisionState: object({
    team: string,
    decisionId: string,
    version,
    status: words(DECISION_STATUSES),
    tasks: list(reference('Task')),
    completeness: object({
      total: count,
      confirmed: count,
      attested: count,
      withheld: count,
      cancelled: count,
      superseded: count,
      open: count,
    }),
    warnings: list(string),
    history: list(object({ at: time, type: string, version, eventId: string })),
  }),
  SystemState: object(
    {
      endpoint: string,
      system: words(SYSTEMS),
      installed: boolean,
      paused: boolean,
      breaker: words(['closed', 'open', 'half-open']),
      backlog: count,
      oldestDueAgeMs: { type: 'number', minimum: 0 },
    },
    ['oldestDueAgeMs'],
  ),
  SystemPage: object({ items: list(reference('SystemState')) }),
  Health: object(
    {
      status: words(['live', 'ready', 'degraded', 'not-ready']),
      parts: { type: 'object', additionalProperties: words(['up', 'degraded', 'down']) },
    },
    ['parts'],
  ),
};
