import type { Handling } from '#domain';
import { createLogger, createMetrics } from '#observability';
import { ACCESS_ROLES, AccessTokenError, parseWebhookKey } from '#security';
import type { Principal } from '#security';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createGateway } from '../src/create-gateway.js';
import type { SenderConfig } from '../src/gateway.config.js';
import type { GatewayPorts } from '../src/ports.module.js';
import type { EventIntake } from '../src/intake/event-intake.js';
import type { TaskActs } from '../src/acting/task-acts.js';
import { Problem } from '../src/http/problem.js';
import type { LedgerReader } from '../src/reading/ledger-reader.js';
import type { Worklist } from '../src/reading/worklist/worklist.js';
import { NO_SIGN_IN } from '../src/console/sign-in/no-sign-in.js';
import { anEvent, signedHeaders } from './events.js';
import { fakeSessions } from './signed-in.js';
import { SAMPLE_THEME } from './sample-theme.js';
import { NO_DECISIONS, NO_LOG, NO_PRACTICES } from './console-desks.js';

export { csrfTokenOf, getPage, postForm, signedIn } from './signed-in.js';

export const NOW = new Date('2026-11-17T10:31:00Z');
/** Where the console is, as browsers see it. */
export const PUBLIC_ORIGIN = 'https://kuittaus.example';
export const SAMPLE_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
export const TURKU_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
export const SLOW_SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

const AT_ONCE = { perSecond: 1_000_000, burst: 1_000_000 };
const SENDERS: readonly SenderConfig[] = [
  { name: 'sample', keys: [parseWebhookKey(SAMPLE_SECRET)], teams: '*', rate: AT_ONCE },
  { name: 'turku-app', keys: [parseWebhookKey(TURKU_SECRET)], teams: ['turku'], rate: AT_ONCE },
  { name: 'slow', keys: [parseWebhookKey(SLOW_SECRET)], teams: '*', rate: { perSecond: 0.001, burst: 2 } },
];

const HANDLINGS: ReadonlyMap<string, readonly Handling[]> = new Map([
  ['kaarina', ['meeting', 'paper-consultation', 'anonymous-consultation']],
  ['turku', ['meeting', 'anonymous-consultation']],
  ['rovaniemi', ['anonymous-consultation']],
  ['meetings-only', ['meeting']],
]);

interface TokenClaims {
  readonly roles: readonly string[];
  readonly subject?: string;
  readonly teams?: readonly string[] | '*';
  readonly participant?: string;
  readonly organisation?: string;
}

/** The bearer token is the caller itself, as JSON in base64url: `tokenOf({ roles: ['sysadmin'] })`. */
export function tokenOf(caller: TokenClaims): string {
  return Buffer.from(JSON.stringify(caller)).toString('base64url');
}

