import type { AutomaticSystem } from '#domain';
import type { z } from 'zod';
import {
  AUDIT_SIGNER_VARIABLES,
  DISPATCHER_VARIABLES,
  GATEWAY_CALLER_VARIABLES,
  GATEWAY_VARIABLES,
  LEDGER_VARIABLES,
  SANDBOX_VARIABLES,
  STANDALONE_VARIABLES,
  type SandboxServer,
  WITNESS_VARIABLES,
  WORKER_VARIABLES,
  type LogLevel,
  type RunEnvironment,
} from './environment-variables.js';
import { signInSlice } from './sign-in-variables.js';
import type { SignInEnvironment } from './sign-in-variables.js';

export type { LogLevel, RunEnvironment } from './environment-variables.js';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What every process knows. */
export interface ProcessEnvironment {
  readonly environment: RunEnvironment;
  readonly logLevel: LogLevel;
  readonly host: string;
  /** For the chaos rig alone: where to die or stop; never in production. */
  readonly faultPoint?: string;
}

/** What every process that works on the ledger knows. */
export interface ServiceEnvironment extends ProcessEnvironment {
  /** Holds a password: never for a log. */
  readonly databaseUrl: string;
  /** May hold a password: never for a log. */
  readonly redisUrl: string;
  readonly configDir: string;
  readonly secretsDir: string;
  /** For `${NAME}` in the addresses of `config/systems`. */
  readonly addressVariables: Variables;
}

export interface GatewayEnvironment extends ServiceEnvironment {
  readonly port: number;
  readonly issuer: string;
  readonly jwksUrl: string;
  /** Names of the secrets that completeness receipts are signed with: the first signs, all are published. */
  readonly receiptKeys: readonly string[];
  /** For so long an acknowledgement may be taken back. */
  readonly undoWindowMs: number;
  /** A repair plan of more tasks needs another person's approval. */
  readonly repairSecondPersonAbove: number;
  /** The board of queues may change what is in Redis. */
  readonly isQueueBoardWritable: boolean;
  /** Absent: there is no console. */
  readonly signIn?: SignInEnvironment;
}

/** Of the dispatcher and the adapters. */
export interface WorkerEnvironment extends ServiceEnvironment {
  /** 0: any free port */
  readonly healthPort: number;
}

export interface DispatcherEnvironment extends WorkerEnvironment {
  /** As the gateway's. */
  readonly receiptKeys: readonly string[];
  /** As the gateway's: a completion is told only after it. */
  readonly undoWindowMs: number;
  /** So long before its deadline a task that its system keeps refusing is offered to a person. */
  readonly offerBeforeMs: number;
  /** Of each endpoint's confirmed records, 0 to 1: so many are looked at once more each day. */
  readonly rereadShare: number;
  /** Absent: no mails are sent. */
  readonly mail?: MailSettings;
  /** Absent: the audit log grows without checkpoints. */
  readonly auditSignerUrl?: string;
  /** Absent: nobody else sees the audit log's checkpoints. */
  readonly witnessUrl?: string;
  /** Absent: no checkpoint is published. */
  readonly auditPublishDir?: string;
}

/** Of a process that does nothing but keep a key and sign with it. */
interface KeyKeeperEnvironment extends ProcessEnvironment {
  /** 0: any free port */
  readonly port: number;
  readonly secretsDir: string;
  /** Where it keeps what it signed last. */
  readonly dataDir: string;
}

export interface AuditSignerEnvironment extends KeyKeeperEnvironment {
  /** The log's name in its checkpoints. */
  readonly origin: string;
}

export interface WitnessEnvironment extends KeyKeeperEnvironment {
  /** The witness's name in its cosignatures. */
  readonly name: string;
}

export interface MailSettings {
  /** May hold a password: never for a log. */
  readonly smtpUrl: string;
  readonly from: string;
  /** Where people find their tasks; stands in each mail. */
  readonly worklistUrl: string;
  /** In production the way to the mail server must be encrypted. */
  readonly isEncryptionRequired: boolean;
}

/** One adapter service a system. */
export type AdapterName = AutomaticSystem;

export interface AdapterEnvironment extends WorkerEnvironment {
  readonly adapter: AdapterName;
}

/** What the command line needs to read the ledger. */
export interface LedgerEnvironment {
  readonly environment: RunEnvironment;
  /** Holds a password: never for a log. */
  readonly databaseUrl: string;
  readonly secretsDir: string;
}

