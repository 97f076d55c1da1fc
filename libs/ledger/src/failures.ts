import pg from 'pg';

/** Serialization failure, deadlock, lock timeout, and the connection classes: the same work may go well again. */
const TRANSIENT_CODES = /^(40001|40P01|55P03|57014|57P0[123]|53[0-9A-Z]{3}|08[0-9A-Z]{3})$/;

/**
 * @returns true when repeating the same transaction may succeed: PostgreSQL was away, busy or broke a tie.
 * Anything that is not an answer of PostgreSQL came from the connection to it.
 */
export function isTransient(failure: unknown): boolean {
  if (failure instanceof pg.DatabaseError) return TRANSIENT_CODES.test(failure.code ?? '');
  return failure instanceof Error && isConnectionFailure(failure);
}

function isConnectionFailure(failure: Error): boolean {
  const code = 'code' in failure && typeof failure.code === 'string' ? failure.code : '';
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code) ||
    /connection (terminated|timeout)|timeout exceeded when trying to connect/i.test(failure.message)
  );
}

/** @returns true when the row was put there by another transaction in the meantime */
export const isUniqueViolation = (failure: unknown): boolean =>
  failure instanceof pg.DatabaseError && failure.code === '23505';
