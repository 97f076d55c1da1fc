export interface RedisSettings {
  /** Of 127.0.0.1. */
  readonly port: number;
  readonly password: string;
  /** Where the data go; the server works in it. */
  readonly directory: string;
  readonly pidFile: string;
}

/**
 * The configuration file: holds the password, so it is to be readable by its owner alone. `noeviction`,
 * because a job that Redis drops to make room would wait for the reconciler.
 */
export const redisConfiguration = ({ port, password, directory, pidFile }: RedisSettings): string =>
  [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${quoted(directory)}`,
    `pidfile ${quoted(pidFile)}`,
    'daemonize no',
    'maxmemory-policy noeviction',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    '',
  ].join('\n');

/** Redis reads double quotes and backslashes as JSON writes them. */
const quoted = (path: string): string => JSON.stringify(path);