/** Where the command line finds the gateway, and as whom; options may say it instead. */
export interface GatewayCallerEnvironment {
  readonly gatewayUrl?: string;
  /** A bearer token: never for a log. */
  readonly token?: string;
}

export interface SandboxEnvironment extends ProcessEnvironment {
  readonly dataDir: string;
  readonly secretsDir: string;
  /** Of the development identity provider's tokens; absent: its own address. */
  readonly issuer?: string;
  /** 0: any free port */
  readonly ports: Readonly<Record<SandboxServer, number>>;
}

export interface StandaloneEnvironment extends ProcessEnvironment {
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl?: string;
  /** Absent: the embedded Redis. */
  readonly redisUrl?: string;
  readonly configDir: string;
  readonly dataDir: string;
  /** Absent: 3000, or a free one when that is busy. */
  readonly port?: number;
  /** Whether the sample decision is sent on the first start. */
  readonly sample: boolean;
}

/** Variables that cannot be used. Look at `faults`: one line for each, by name and never with the value. */
export class EnvironmentFault extends Error {
  readonly code = 'environment-fault';
  constructor(readonly faults: readonly string[]) {
    super(['the environment has faults:', ...faults].join('\n'));
    this.name = 'EnvironmentFault';
  }
}

/** @throws EnvironmentFault with every fault at once; so do all functions below */
export function gatewayEnvironment(variables: Variables = process.env): GatewayEnvironment {
  const read = checked(GATEWAY_VARIABLES, variables);
  const signIn = signInSlice(read);
  return {
    ...serviceSlice(read, variables),
    port: read.PORT,
    issuer: read.KUITTAUS_ISSUER,
    jwksUrl: read.KUITTAUS_JWKS_URL,
    receiptKeys: read.KUITTAUS_RECEIPT_KEYS,
    undoWindowMs: read.KUITTAUS_UNDO_WINDOW_MS,
    isQueueBoardWritable: read.KUITTAUS_BULL_BOARD_WRITE === '1',
    repairSecondPersonAbove: read.KUITTAUS_REPAIR_SECOND_PERSON_ABOVE,
    ...(signIn === undefined ? {} : { signIn }),
  };
}

export function dispatcherEnvironment(variables: Variables = process.env): DispatcherEnvironment {
  const read = checked(DISPATCHER_VARIABLES, variables);
  const mail = mailSlice(read);
  return {
    ...serviceSlice(read, variables),
    healthPort: read.KUITTAUS_HEALTH_PORT,
    receiptKeys: read.KUITTAUS_RECEIPT_KEYS,
    undoWindowMs: read.KUITTAUS_UNDO_WINDOW_MS,
    offerBeforeMs: read.KUITTAUS_OFFER_BEFORE_MS,
    rereadShare: read.KUITTAUS_REREAD_SHARE,
    ...(mail === undefined ? {} : { mail }),
    ...(read.KUITTAUS_AUDIT_SIGNER_URL === undefined
      ? {}
      : { auditSignerUrl: read.KUITTAUS_AUDIT_SIGNER_URL }),
    ...(read.KUITTAUS_WITNESS_URL === undefined ? {} : { witnessUrl: read.KUITTAUS_WITNESS_URL }),
    ...(read.KUITTAUS_AUDIT_PUBLISH_DIR === undefined
      ? {}
      : { auditPublishDir: read.KUITTAUS_AUDIT_PUBLISH_DIR }),
  };
}

export function auditSignerEnvironment(variables: Variables = process.env): AuditSignerEnvironment {
  const read = checked(AUDIT_SIGNER_VARIABLES, variables);
  return { ...keyKeeperSlice(read), origin: read.KUITTAUS_AUDIT_ORIGIN };
}

export function witnessEnvironment(variables: Variables = process.env): WitnessEnvironment {
  const read = checked(WITNESS_VARIABLES, variables);
  return { ...keyKeeperSlice(read), name: read.KUITTAUS_WITNESS_NAME };
}

export function adapterEnvironment(
  adapter: AdapterName,
  variables: Variables = process.env,
): AdapterEnvironment {
  const read = checked(WORKER_VARIABLES, variables);
  return { ...serviceSlice(read, variables), healthPort: read.KUITTAUS_HEALTH_PORT, adapter };
}

