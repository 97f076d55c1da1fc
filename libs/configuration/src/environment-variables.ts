import { AUTOMATIC_SYSTEMS, UNDO_WINDOW_MS } from '#domain';
import { z } from 'zod';
import { SECRET_NAME } from './secret-name.js';
import { checkSignIn, SIGN_IN_VARIABLES } from './sign-in-variables.js';

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

/** Names of secrets; the first key signs, the others only stay published. */
const receiptKeys = text
  .default('receipt-key')
  .transform((names) => names.split(',').map((name) => name.trim()))
  .refine((names) => names.every((name) => SECRET_NAME.test(name)), 'must be names of secrets, with commas');

const HOUR_MS = 60 * 60 * 1000;
const milliseconds = z.coerce
  .number('must be a number of milliseconds')
  .int('must be a number of milliseconds')
  .min(0, 'must be a number of milliseconds');
/** For so long a person may take an acknowledgement back; gateway and dispatcher must be told the same. */
const undoWindowMs = milliseconds.default(UNDO_WINDOW_MS);

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The embedded default and tests may use artificial persons and plain http; production may not. */
const RUN_ENVIRONMENTS = ['production', 'embedded', 'test'] as const;
export type RunEnvironment = (typeof RUN_ENVIRONMENTS)[number];

const everyProcess = {
  KUITTAUS_ENVIRONMENT: oneOf(RUN_ENVIRONMENTS).default('production'),
  KUITTAUS_LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  HOST: text.default('127.0.0.1'),
  KUITTAUS_FAULT_POINT: z
    .string()
    .regex(/^[a-z.-]+(:[1-9]\d{0,5}(:stop)?)?$/u, 'must be name, name:visit or name:visit:stop')
    .exactOptional(),
};

const everyService = {
  ...everyProcess,
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  KUITTAUS_CONFIG_DIR: text.default('config'),
  KUITTAUS_SECRETS_DIR: text,
};

/** Of a program that reads the ledger and serves nobody. */
export const LEDGER_VARIABLES = z.object({
  KUITTAUS_ENVIRONMENT: everyProcess.KUITTAUS_ENVIRONMENT,
  DATABASE_URL: databaseUrl,
  KUITTAUS_SECRETS_DIR: text,
});

export const WORKER_VARIABLES = z.object({ ...everyService, KUITTAUS_HEALTH_PORT: port.default(0) });

/** Of the confirmed records of each endpoint, each day. */
const rereadShare = z.coerce
  .number('must be a number from 0 to 1')
  .min(0, 'must be a number from 0 to 1')
  .max(1, 'must be a number from 0 to 1')
  .default(0.01);

export const DISPATCHER_VARIABLES = z
  .object({
    ...everyService,
    KUITTAUS_HEALTH_PORT: port.default(0),
    KUITTAUS_RECEIPT_KEYS: receiptKeys,
    KUITTAUS_UNDO_WINDOW_MS: undoWindowMs,
    KUITTAUS_OFFER_BEFORE_MS: milliseconds.default(4 * HOUR_MS),
    KUITTAUS_REREAD_SHARE: rereadShare,
    KUITTAUS_SMTP_URL: addressOf(/^smtps?$/u, 'must be an smtp:// or smtps:// address').exactOptional(),
    KUITTAUS_MAIL_FROM: z.email('must be a mail address').exactOptional(),
    KUITTAUS_WORKLIST_URL: webUrl.exactOptional(),
    KUITTAUS_AUDIT_SIGNER_URL: webUrl.exactOptional(),
    KUITTAUS_WITNESS_URL: webUrl.exactOptional(),
    KUITTAUS_AUDIT_PUBLISH_DIR: text.exactOptional(),
  })
  .superRefine((read, context) => {
    if (read.KUITTAUS_SMTP_URL === undefined) return;
    for (const name of ['KUITTAUS_MAIL_FROM', 'KUITTAUS_WORKLIST_URL'] as const) {
      if (read[name] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'is not set, and mails need it' });
    }
  });

export const GATEWAY_VARIABLES = z
  .object({
    ...everyService,
    ...SIGN_IN_VARIABLES,
    PORT: port.default(3000),
    KUITTAUS_ISSUER: webUrl,
    KUITTAUS_JWKS_URL: webUrl,
    KUITTAUS_RECEIPT_KEYS: receiptKeys,
    KUITTAUS_UNDO_WINDOW_MS: undoWindowMs,
    /** Raw acts on the queues' jobs, for those who know what they do. */
    KUITTAUS_BULL_BOARD_WRITE: oneOf(['0', '1']).default('0'),
    KUITTAUS_REPAIR_SECOND_PERSON_ABOVE: z.coerce
      .number('must be a number of tasks')
      .int('must be a number of tasks')
      .min(0, 'must be a number of tasks')
      .default(50),
  })
  .superRefine(checkSignIn);

/** Of a command that calls the gateway for a person. */
export const GATEWAY_CALLER_VARIABLES = z.object({
  KUITTAUS_GATEWAY_URL: webUrl.exactOptional(),
  KUITTAUS_TOKEN: text.exactOptional(),
});

/** Names in the form of C2SP signed-note: no spaces, no plus signs. */
const keyName = text.regex(/^[^\s+]{1,200}$/u, 'must be a name without spaces and plus signs');
const keeperOfKey = {
  ...everyProcess,
  PORT: port.default(0),
  KUITTAUS_SECRETS_DIR: text,
  KUITTAUS_DATA_DIR: text.default('.data'),
};

export const AUDIT_SIGNER_VARIABLES = z.object({
  ...keeperOfKey,
  KUITTAUS_AUDIT_ORIGIN: keyName.default('kuittaus.example/audit'),
});

export const WITNESS_VARIABLES = z.object({
  ...keeperOfKey,
  KUITTAUS_WITNESS_NAME: keyName.default('witness.kuittaus.example'),
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
