import { AUTOMATIC_SYSTEMS } from '#domain';
import { z } from 'zod';

/** The variables that the apps know (docs: the table of README); one object of checks per app. */

const port = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(0, 'must be a port number')
  .max(65535, 'must be a port number');
const text = z.string('is not set');
const databaseUrl = addressOf(/^postgres(ql)?$/u, 'must be a postgresql:// address');
const redisUrl = addressOf(/^rediss?$/u, 'must be a redis:// address');
const webUrl = addressOf(/^https?$/u, 'must be an http:// or https:// address');

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The embedded default and tests may use artificial persons and plain http; production may not. */
const RUN_ENVIRONMENTS = ['production', 'embedded', 'test'] as const;
export type RunEnvironment = (typeof RUN_ENVIRONMENTS)[number];

const everyProcess = {
  KUITTAUS_ENVIRONMENT: oneOf(RUN_ENVIRONMENTS).default('production'),
  KUITTAUS_LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  HOST: text.default('127.0.0.1'),
};

const everyService = {
  ...everyProcess,
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  KUITTAUS_CONFIG_DIR: text.default('config'),
  KUITTAUS_SECRETS_DIR: text,
};

export const WORKER_VARIABLES = z.object({ ...everyService, KUITTAUS_HEALTH_PORT: port.default(0) });

export const DISPATCHER_VARIABLES = z
  .object({
    ...everyService,
    KUITTAUS_HEALTH_PORT: port.default(0),
    KUITTAUS_SMTP_URL: addressOf(/^smtps?$/u, 'must be an smtp:// or smtps:// address').exactOptional(),
    KUITTAUS_MAIL_FROM: z.email('must be a mail address').exactOptional(),
    KUITTAUS_WORKLIST_URL: webUrl.exactOptional(),
  })
  .superRefine((read, context) => {
    if (read.KUITTAUS_SMTP_URL === undefined) return;
    for (const name of ['KUITTAUS_MAIL_FROM', 'KUITTAUS_WORKLIST_URL'] as const) {
      if (read[name] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'is not set, and mails need it' });
    }
  });

export const GATEWAY_VARIABLES = z.object({
  ...everyService,
  PORT: port.default(3000),
  KUITTAUS_ISSUER: webUrl,
  KUITTAUS_JWKS_URL: webUrl,
});

/** The servers of the sandbox: a stand-in of each system, the team application and the identity provider. */
export const SANDBOX_SERVERS = [...AUTOMATIC_SYSTEMS, 'pegasosMllp', 'teamApp', 'identity'] as const;
export type SandboxServer = (typeof SANDBOX_SERVERS)[number];

const sandboxPorts = {
  lifecare: port.default(0),
  pegasos: port.default(0),
  /** The health record speaks MLLP, and has its own side on another port. */
  pegasosMllp: port.default(0),
  typ: port.default(0),
  'sofia-crm': port.default(0),
  proconsona: port.default(0),
  kanta: port.default(0),
  teamApp: port.default(0),
  identity: port.default(0),
} satisfies Record<SandboxServer, unknown>;

export const SANDBOX_VARIABLES = z.object({
  ...everyProcess,
  KUITTAUS_DATA_DIR: text.default('.data'),
  KUITTAUS_SECRETS_DIR: text,
  KUITTAUS_ISSUER: webUrl.exactOptional(),
  KUITTAUS_SANDBOX_PORTS: z.preprocess(
    jsonOf,
    z.strictObject(sandboxPorts, 'must be JSON like {"lifecare":0,"teamApp":0,"identity":0}').prefault({}),
  ),
});

export const STANDALONE_VARIABLES = z.object({
  ...everyProcess,
  KUITTAUS_ENVIRONMENT: oneOf(['embedded', 'test']).default('embedded'),
  DATABASE_URL: databaseUrl.exactOptional(),
  REDIS_URL: redisUrl.exactOptional(),
  KUITTAUS_CONFIG_DIR: text.default('config'),
  KUITTAUS_DATA_DIR: text.default('.data'),
  KUITTAUS_SAMPLE: oneOf(['0', '1']).default('1'),
  PORT: port.exactOptional(),
});

function addressOf(protocol: RegExp, message: string) {
  return z.url({ protocol, error: ({ input }) => (input === undefined ? 'is not set' : message) });
}

function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, `must be one of ${words.join(', ')}`);
}

/** What is not JSON stays as it is, for the check to refuse. */
function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
