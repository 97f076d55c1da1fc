import { refuseSandboxSecrets } from '#configuration';
import type { ServiceEnvironment } from '#configuration';
import { readSchemaState, undurableSettings } from '#ledger';
import type { Logger } from '#observability';
import { askEvictionPolicy } from '#queue';

export type StartRefusal = 'redis-evicts' | 'postgresql-not-durable' | 'schema-too-new' | 'schema-too-old';

/** The service would lose what it promises to keep, or is of another version than its database. The message is for the operator, and holds no secret. */
export class StartRefused extends Error {
  constructor(
    readonly code: StartRefusal,
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = 'StartRefused';
  }
}

/** @returns whether the engine answered, and is right; false when it has to be asked again */
type EngineCheck = () => Promise<boolean>;

const ASK_AGAIN_MS = 2_000;

/**
 * Refuses to start over engines that lose data, over a ledger that a newer version made unfit for this one, or with the sandbox's secrets in production. An engine that is away
 * holds up no start: it is asked again until it answers.
 * @param onLateRefusal what happens when it then turns out to lose data
 * @throws StartRefused SecretFault
 */
export async function refuseUnsafeStart(
  environment: ServiceEnvironment,
  log: Logger,
  onLateRefusal: () => void = () => process.exit(1),
): Promise<void> {
  refuseSandboxSecrets(environment);
  const checks: readonly EngineCheck[] = [
    () => checkPostgres(environment.databaseUrl),
    () => checkRedis(environment.redisUrl),
    () => checkSchema(environment.databaseUrl),
  ];
  const onRefusal = refusingLate(log, onLateRefusal);
  for (const check of checks) if (!(await check())) askLater(check, onRefusal);
}

/**
 * Waits while the ledger lacks migrations that this version needs: in an upgrade they come first, and this process may
 * have been quicker. A PostgreSQL that is away holds up no start; should it then lack any, the process ends, and its
 * successor waits.
 * @param onLateRefusal see {@link refuseUnsafeStart}
 */
export async function untilMigrated(
  { databaseUrl }: Pick<ServiceEnvironment, 'databaseUrl'>,
  log: Logger,
  onLateRefusal: () => void = () => process.exit(1),
): Promise<void> {
  for (let isTold = false; ; isTold = true) {
    const state = await readSchemaState(databaseUrl);
    if (state === undefined) {
      askLater(() => checkMigrated(databaseUrl), refusingLate(log, onLateRefusal));
      return;
    }
    if (state.missing.length === 0) return;
    if (!isTold) log.warn('start.waits-for-migrations', { count: state.missing.length });
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

const refusingLate =
  (log: Logger, onLateRefusal: () => void) =>
  (error: unknown): void => {
    log.error('start.refused', { error });
    onLateRefusal();
  };

function askLater(check: EngineCheck, onRefusal: (error: unknown) => void): void {
  const again = async (): Promise<void> => {
    try {
      if (!(await check())) askLater(check, onRefusal);
    } catch (error) {
      onRefusal(error);
    }
  };
  setTimeout(() => void again(), ASK_AGAIN_MS).unref();
}

async function checkPostgres(databaseUrl: string): Promise<boolean> {
  const settings = await undurableSettings(databaseUrl);
  if (settings === undefined) return false;
  if (settings.length === 0) return true;
  throw new StartRefused(
    'postgresql-not-durable',
    `PostgreSQL must not run with ${settings.join(', ')} off: a commit could be lost`,
  );
}

async function checkRedis(redisUrl: string): Promise<boolean> {
  const policy = await askEvictionPolicy(redisUrl);
  if (policy === undefined) return false;
  if (policy === 'noeviction') return true;
  throw new StartRefused(
    'redis-evicts',
    `Redis must have maxmemory-policy noeviction, not ${policy}: it would drop jobs when it is full`,
  );
}

async function checkSchema(databaseUrl: string): Promise<boolean> {
  const state = await readSchemaState(databaseUrl);
  if (state === undefined) return false;
  if (state.tooNew === undefined) return true;
  throw new StartRefused(
    'schema-too-new',
    `the database has migration ${state.tooNew}: a newer version took away what this one uses`,
  );
}

async function checkMigrated(databaseUrl: string): Promise<boolean> {
  const state = await readSchemaState(databaseUrl);
  if (state === undefined) return false;
  const [first] = state.missing;
  if (first === undefined) return true;
  throw new StartRefused('schema-too-old', `the database lacks migration ${first}: migrate it first`);
}
