/**
 * How the server runs; given on the command line, so that a cluster of any age runs with today's settings.
 * Nothing secret is in here.
 * @param port port of 127.0.0.1
 */
export function postgresSettings(port: number): string[] {
  return Object.entries({ ...reach(port), ...DURABILITY, ...SMALL_MACHINE, ...SILENCE }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
}

const reach = (port: number): Record<string, string | number> => ({
  listen_addresses: '127.0.0.1',
  port,
  unix_socket_directories: '',
  cluster_name: 'kuittaus',
});

/** 202 means stored durably: nothing of this may be traded for speed. */
const DURABILITY = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

const SMALL_MACHINE = {
  max_connections: 100,
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  wal_compression: 'pglz',
  // The statements are short: compiling them costs more than it gives.
  jit: 'off',
};

/**
 * Errors of statements are told to whoever sent them, never written to the log: their texts and details
 * hold values of columns. `log_min_messages=log` keeps the server's own messages and leaves errors out.
 */
const SILENCE = {
  log_destination: 'stderr',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  lc_messages: 'C',
};