function principalOf(token: string): Principal {
  const caller: TokenClaims = JSON.parse(Buffer.from(token, 'base64url').toString());
  return {
    subject: caller.subject ?? 'test',
    roles: new Set(ACCESS_ROLES.filter((role) => caller.roles.includes(role))),
    teams: caller.teams === '*' ? 'all' : new Set(caller.teams),
    ...(caller.participant !== undefined && { participant: caller.participant }),
    ...(caller.organisation !== undefined && { organisation: caller.organisation }),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as JSON; empty where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Delivery {
  readonly body?: Buffer;
  /** The header `webhook-id`; the event's own id when left out. */
  readonly id?: string;
  readonly secret?: string;
  readonly at?: Date;
  /** Instead of, or beside, the signed ones. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A gateway with fakes behind its ports; each test answers for them with `jest.spyOn` or by assignment. */
export interface GatewayUnderTest {
  readonly app: NestFastifyApplication;
  readonly intake: jest.Mocked<EventIntake>;
  readonly ledger: jest.Mocked<LedgerReader>;
  readonly acts: jest.Mocked<TaskActs>;
  readonly worklist: jest.Mocked<Worklist>;
  readonly logLines: string[];
  /** Signs and sends an event. */
  deliver(event?: Record<string, unknown>, delivery?: Delivery): Promise<Answer>;
  get(path: string, token?: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export async function startGateway(changes: Partial<GatewayPorts> = {}): Promise<GatewayUnderTest> {
  const logLines: string[] = [];
  const intake = fakeIntake();
  const ledger = fakeLedger();
  const acts = fakeActs();
  const worklist = fakeWorklist();
  const app = await createGateway({
    config: { senders: SENDERS, acceptArtificialIdentityCodes: true, publicOrigin: PUBLIC_ORIGIN },
    intake,
    practices: { handlings: (team) => HANDLINGS.get(team) },
    ledger,
    worklist,
    statistics: {
      teamStatistics: async () => ({ handled: [], confirmation: [] }),
      listFindings: async () => [],
    },
    refusals: { note: () => undefined },
    audit: {
      listEntries: async () => ({ items: [] }),
      checkpoint: async () => undefined,
      inclusion: async () => undefined,
      consistency: async () => undefined,
      export: async () => {
        throw new Problem('not-found');
      },
      exportLines: async () => {
        throw new Problem('not-found');
      },
      disclosures: async () => [],
    },
    decisionDesk: NO_DECISIONS,
    logDesk: NO_LOG,
    practiceDesk: NO_PRACTICES,
    senderKeys: [],
    receipts: { issue: async () => undefined, keys: () => ({ keys: [] }) },
    previews: {
      of: ({ team, decisionId, version }) => ({
        decision: { team, decisionId, version },
        tasks: [],
        warnings: [],
      }),
    },
    teamAppEvents: { list: async () => ({ items: [] }), resend: async () => undefined },
    acts,
    systemActs: {
      isKnown: () => false,
      act: async () => {
        throw new Problem('not-found');
      },
    },
    queueBoard: {
      queues: [],
      isWritable: false,
      answers: async () => true,
      note: async () => undefined,
    },
    operations: {
      endpoints: async () => [],
      findTasks: async () => ({ tasks: [], isMore: false }),
      taskCourse: async () => undefined,
    },
    repairs: {
      failures: async () => ({ examined: 0, items: [] }),
      plan: async () => {
        throw new Problem('repair-finds-nothing');
      },
      list: async () => [],
      read: async () => undefined,
      act: async () => {
        throw new Problem('not-found');
      },
    },
    retention: {
      listHolds: async () => [],
      putHold: async () => {
        throw new Problem('not-found');
      },
      liftHold: async () => {
        throw new Problem('not-found');
      },
      listErasures: async () => [],
      requestErasure: async () => {
        throw new Problem('not-found');
      },
      approveErasure: async () => {
        throw new Problem('not-found');
      },
    },
    readiness: { check: async () => ({ ready: true, parts: { postgresql: 'up', redis: 'up' } }) },
    accessTokens: {
      verify: async (token) => {
        if (token === 'not-a-token') throw new AccessTokenError('token-invalid');
        if (token === 'keys-are-away') throw new AccessTokenError('keys-unavailable');
        return principalOf(token);
      },
    },
    console: { theme: SAMPLE_THEME, environment: 'test' },
    sessions: fakeSessions(NOW),
    signIn: NO_SIGN_IN,
    logger: createLogger({
      app: 'gateway',
      level: 'debug',
      destination: { write: (line) => logLines.push(line) },
    }),
    metrics: createMetrics({ app: 'gateway' }),
    clock: () => NOW,
    ...changes,
  });

  return {
    app,
    intake,
    ledger,
    acts,
    worklist,
    logLines,
    deliver: async (event = anEvent(), { body, id, secret = SAMPLE_SECRET, at = NOW, headers = {} } = {}) => {
      const payload = body ?? Buffer.from(JSON.stringify(event));
      const signed = signedHeaders(payload, { secret, at, id: id ?? String(event['id']) });
      return call(app, 'POST', '/v1/webhooks/decisions', {
        headers: { 'content-type': 'application/cloudevents+json', ...signed, ...headers },
        payload,
      });
    },
    get: (path, token, headers = {}) =>
      call(app, 'GET', path, { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } }),
  };
}

interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: Buffer;
}

export async function call(
  app: NestFastifyApplication,
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS',
  url: string,
  { headers = {}, payload }: Call = {},
): Promise<Answer> {
  const answer = await app.inject({ method, url, headers: { ...headers }, ...(payload && { payload }) });
  const isJson = /[/+]json\b/.test(String(answer.headers['content-type'])) && answer.body !== '';
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: isJson ? JSON.parse(answer.body) : {},
  };
}

const taken = (
  { eventId }: { readonly eventId: string },
  {
    team,
    decisionId,
    version = 1,
  }: { readonly team: string; readonly decisionId: string; readonly version?: number },
) => ({
  eventId,
  duplicate: false,
  decision: { team, decisionId, version },
  tasks: [],
  warnings: [],
});

function fakeIntake(): jest.Mocked<EventIntake> {
  return {
    findRepeat: jest.fn().mockResolvedValue(undefined),
    acceptDecision: jest.fn(async (event, decision) => taken(event, decision)),
    cancelDecision: jest.fn(async (event, cancellation) => taken(event, cancellation)),
    withdrawConsent: jest.fn(async (event, withdrawal) => taken(event, withdrawal)),
    changeCaseManager: jest.fn(async (event, change) => taken(event, change)),
  };
}

function fakeActs(): jest.Mocked<TaskActs> {
  return {
    act: jest.fn().mockRejectedValue(new Problem('not-found')),
    readContent: jest.fn().mockRejectedValue(new Problem('not-found')),
  };
}

function fakeLedger(): jest.Mocked<LedgerReader> {
  return {
    findDecision: jest.fn().mockResolvedValue(undefined),
    findTask: jest.fn().mockResolvedValue(undefined),
    listTasks: jest.fn().mockResolvedValue({ items: [] }),
    listSystems: jest.fn().mockResolvedValue([]),
  };
}

function fakeWorklist(): jest.Mocked<Worklist> {
  const none = { waiting: 0, overdue: 0 };
  return {
    list: jest.fn().mockResolvedValue({ items: [] }),
    counts: jest.fn().mockResolvedValue({ own: none, organisation: none, teams: [] }),
    find: jest.fn().mockResolvedValue(undefined),
  };
}
