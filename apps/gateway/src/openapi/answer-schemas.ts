import {
  ACKNOWLEDGEMENT_OUTCOMES,
  CHANNELS,
  EVIDENCE_LEVELS,
  OPERATIONS,
  REASONS,
  RECORDS,
  SYSTEMS,
  TASK_STATES,
  TEAM_APP_EVENT_STATES,
  TEAM_APP_EVENT_TYPES,
} from '#domain';
import { FINDING_KINDS } from '#ledger';
import { EXPORT_FORMATS } from '../audit/export-formats.js';
import { PROBLEMS } from '../http/problem.js';
import { DECISION_STATUSES } from '../reading/ledger-reader.js';
import { ADDRESS_STATES } from '../team-app-events/team-app-events.js';
import { REPAIR_SCHEMAS } from './repair-schemas.js';
import { RETENTION_SCHEMAS } from './retention-schemas.js';
import { boolean, count, list, object, reference, string, time, version, words } from './schema.js';
import type { Schema } from './schema.js';

const month: Schema = { type: 'string', pattern: '^20\\d\\d-(0[1-9]|1[0-2])$' };
const handledCounts: Readonly<Record<string, Schema>> = {
  decisions: count,
  cancelled: count,
  byHandling: { type: 'object', additionalProperties: count },
};

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
const { id: _id, evidence: _evidence, ...previewedTask } = task;

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
      visibleFrom: time,
    },
    ['endedAt', 'outcome', 'code', 'targetId', 'targetVersion', 'visibleFrom'],
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
  DecisionState: object(
    {
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
      erasedAt: time,
    },
    ['erasedAt'],
  ),
  Receipt: {
    type: 'string',
    description: 'JWS in compact form (RFC 7515); see docs/how-to/verify-a-receipt.md',
  },
  KeySet: object({
    keys: list(
      object({
        kty: words(['OKP']),
        crv: words(['Ed25519']),
        x: string,
        kid: string,
        alg: string,
        use: string,
      }),
    ),
  }),
  Preview: object({
    decision: object({ team: string, decisionId: string, version }),
    tasks: list(
      object({ ...previewedTask, title: string, text: string, content: { type: 'object' } }, ['reason']),
    ),
    warnings: list(string),
  }),
  SystemState: object(
    {
      endpoint: string,
      system: words(SYSTEMS),
      installed: boolean,
      paused: boolean,
      pausedReason: string,
      pausedAt: time,
      breaker: words(['closed', 'open', 'half-open']),
      backlog: count,
      oldestDueAgeMs: { type: 'number', minimum: 0 },
    },
    ['pausedReason', 'pausedAt', 'oldestDueAgeMs'],
  ),
  TeamAppEvent: object(
    {
      id: { type: 'string', format: 'uuid' },
      team: string,
      decisionId: string,
      version,
      type: words(TEAM_APP_EVENT_TYPES),
      taskId: string,
      data: { type: 'object' },
      state: words(TEAM_APP_EVENT_STATES),
      createdAt: time,
      nextAttemptAt: time,
      attempts: count,
      deliveredAt: time,
      lastCode: string,
      address: words(ADDRESS_STATES),
    },
    ['taskId', 'nextAttemptAt', 'deliveredAt', 'lastCode'],
  ),
  TeamAppEventPage: object({ items: list(reference('TeamAppEvent')), nextCursor: string }, ['nextCursor']),
  SystemAct: object({
    reason: { type: 'string', minLength: 1, maxLength: 500, description: 'One line, without personal data' },
  }),
  ...REPAIR_SCHEMAS,
  ...RETENTION_SCHEMAS,
  SystemPage: object({ items: list(reference('SystemState')) }),
  TeamStatistics: object({
    team: string,
    from: month,
    to: month,
    months: list(
      object(
        {
          month,
          ...handledCounts,
          timeToEvidence: object({ tasks: count, medianMs: count, p90Ms: count }),
        },
        ['timeToEvidence'],
      ),
    ),
    years: list(object({ year: string, ...handledCounts })),
  }),
  FindingPage: object({
    items: list(
      object(
        {
          id: string,
          foundAt: time,
          kind: words(FINDING_KINDS),
          day: { type: 'string', format: 'date' },
          team: string,
          decisionId: string,
          taskId: string,
        },
        ['team', 'decisionId', 'taskId'],
      ),
    ),
  }),
  AuditEntryPage: object(
    { items: list({ type: 'object', description: 'docs/audit-format.md' }), nextCursor: string },
    ['nextCursor'],
  ),
  AuditCheckpoint: { type: 'string', description: 'A signed note (C2SP signed-note, tlog-checkpoint)' },
  AuditInclusion: object({ index: count, size: count, proof: list(string) }),
  AuditConsistency: object({ from: count, to: count, proof: list(string) }),
  AuditBundle: {
    type: 'object',
    description:
      'docs/audit-format.md; verified by kuittaus-verify.mjs. By `format` also lines of JSON (application/x-ndjson), CSV, XLSX, and a Bundle of FHIR R4 AuditEvents',
  },
  AuditExportRequest: object(
    {
      purpose: string,
      decision: { type: 'string', description: 'team/decisionId' },
      from: time,
      to: time,
      system: words(SYSTEMS),
      whole: words(['true']),
      personalIdentityCode: string,
      temporaryId: string,
      temporaryIdSystem: string,
      knownSizes: { type: 'string', description: 'Sizes of checkpoints that you hold, with commas' },
      format: words(EXPORT_FORMATS),
    },
    [
      'decision',
      'from',
      'to',
      'system',
      'whole',
      'personalIdentityCode',
      'temporaryId',
      'temporaryIdSystem',
      'knownSizes',
      'format',
    ],
  ),
  AuditDisclosureRequest: object(
    { purpose: string, personalIdentityCode: string, temporaryId: string, temporaryIdSystem: string },
    ['personalIdentityCode', 'temporaryId', 'temporaryIdSystem'],
  ),
  AuditDisclosures: object({
    items: list(
      object(
        {
          index: count,
          at: time,
          type: words(['disclosed', 'used']),
          kind: string,
          who: { type: 'object' },
          decision: object({ team: string, decisionId: string, version }, ['version']),
          to: object({ system: string, endpoint: string }),
          record: string,
          operation: string,
          outcome: string,
          purpose: string,
          legalBasis: string,
          consent: string,
        },
        ['to', 'record', 'operation', 'outcome', 'purpose', 'legalBasis', 'consent'],
      ),
    ),
  }),
  Health: object(
    {
      status: words(['live', 'ready', 'degraded', 'not-ready']),
      parts: { type: 'object', additionalProperties: words(['up', 'degraded', 'down']) },
    },
    ['parts'],
  ),
};
