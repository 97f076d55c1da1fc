/** Why the standalone cannot start or go on; every code has its sentence for the terminal in the message. */
export type StandaloneErrorCode =
  | 'data-directory-in-use'
  | 'data-directory-unusable'
  | 'port-busy'
  | 'database-unusable'
  | 'not-ready'
  | 'token-refused'
  | 'no-server-account'
  | 'postgres-binaries-unusable'
  | 'postgres-cluster-lost'
  | 'postgres-other-version'
  | 'postgres-not-started'
  | 'redis-not-found'
  | 'redis-not-started';

/**
 * A fault that the person at the terminal can act on. The message says what is wrong and what to do; it
 * never holds a secret.
 */
export class StandaloneError extends Error {
  override readonly name = 'StandaloneError';

  constructor(
    readonly code: StandaloneErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** @returns the `code` of a Node.js system error (`ENOENT`, ...), undefined for anything else */
export function systemErrorCode(error: unknown): string | undefined {
  // Not by instanceof: Jest gives tests an Error class that Node.js itself does not use.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