export function ledgerEnvironment(variables: Variables = process.env): LedgerEnvironment {
  const read = checked(LEDGER_VARIABLES, variables);
  return {
    environment: read.KUITTAUS_ENVIRONMENT,
    databaseUrl: read.DATABASE_URL,
    secretsDir: read.KUITTAUS_SECRETS_DIR,
  };
}

export function gatewayCallerEnvironment(variables: Variables = process.env): GatewayCallerEnvironment {
  const { KUITTAUS_GATEWAY_URL: gatewayUrl, KUITTAUS_TOKEN: token } = checked(
    GATEWAY_CALLER_VARIABLES,
    variables,
  );
  return {
    ...(gatewayUrl === undefined ? {} : { gatewayUrl }),
    ...(token === undefined ? {} : { token }),
  };
}

export function sandboxEnvironment(variables: Variables = process.env): SandboxEnvironment {
  const read = checked(SANDBOX_VARIABLES, variables);
  return {
    ...processSlice(read),
    dataDir: read.KUITTAUS_DATA_DIR,
    secretsDir: read.KUITTAUS_SECRETS_DIR,
    ...(read.KUITTAUS_ISSUER === undefined ? {} : { issuer: read.KUITTAUS_ISSUER }),
    ports: read.KUITTAUS_SANDBOX_PORTS,
  };
}

export function standaloneEnvironment(variables: Variables = process.env): StandaloneEnvironment {
  const read = checked(STANDALONE_VARIABLES, variables);
  return {
    ...processSlice(read),
    ...(read.DATABASE_URL === undefined ? {} : { databaseUrl: read.DATABASE_URL }),
    ...(read.REDIS_URL === undefined ? {} : { redisUrl: read.REDIS_URL }),
    ...(read.PORT === undefined ? {} : { port: read.PORT }),
    configDir: read.KUITTAUS_CONFIG_DIR,
    dataDir: read.KUITTAUS_DATA_DIR,
    sample: read.KUITTAUS_SAMPLE === '1',
  };
}

/** @returns this process's variables with additions, for a child process */
export const childEnvironment = (additions: Variables): Record<string, string | undefined> => ({
  ...process.env,
  ...additions,
});

function checked<T>(schema: z.ZodType<T>, variables: Variables): T {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  throw new EnvironmentFault(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
}

type ReadProcess = Pick<
  z.infer<typeof WORKER_VARIABLES>,
  'KUITTAUS_ENVIRONMENT' | 'KUITTAUS_LOG_LEVEL' | 'HOST' | 'KUITTAUS_FAULT_POINT'
>;

function processSlice(read: ReadProcess): ProcessEnvironment {
  const { KUITTAUS_ENVIRONMENT: environment, KUITTAUS_FAULT_POINT: faultPoint } = read;
  if (environment === 'production' && faultPoint !== undefined) {
    throw new EnvironmentFault(['KUITTAUS_FAULT_POINT must not be set in production']);
  }
  return {
    environment,
    logLevel: read.KUITTAUS_LOG_LEVEL,
    host: read.HOST,
    ...(faultPoint === undefined ? {} : { faultPoint }),
  };
}

const keyKeeperSlice = (
  read: Omit<z.infer<typeof WITNESS_VARIABLES>, 'KUITTAUS_WITNESS_NAME'>,
): KeyKeeperEnvironment => ({
  ...processSlice(read),
  port: read.PORT,
  secretsDir: read.KUITTAUS_SECRETS_DIR,
  dataDir: read.KUITTAUS_DATA_DIR,
});

function mailSlice(read: z.infer<typeof DISPATCHER_VARIABLES>): MailSettings | undefined {
  const {
    KUITTAUS_SMTP_URL: smtpUrl,
    KUITTAUS_MAIL_FROM: from,
    KUITTAUS_WORKLIST_URL: worklistUrl,
    KUITTAUS_ENVIRONMENT: environment,
  } = read;
  if (smtpUrl === undefined || from === undefined || worklistUrl === undefined) return undefined;
  return { smtpUrl, from, worklistUrl, isEncryptionRequired: environment === 'production' };
}

const serviceSlice = (
  read: Omit<z.infer<typeof WORKER_VARIABLES>, 'KUITTAUS_HEALTH_PORT'>,
  variables: Variables,
): ServiceEnvironment => ({
  ...processSlice(read),
  databaseUrl: read.DATABASE_URL,
  redisUrl: read.REDIS_URL,
  configDir: read.KUITTAUS_CONFIG_DIR,
  secretsDir: read.KUITTAUS_SECRETS_DIR,
  addressVariables: variables,
});
